package kryo

import (
	"errors"
	"sync"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// Hostile records are refused by name, or read within bounds.
func TestHostile(t *testing.T) {
	fine := map[string]bool{
		"longer than needed": true, "long count": true, "a name twice": true, "wide": true, "many dimensions": true, "billion laughs": true,
		"itself": true, "wraps itself": true, "sub-list": true, "enum set": true, "time": true, "bad time": true, "class": true, "tree of itself": true,
	}
	for layout, seeds := range hostile() {
		format := configured(t, transcoder.Settings{Layout: layout})
		for name, data := range seeds {
			d, err := format.Decode([]byte(data), transcoder.Limits{})
			if (err == nil) != fine[name] {
				t.Errorf("layout %s: %s: %v", layout, name, err)
			}
			if err != nil {
				var syntax *SyntaxError
				var limit *transcoder.LimitError
				if !errors.As(err, &syntax) && !errors.As(err, &limit) {
					t.Errorf("layout %s: %s: %v", layout, name, err)
				}
				continue
			}
			for _, name := range d.Names() {
				if v, err := d.Get(name); err == nil {
					javaobj.AppendJSON(nil, v, nil)
				}
			}
		}
	}
}

// A record that is cut anywhere is refused, or carried through with a class
// named.
func TestCut(t *testing.T) {
	for layout, name := range map[string]string{"1": "1.6.5/kryo/collections", "4": "2.1.1/kryo/collections"} {
		format := configured(t, transcoder.Settings{Layout: layout})
		data := scenario(t, name)
		for cut := 0; cut < len(data); cut += 7 {
			d, err := format.Decode(data[:cut:cut], transcoder.Limits{})
			if err != nil {
				continue
			}
			if _, stop := d.(Document).Unread(); stop == nil {
				t.Errorf("%s cut at %d is read", name, cut)
			}
		}
	}
}

// Limits are named.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		limits transcoder.Limits
		want   string
	}{
		{transcoder.Limits{Bytes: 10}, "bytes"}, {transcoder.Limits{Depth: 3}, "depth"}, {transcoder.Limits{Elements: 20}, "elements"},
	} {
		_, err := configured(t, transcoder.Settings{Classes: shop(t)}).Decode(scenario(t, "2.1.1/kryo/beans"), c.limits)
		var limit *transcoder.LimitError
		if !errors.As(err, &limit) || limit.Limit != c.want {
			t.Errorf("%+v: %v", c.limits, err)
		}
	}
}

// What kryo 1 would write without end, or a hundred thousand times, is refused
// before anything changes.
func TestCirclesAndLaughs(t *testing.T) {
	circle := javaobj.NewList("java.util.ArrayList", javaobj.String("x"))
	circle.Elems = append(circle.Elems, javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: javaobj.String("k"), Value: circle}))
	laughs := javaobj.NewList("java.util.ArrayList")
	for range 40 {
		laughs = javaobj.NewList("java.util.ArrayList", laughs, laughs)
	}
	for layout, refused := range map[string]bool{"1": true, "3": false, "4": false} {
		format := configured(t, transcoder.Settings{Layout: layout})
		for name, v := range map[string]javaobj.Value{"circle": circle, "laughs": laughs} {
			d := format.New()
			err := d.Set("k", v)
			if (err != nil) != refused || len(d.Names()) == 0 != refused {
				t.Errorf("layout %s: %s: %v", layout, name, err)
				continue
			}
			if refused {
				continue
			}
			out, err := d.Encode(nil)
			if err != nil || len(out) > 400 {
				t.Errorf("layout %s: %s: %d bytes: %v", layout, name, len(out), err)
				continue
			}
			if !javaobj.Equal(transcodertest.Get(t, transcodertest.Decode(t, format, out), "k"), v) {
				t.Errorf("layout %s: %s: it is another", layout, name)
			}
		}
	}
	// An object of the application between ends it.
	classes := files(t, map[string]string{"app.Holder": "java.lang.Object Ljava/util/List;:list"})
	holder := &javaobj.Bean{Class: "app.Holder"}
	holder.Fields = []javaobj.Field{{Name: "list", Value: javaobj.NewList("java.util.ArrayList", holder)}}
	format := configured(t, transcoder.Settings{Layout: "1", Classes: classes})
	d := format.New()
	if err := d.Set("k", holder); err != nil {
		t.Fatal(err)
	}
	again := reencode(t, "holder", format, d)
	bean := transcodertest.Get(t, again, "k").(*javaobj.Bean)
	if list := bean.Fields[0].Value.(*javaobj.List); list.Elems[0] != bean {
		t.Errorf("%v", list.Elems)
	}
}

// One transcoder serves many sessions at a time.
func TestConcurrent(t *testing.T) {
	format := configured(t, transcoder.Settings{Classes: shop(t)})
	data := [][]byte{scenario(t, "1.6.5/kryo/beans"), scenario(t, "2.1.1/kryo/beans"), scenario(t, "2.1.1/kryo/throwable")}
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			if err := format.(transcoder.Verifier).Verify(data[i%len(data)]); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
