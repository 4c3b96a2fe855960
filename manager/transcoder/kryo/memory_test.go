package kryo

import (
	"fmt"
	"testing"

	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

func TestMemory(t *testing.T) {
	const list1, list4 = "\x01\x01\x11\x01k\x12\x80\x80\x3e", "\x01\x01\x03\x01\x82k\x01\x00java.util.ArrayLis\xf4\x01\x80\x80\x3e"
	// Each has the number of elements that fit.
	inputs := map[string]map[string][]byte{"1": {}, "4": {}, "": {}}
	fill := func(layout, name, head, unit string) {
		n := (1<<20 - 64 - len(head)) / len(unit)
		data := append([]byte(head), appendVarint(nil, uint32(n))...)
		for range n {
			data = append(data, unit...)
		}
		inputs[layout][name] = data
		if name == "integers" { // all layouts are tried
			inputs[""][name+" "+layout] = data
		}
	}
	front1, front4 := list1[:6], list4[:len(list4)-3]
	for name, unit := range map[string]string{
		"empty lists": "\x1a", "lists": "\x12\x00", "singletons": "\x1d\x1a",
	} {
		fill("1", name, front1, unit)
	}
	for name, unit := range map[string]string{
		"nulls": "\x00", "integers": "\x02\x05", "strings": "\x03\x01\x81",
	} {
		fill("4", name, front4, unit)
	}
	fill("1", "boolean array", "\x01\x01\x11\x01k\xff\x7f\x00\x02[Z\x01", "\x01")
	for _, layout := range []string{"1", "4"} {
		n, data := 0, []byte{}
		for ; len(data) < 1<<20-64; n++ {
			if layout == "1" {
				data = fmt.Appendf(data, "\x11\x04%04x\x00", n&0xffff)
			} else {
				data = fmt.Appendf(data, "\x03\x01%03x%c\x00", n>>4&0xfff, "0123456789abcdef"[n&15]|0x80)
			}
		}
		data = append(appendVarint([]byte{1}, uint32(n)), data...)
		inputs[layout]["attributes"] = data
	}
	for layout, list := range inputs {
		t.Run("layout "+layout, func(t *testing.T) {
			transcodertest.Memory(t, configured(t, transcoder.Settings{Layout: layout}), list)
		})
	}
}
