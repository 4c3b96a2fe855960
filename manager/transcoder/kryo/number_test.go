package kryo

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// Numbers of any size are shown as they were set, the small ones, too, which are
// read without big.Int.
func TestNumbersOfAnySize(t *testing.T) {
	texts := map[string][]string{
		"java.math.BigInteger": {"0", "-1", "127", "128", "-128", "-129", "32768", "-9223372036854775808", "9223372036854775807",
			"9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"},
		"java.math.BigDecimal": {"0", "0.00", "-0.5", "19.99", "1E+3", "-1.5E-12", "92233720368547758.07", "92233720368547758.08", "-92233720368547758.09"},
	}
	for _, layout := range []string{"1", "3", "4"} {
		format := configured(t, transcoder.Settings{Layout: layout})
		for class, list := range texts {
			for _, text := range list {
				d := format.New()
				if err := d.Set("n", &javaobj.Scalar{Class: class, Text: text}); err != nil {
					t.Fatal(err)
				}
				data, err := d.Encode(nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, nodes := range []bool{false, true} {
					again := decoded(t, format, data)
					if nodes {
						again.load()
					}
					if s, ok := transcodertest.Get(t, again, "n").(*javaobj.Scalar); !ok || s.Class != class || s.Text != text {
						t.Errorf("layout %s: %s %s is shown as %v", layout, class, text, s)
					}
				}
			}
		}
	}
}
