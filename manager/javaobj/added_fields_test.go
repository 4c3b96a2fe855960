package javaobj

import "testing"

// A class of an application that extends a JDK collection keeps its own
// fields beside the content, in JSON and in comparisons.
func TestFieldsBesideContent(t *testing.T) {
	for name, text := range map[string]string{
		"list": `{"id":1,"class":"app.Basket","elements":[{"id":2,"class":"java.lang.Integer","value":"1"}],"fields":[{"declaring":"app.Basket","name":"owner","type":"java.lang.Object","transient":false,"value":{"ref":1}}]}`,
		"map":  `{"id":1,"class":"app.Index","entries":[[{"class":"java.lang.String","value":"k"},null]],"fields":[{"declaring":"app.Index","name":"limit","type":"java.lang.String","transient":false,"value":{"class":"java.lang.String","value":"x"}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			v, err := ParseJSON([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := string(AppendJSON(nil, v, &IDs{})); got != text {
				t.Errorf("printed again:\n got %s\nwant %s", got, text)
			}
			var without Value
			switch v := v.(type) {
			case *List:
				without = &List{Class: v.Class, Elems: v.Elems}
			case *Map:
				without = &Map{Class: v.Class, Entries: v.Entries}
			}
			if Equal(v, without) {
				t.Error("equal to the same content without the fields")
			}
		})
	}
}
