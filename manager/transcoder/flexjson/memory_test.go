package flexjson

import (
	"fmt"
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

func TestMemory(t *testing.T) {
	inputs := map[string][]byte{}
	for name, unit := range map[string]string{
		"numbers": "1,", "doubles": "0.1,", "lists": "[],", "maps": "{},", "strings": `"",`, "beans": `{"class":""},`, "pairs": `{"":1},`,
	} {
		inputs[name] = transcodertest.Fill(`{"a":[`, unit, "1]}")
		inputs[name+" in a bean"] = transcodertest.Fill(`{"a":{"class":"B","f":[`, unit, "1]}}")
	}
	inputs["members"] = transcodertest.Fill(`{"a":{`, `"":1,`, `"":1}}`)
	many := []byte("{")
	for i := 0; len(many) < 1<<20-32; i++ {
		many = fmt.Appendf(many, `"%x":1,`, i)
	}
	inputs["attributes"] = append(many, `"last":1}`...)
	transcodertest.Memory(t, Transcoder{}, inputs)
}

func TestVeryManyAttributes(t *testing.T) {
	const n = 100_000
	data := []byte("{")
	for i := range n {
		data = fmt.Appendf(data, `"%d":1,`, i)
	}
	transcodertest.Many(t, Transcoder{}, append(data[:len(data)-1], '}'), n)
}
