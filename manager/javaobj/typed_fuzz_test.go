package javaobj_test

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/transcodertest"
)

// tree can't hold a cycle.
type tree struct {
	Name     string             `java:"name,optional"`
	Children []tree             `java:"children,optional"`
	Index    map[string]tree    `java:"index,optional"`
	Parent   *tree              `java:"parent,optional"`
	Self     [1]any             `java:"self,optional"`
	Pairs    javaobj.OrderedMap `java:"pairs,optional"`
}

// Whatever a record holds, reading it into Go types ends, with a value or an
// error; and what an any took gives back the very same value.
func FuzzUnmarshal(f *testing.F) {
	for _, c := range transcodertest.Captures(f, 1, "java") {
		if len(c.Attributes) < 8192 {
			f.Add(c.Attributes)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := javaser.Transcoder{}.Decode(data, transcoder.Limits{Bytes: 1 << 20, Elements: 1 << 16})
		if err != nil {
			return
		}
		for _, name := range doc.Names() {
			former, err := doc.Get(name)
			if err != nil {
				continue
			}
			for _, to := range []any{new(Cart), new(*Category), new(tree), new([]tree), new([]any), new([]*tree), new(map[string]any), new([]javaobj.KeyValue[any, tree]),
				new(javaobj.OrderedMap), new(string), new(int), new([16]byte), new([2][2]any), new(map[any]struct{})} {
				if javaobj.Unmarshal(former, to) == nil {
					_, _ = javaobj.Marshal(to, former)
				}
			}
			var x any
			if err := javaobj.Unmarshal(former, &x); err != nil {
				continue
			}
			if back, err := javaobj.Marshal(x, former); err != nil || back != former {
				t.Errorf("%s changed on its way through an any: %v", javaobj.ClassOf(former), err)
			}
		}
	})
}
