package flexjson

import (
	"errors"
	"testing"

	"msmgate/manager/transcoder"
)

func TestSyntax(t *testing.T) {
	for _, c := range []struct {
		data   string
		offset int
	}{
		{``, 0}, {`[]`, 0}, {`{`, 1}, {`{"a"`, 4}, {`{"a":`, 5}, {`{"a":1`, 6}, {`{"a":1,}`, 7}, {`{"a":1}x`, 7},
		{`{null:1}`, 1}, {`{"a":1,"a":2}`, 7}, {`{"a":01}`, 7}, {`{"a":-}`, 6}, {`{"a":1.}`, 7}, {`{"a":1e}`, 7},
		{`{"a":"x}`, 5}, {"{\"a\":\"\n\"}", 6}, {`{"a":"\x"}`, 7}, {`{"a":"\u12g4"}`, 7}, {`{"a":"\u12`, 7}, {`{"a":tru}`, 5},
		{`{"a":[1 2]}`, 8}, {`{"a":[1,]}`, 8}, {`{"a":{"b"}}`, 9}, {`{"a":{b:1}}`, 6}, {`{a:1}`, 1}, {`{"a":'x'}`, 5}, {`{"a":"\`, 7},
	} {
		_, err := Transcoder{}.Decode([]byte(c.data), transcoder.Limits{})
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.Offset != c.offset {
			t.Errorf("%s: %v", c.data, err)
		}
	}
}
