package javolution

import (
	"fmt"
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

func TestMemory(t *testing.T) {
	const head = `<attributes class="java.util.concurrent.ConcurrentHashMap" __id="0"><k class="java.lang.String" value="k"/>`
	inputs := map[string][]byte{
		"nothing but <a/>": transcodertest.Fill("<a>", "<a/>", "</a>"),
		"one long tag":     transcodertest.Fill(head+`<v class="B" __id="1"><a`, ` b=""`, "/></v></attributes>"),
		"no frame":         transcodertest.Fill(`<a class="B">`, "<abcd/>", "</a>"),
	}
	for name, unit := range map[string]string{
		"beans": "<abcd/>", "nulls": "<Null/>", "attributes": `<a b=""/>`, "references": `<a __ref="0"/>`, "nested": "<abcd><abcde/></abcd>",
	} {
		inputs["a list of "+name] = transcodertest.Fill(head+`<v class="java.util.ArrayList" __id="1">`, unit, "</v></attributes>")
		inputs["fields of "+name] = transcodertest.Fill(head+`<v class="B" __id="1">`, unit, "</v></attributes>")
	}
	transcodertest.Memory(t, Transcoder{}, inputs)
}

func TestVeryManyAttributes(t *testing.T) {
	const n = 100_000
	data := []byte(`<attributes class="java.util.concurrent.ConcurrentHashMap" __id="0">`)
	for i := range n {
		data = fmt.Appendf(data, `<k class="java.lang.String" value="%d"/><v class="java.lang.Integer" value="1"/>`, i)
	}
	transcodertest.Many(t, Transcoder{}, append(data, "</attributes>"...), n)
}
