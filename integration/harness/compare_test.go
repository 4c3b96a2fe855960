package harness

import "testing"

func TestCompareValues(t *testing.T) {
	cases := map[string]struct {
		a, b string
		same bool
	}{
		"null":           {`null`, `null`, true},
		"null, not null": {`null`, `{"class":"java.lang.String","value":""}`, false},
		"other numbering": {`{"id":3,"class":"java.util.ArrayList","elements":[{"ref":3}]}`,
			`{"id":1,"class":"java.util.ArrayList","elements":[{"ref":1}]}`, true},
		"a cycle, and two lists": {`{"id":1,"class":"java.util.ArrayList","elements":[{"ref":1}]}`,
			`{"id":1,"class":"java.util.ArrayList","elements":[{"id":2,"class":"java.util.ArrayList","elements":[{"ref":1}]}]}`, false},
		"shared, and equal": {`{"id":1,"class":"[Ljava.lang.Object;","elements":[{"id":2,"class":"[I","elements":[]},{"ref":2}]}`,
			`{"id":1,"class":"[Ljava.lang.Object;","elements":[{"id":2,"class":"[I","elements":[]},{"id":3,"class":"[I","elements":[]}]}`, false},
		"boxed numbers are not shared": {`{"id":1,"class":"[Ljava.lang.Object;","elements":[{"id":2,"class":"java.lang.Integer","value":"1"},{"ref":2}]}`,
			`{"id":1,"class":"[Ljava.lang.Object;","elements":[{"class":"java.lang.Integer","value":"1"},{"class":"java.lang.Integer","value":"1"}]}`, true},
		"other class":   {`{"class":"java.lang.Integer","value":"1"}`, `{"class":"java.lang.Long","value":"1"}`, false},
		"without class": {`{"class":"java.lang.Integer","value":"1"}`, `{"value":"1"}`, true},
		"other value":   {`{"class":"java.lang.Integer","value":"1"}`, `{"value":"2"}`, false},
		"float digits":  {`{"class":"java.lang.Float","value":"0.1","bits":"3dcccccd"}`, `{"value":"0.1000000015"}`, true},
		"double digits": {`{"class":"java.lang.Double","value":"0.1","bits":"3fb999999999999a"}`, `{"value":"0.1000000015"}`, false},
		"bits count": {`{"class":"java.lang.Double","value":"0.0","bits":"0000000000000000"}`,
			`{"class":"java.lang.Double","value":"0.0","bits":"8000000000000000"}`, false},
		"enum with a body": {`{"class":"a.B$1","declaring":"a.B","enum":"X"}`, `{"class":"a.B","enum":"X"}`, true},
		"enum as text":     {`{"class":"a.B","declaring":"a.B","enum":"X"}`, `{"value":"X"}`, true},
		"enum, other":      {`{"class":"a.B","declaring":"a.B","enum":"X"}`, `{"class":"a.C","declaring":"a.C","enum":"X"}`, false},
		"lone surrogates":  {`{"class":"java.lang.String","value":"\ud83d"}`, `{"class":"java.lang.String","value":"\ud83e"}`, false},
		"surrogate pair":   {`{"class":"java.lang.String","value":"\ud83d\ude00"}`, `{"class":"java.lang.String","value":"😀"}`, true},
		"backslash u":      {`{"class":"java.lang.String","value":"\\ud83d"}`, `{"class":"java.lang.String","value":"\\ud83d"}`, true},
		"hash map order": {`{"id":1,"class":"java.util.HashMap","entries":[[{"class":"java.lang.String","value":"a"},null],[{"class":"java.lang.String","value":"b"},null]]}`,
			`{"id":1,"class":"java.util.HashMap","entries":[[{"class":"java.lang.String","value":"b"},null],[{"class":"java.lang.String","value":"a"},null]]}`, true},
		"linked map order": {`{"id":1,"class":"java.util.LinkedHashMap","entries":[[{"class":"java.lang.String","value":"a"},null],[{"class":"java.lang.String","value":"b"},null]]}`,
			`{"id":1,"class":"java.util.LinkedHashMap","entries":[[{"class":"java.lang.String","value":"b"},null],[{"class":"java.lang.String","value":"a"},null]]}`, false},
		"fields": {`{"id":1,"class":"a.B","fields":[{"declaring":"a.A","name":"n","type":"long","transient":false,"value":{"id":2,"class":"java.lang.Long","value":"7"}},{"name":"t","transient":true,"value":null},{"name":"z","value":null}]}`,
			`{"id":1,"class":"a.B","fields":[{"name":"n","value":{"value":"7"}}]}`, true},
		"hidden fields, their class left out": {`{"id":1,"class":"a.B","fields":[{"declaring":"a.A","name":"n","value":{"value":"7"}},{"declaring":"a.B","name":"n","value":{"value":"8"}}]}`,
			`{"id":1,"class":"a.B","fields":[{"declaring":"a.A","name":"n","value":{"value":"7"}},{"name":"n","value":{"value":"8"}}]}`, true},
		"a field is missing": {`{"id":1,"class":"a.B","fields":[{"name":"n","value":{"value":"7"}}]}`, `{"id":1,"class":"a.B","fields":[]}`, false},
		"own data":           {`{"id":1,"class":"a.B","fields":[{"name":"n","value":{"value":"7"}}]}`, `{"id":1,"class":"a.B","data":["00ff"]}`, true},
		"other data":         {`{"id":1,"class":"a.B","data":["00fe"]}`, `{"id":1,"class":"a.B","data":["00ff"]}`, false},
		"opaque":             {`{"class":"a.B","fields":[]}`, `{"class":"a.B","opaque":true,"size":5}`, false},
		"date":               {`{"id":1,"class":"java.util.Date","millis":"1"}`, `{"id":1,"class":"java.util.Date","millis":"2"}`, false},
		"lost date":          {`{"id":1,"class":"java.util.Date","millis":"1"}`, `{"id":1,"class":"java.util.Date","lost":"why"}`, false},
		"shorter array":      {`{"id":1,"class":"[I","elements":[]}`, `{"id":1,"class":"[I","elements":[{"value":"1"}]}`, false},
		"bytes":              {`{"id":1,"class":"[B","hex":"00"}`, `{"id":1,"class":"[B","hex":"01"}`, false},
		"text, no text":      {`{"id":1,"class":"a.B","value":"x"}`, `{"id":1,"class":"a.B"}`, false},
		"stand-in": {`{"id":1,"class":"java.util.RegularEnumSet","elements":[{"class":"a.B","declaring":"a.B","enum":"X"}]}`,
			`{"id":1,"class":"java.util.EnumSet$SerializationProxy","elements":[{"class":"a.B","enum":"X"}]}`, true},
		"dangling": {`{"ref":1}`, `{"ref":1}`, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for _, order := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
				if err := CompareValues([]byte(order[0]), []byte(order[1])); (err == nil) != c.same {
					t.Errorf("%s\nand %s:\n%v, want same: %v", order[0], order[1], err, c.same)
				}
			}
		})
	}
}

func TestCompareAttributes(t *testing.T) {
	a := `{"x":{"id":1,"class":"a.B","fields":[]},"y":{"ref":1},"z":{"class":"java.lang.Integer","value":"1"}}`
	other := `{"y":{"id":1,"class":"a.B","fields":[]},"x":{"ref":1},"z":{"class":"java.lang.Integer","value":"2"}}`
	if err := CompareAttributes([]byte(a), []byte(other), "z"); err != nil {
		t.Errorf("another order of definition: %v", err)
	}
	if err := CompareAttributes([]byte(a), []byte(other)); err == nil {
		t.Error("another value was not seen")
	}
	if err := CompareAttributes([]byte(a), []byte(a), "x"); err != nil {
		t.Errorf("a reference into an attribute that is left out: %v", err)
	}
	if err := CompareAttributes([]byte(a), []byte(`{}`)); err == nil {
		t.Error("missing attributes were not seen")
	}
}
