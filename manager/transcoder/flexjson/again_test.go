package flexjson

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder/transcodertest"
)

// An attribute that is set again and again is each time what was set last; what
// was encoded, refused, or removed in between doesn't change with it.
func TestSetAgain(t *testing.T) {
	d := mustDecode(t, []byte(`{"a":1,"b":"x"}`))
	encoded := func() string {
		out, err := d.Encode(nil)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	var kept []byte
	for _, c := range []struct {
		value javaobj.Value
		want  string
	}{
		{javaobj.String("a long text"), `{"a":"a long text","b":"x"}`},
		{javaobj.NewInteger(7), `{"a":7,"b":"x"}`},
		{javaobj.NewList("java.util.ArrayList", javaobj.NewInteger(7), javaobj.String("y")), `{"a":[7,"y"],"b":"x"}`},
		{javaobj.NewInteger(1), `{"a":1,"b":"x"}`},
	} {
		if err := d.Set("a", c.value); err != nil {
			t.Fatal(err)
		}
		if have := encoded(); have != c.want {
			t.Errorf("%s, want %s", have, c.want)
		}
		if err := d.Set("a", javaobj.NewList("java.util.ArrayList", javaobj.NewInteger(9), javaobj.NewDate(0))); err == nil {
			t.Error("a date was set")
		}
		if have := encoded(); have != c.want {
			t.Errorf("%s once a value was refused, want %s", have, c.want)
		}
		if v := transcodertest.Get(t, d, "a"); v != c.value {
			t.Errorf("it is %v, want %v", v, c.value)
		}
		if kept == nil {
			kept, _ = d.Encode(nil)
		}
	}
	if string(kept) != `{"a":"a long text","b":"x"}` {
		t.Errorf("what was encoded first is %s now", kept)
	}
	d.Remove("a")
	if err := d.Set("a", javaobj.NewInteger(2)); err != nil {
		t.Fatal(err)
	}
	if have := encoded(); have != `{"b":"x","a":2}` {
		t.Errorf("%s once it was removed", have)
	}
}
