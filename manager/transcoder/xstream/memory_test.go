package xstream

import (
	"fmt"
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

func TestMemory(t *testing.T) {
	const head, tail = "<concurrent-hash-map><entry><string>k</string>", "</entry></concurrent-hash-map>"
	inputs := map[string][]byte{
		"nothing but <a/>":    transcodertest.Fill("<a>", "<a/>", "</a>"),
		"a cut end":           transcodertest.Fill(head+"<list>", "<abcde/>", "</list></entr>"),
		"a class of the root": transcodertest.Fill(`<a class="concurrent-hash-map"><entry><string>k</string><list>`, "<abcde/>", "</list></entry></a>"),
		"references":          transcodertest.Fill(head+"<list>", `<a reference=".."/>`, "</list>"+tail),
	}
	for name, unit := range map[string]string{
		"beans": "<abcde/>", "nested": "<abcde><abcdef/></abcde>", "lists": "<list/> ", "numbers": "<int>1</int>", "strings": "<string/>",
		"nulls": "<null/> ", "attributes": `<a b=""/>`, "many attributes": `<a b="" c="" d="" e="" f="" g="" h=""/>`,
	} {
		inputs["a list of "+name] = transcodertest.Fill(head+"<list>", unit, "</list>"+tail)
		inputs["fields of "+name] = transcodertest.Fill(head+"<B>", unit, "</B>"+tail)
	}
	transcodertest.Memory(t, Transcoder{}, inputs)
}

func TestVeryManyAttributes(t *testing.T) {
	const n = 100_000
	data := []byte("<concurrent-hash-map>")
	for i := range n {
		data = fmt.Appendf(data, "<entry><string>%d</string><int>1</int></entry>", i)
	}
	transcodertest.Many(t, Transcoder{}, append(data, "</concurrent-hash-map>"...), n)
}
