package census

import (
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/transcoder"
)

// What of kryo is only carried without the application's classes can be read
// and edited with them.
func TestKryoWithItsClasses(t *testing.T) {
	path, err := classfile.Open("../../manager/transcoder/kryo/testdata/shop.jar")
	if err != nil {
		t.Fatal(err)
	}
	items := captured(t, "kryo")
	without := censusOf(t, Options{}, items...)
	with := censusOf(t, Options{Configure: func(one transcoder.Transcoder) (transcoder.Transcoder, error) {
		return transcoder.Configure(one, transcoder.Settings{Classes: path})
	}}, items...)
	cart := func(r *Report) Attribute {
		for _, a := range r.Attributes {
			if a.Name == "cart" {
				return a
			}
		}
		t.Fatal("no cart")
		return Attribute{}
	}
	if a := cart(without); a.Carry == 0 || a.Edit > 0 || a.Reasons[0].Count == 0 {
		t.Errorf("without classes: %+v", a)
	}
	if a := cart(with); a.Carry > 0 || a.Edit == 0 {
		t.Errorf("with classes: %+v", a)
	}
}
