package javolution

import (
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

type builder struct {
	doc  *document
	made map[any]*element
}

func (b *builder) named(name string, v javaobj.Value) (*element, error) {
	return nil, &transcoder.UnsupportedError{}
}

type shapes struct{}
