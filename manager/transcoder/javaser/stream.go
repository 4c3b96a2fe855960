package javaser

import (
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// ReadStream reads any Java object stream, not just MSM's frame: the Values of
// its top-level objects in order, null as nil, and runs of primitive data as
// javaobj.Raw.
func ReadStream(data []byte, limits transcoder.Limits) ([]javaobj.Value, error) {
	limits = limits.Defaults()
	s, err := scan(data, limits)
	if err != nil {
		return nil, err
	}
	defer s.release()
	for ok := s.header(); ok && s.left() > 0; {
		ok = s.topLevel()
	}
	if s.err != nil {
		return nil, s.err
	}
	p := &parser{stream: stream{data: data, pos: 4}, text: string(data)}
	var content []item
	for p.pos < len(data) {
		content = p.topLevel(content)
	}
	d := &document{data: data, limits: limits}
	values := d.appendData(nil, &slot{data: content})
	d.complete()
	return values, nil
}

// topLevel passes a block or an object, with the resets in front of it.
func (s *scanner) topLevel() bool {
	if !s.resets() || s.left() == 0 {
		return s.err == nil
	}
	if tag := s.data[s.pos]; tag == tcBlockData || tag == tcBlockDataLong {
		s.pos++
		return s.block(tag)
	}
	_, ok := s.top()
	return ok
}

// topLevel reads what the scanner's topLevel passes.
func (p *parser) topLevel(content []item) []item {
	p.resets()
	if p.pos == len(p.data) {
		return content
	}
	if tag := p.data[p.pos]; tag == tcBlockData || tag == tcBlockDataLong {
		p.pos++
		return append(content, p.block(tag))
	}
	return append(content, p.content())
}

// DataInput reads what a class has written with the primitive methods of
// ObjectOutputStream: a javaobj.Raw. The first error stays; reads behind it
// give zero values.
type DataInput struct {
	c   cursor
	err error
}

// NewDataInput reads from raw bytes.
func NewDataInput(raw javaobj.Raw) *DataInput { return &DataInput{c: cursor{data: raw}} }

// Err is the first error.
func (in *DataInput) Err() error { return in.err }

// Left is the number of bytes that were not read yet.
func (in *DataInput) Left() int { return in.c.left() }

// Bool reads what writeBoolean wrote.
func (in *DataInput) Bool() bool {
	raw := in.take(1)
	return raw != nil && raw[0] != 0
}

// Int reads what writeInt wrote.
func (in *DataInput) Int() int32 {
	raw := in.take(4)
	if raw == nil {
		return 0
	}
	return int32(be32(raw))
}

// Long reads what writeLong wrote.
func (in *DataInput) Long() int64 {
	raw := in.take(8)
	if raw == nil {
		return 0
	}
	return int64(be64(raw))
}

// UTF reads what writeUTF wrote, as WTF-8.
func (in *DataInput) UTF() string {
	n := in.take(2)
	if n == nil {
		return ""
	}
	raw := in.take(int(be16(n)))
	if in.err != nil {
		return ""
	}
	s, ok := decodeUTF(string(raw))
	if !ok {
		in.err = fmt.Errorf("a string that isn't modified UTF-8")
	}
	return s
}

func (in *DataInput) take(n int) []byte {
	if in.err != nil {
		return nil
	}
	var raw []byte
	raw, in.err = in.c.bytes(uint64(n), "a value")
	return raw
}
