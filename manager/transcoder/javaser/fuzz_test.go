package javaser

import (
	"bytes"
	"errors"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// hostile are streams made to hurt.
func hostile() map[string][]byte {
	seeds := map[string][]byte{}
	count := func(n byte) []byte {
		return append([]byte("\xac\xed\x00\x05sr\x00\x11java.lang.Integer\x12\xe2\xa0\xa4\xf7\x81\x878\x02\x00\x01I\x00\x05valuexr\x00\x10java.lang.Number\x86\xac\x95\x1d\x0b\x94\xe0\x8b\x02\x00\x00xp\x00\x00\x00"), n)
	}
	one := append(count(1), "t\x00\x01k"...)
	with := func(name, rest string) { seeds[name] = append(bytes.Clone(one), rest...) }

	objects := "ur\x00\x13[Ljava.lang.Object;\x90\xceX\x9f\x10s)l\x02\x00\x00xp\x00\x00\x00\x01"
	deep := objects
	for range 5000 {
		deep += "uq\x00~\x00\x04\x00\x00\x00\x01"
	}
	with("deep arrays", deep+"p")
	with("deep super classes", func() string {
		s := "s"
		for range 5000 {
			s += "r\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00x"
		}
		return s + "p"
	}())
	with("huge array", "ur\x00\x13[Ljava.lang.Object;\x90\xceX\x9f\x10s)l\x02\x00\x00xp\x7f\xff\xff\xff")
	with("negative array", "ur\x00\x13[Ljava.lang.Object;\x90\xceX\x9f\x10s)l\x02\x00\x00xp\xff\xff\xff\xff")
	with("huge longs", "ur\x00\x02[Jx \x04\xb5\x12\xb1u\x93\x02\x00\x00xp\x7f\xff\xff\xff")
	with("huge string", "|\x7f\xff\xff\xff\xff\xff\xff\xff")
	with("huge block", "sr\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00xpz\x7f\xff\xff\xff")
	with("huge proxy", "s}\x7f\xff\xff\xff")
	with("many fields", "sr\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x02\xff\xff")
	with("its own super class", "sr\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00xq\x00~\x00\x04")
	with("an object as class", objects+"sq\x00~\x00\x05")
	with("a handle ahead", "q\x00~\x00\x10")
	with("a class as value", "r\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00xp")
	with("protocol 1", "sr\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00xp\x01\x02")
	with("reset inside", objects+"y")
	with("exception in exception", objects+"{{p")
	with("wrapper of itself", "sr\x00&java.util.Collections$UnmodifiableList\xfc\x0f%1\xb5\xec\x8e\x10\x02\x00\x01L\x00\x04listt\x00\x10Ljava/util/List;xr\x00,java.util.Collections$UnmodifiableCollection\x19B\x00\x80\xcb^\xf7\x1e\x02\x00\x01L\x00\x01ct\x00\x16Ljava/util/Collection;xpq\x00~\x00\x08q\x00~\x00\x08")

	// Sets of sets: 2^40 elements for whoever expands references.
	laughs := "sr\x00\x11java.util.HashSet\xbaD\x85\x95\x96\xb8\xb74\x03\x00\x00xpw\x0c\x00\x00\x00\x10?@\x00\x00\x00\x00\x00\x02"
	body := laughs
	for range 40 {
		body += "sq\x00~\x00\x04w\x0c\x00\x00\x00\x10?@\x00\x00\x00\x00\x00\x02"
	}
	body += "pp"
	for i := 41; i > 1; i-- {
		body += "xq\x00~\x00" + string([]byte{byte(4 + i)})
	}
	with("billion laughs", body+"x")
	with("no field values", "sr\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x01I\x00\x01ixpw\x01\x00x")
	with("poisoned", "sr\x00\x01A\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01L\x00\x01ot\x00\x12Ljava/lang/Object;xp{sr\x00\x01E\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00xpt\x00\x20___NOT_SERIALIZABLE_EXCEPTION___")
	with("reset between", "t\x00\x01v")
	seeds["reset between"] = append(append(count(1), "yt\x00\x01ky"...), "t\x00\x01v"...)
	seeds["a byte as counter"] = append([]byte("\xac\xed\x00\x05sr\x00\x11java.lang.Integer\x12\xe2\xa0\xa4\xf7\x81\x878\x02\x00\x01B\x00\x05valuexp"), 0)
	seeds["too many attributes"] = append(count(255), "t\x00\x01kp"...)
	return seeds
}

// Whatever is decoded comes out as it went in; reading and editing it neither
// panics nor grows without bounds.
func FuzzDecode(f *testing.F) {
	for _, seed := range hostile() {
		f.Add(seed)
	}
	for _, name := range []string{"cart", "collections", "beans", "dates", "misc", "throwable", "numbers", "cyclic", "joda", "arrays"} {
		f.Add(scenario(f, name).Attributes)
	}
	small := scenario(f, "shared").Attributes
	for cut := 0; cut < len(small); cut += 37 {
		f.Add(small[:cut])
	}
	f.Add(readTestdata(f, "java-session.ser"))
	f.Add(readTestdata(f, "poisoned-session.ser"))
	limits := transcoder.Limits{Bytes: 1 << 20, Depth: 200, Elements: 100000}
	f.Fuzz(func(t *testing.T, data []byte) {
		parsed, err := decode(data, limits)
		if err != nil {
			return
		}
		sameWithNodes(t, data, limits)
		parsed.parse()
		out, err := parsed.emit(parsed.attrs)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(out, data) {
			t.Fatalf("comes out as %x", out)
		}
		for _, name := range parsed.Names() {
			if _, err := parsed.Get(name); err != nil {
				t.Fatal(err)
			}
		}
		edit(t, parsed, limits)
	})
}

// edit changes a document in several ways; what comes out must be readable.
func edit(t *testing.T, d *document, limits transcoder.Limits) {
	names := d.Names()
	for i, name := range names {
		v, _ := d.Get(name)
		switch {
		case i%3 == 0:
			d.Remove(name)
		case i%3 == 1:
			d.Set(name, javaobj.NewList("java.util.ArrayList", v, v))
		default:
			d.Set(name, transcodertest.Clone(v))
		}
	}
	if err := d.Set("new", javaobj.NewMap("java.util.TreeMap", javaobj.Entry{Key: javaobj.NewInteger(1), Value: javaobj.String("x")})); err != nil {
		return // the stream describes TreeMap or Integer in a form of its own
	}
	out, err := d.Encode(nil)
	var limit *transcoder.LimitError
	if errors.As(err, &limit) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	limits.Depth, limits.Bytes, limits.Elements = 2*limits.Depth, 2*limits.Bytes, 10*limits.Elements
	again, err := decode(out, limits)
	if err != nil {
		t.Logf("%x", out)
		t.Fatal(err)
	}
	if len(again.trailing) == 0 && again.find("new") < 0 {
		t.Fatal("the new attribute is lost")
	}
}

// Hostile streams are refused by name, or read within bounds.
func TestHostile(t *testing.T) {
	fine := map[string]bool{"billion laughs": true, "no field values": true, "poisoned": true, "reset between": true, "a class as value": true, "wrapper of itself": true}
	for name, data := range hostile() {
		d, err := Transcoder{}.Decode(data, transcoder.Limits{})
		if (err == nil) != fine[name] {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err != nil {
			var syntax *SyntaxError
			var limit *transcoder.LimitError
			var unsupported *transcoder.UnsupportedError
			if !errors.As(err, &syntax) && !errors.As(err, &limit) && !errors.As(err, &unsupported) {
				t.Errorf("%s: %v", name, err)
			}
			t.Logf("%s: %v", name, err)
			continue
		}
		if err := Verify(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		v, err := d.Get("k")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %.200s", name, javaobj.AppendJSON(nil, v, nil))
	}
}

// A stream that is cut anywhere is refused.
func TestCut(t *testing.T) {
	data := readTestdata(t, "java-session.ser")
	for cut := 0; cut < len(data); cut += 29 {
		var syntax *SyntaxError
		if _, err := (Transcoder{}).Decode(data[:cut:cut], transcoder.Limits{}); !errors.As(err, &syntax) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}
}
