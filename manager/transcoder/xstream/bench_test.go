package xstream

import (
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

func benchmarked(b *testing.B) map[string][]byte {
	b.Helper()
	sessions := map[string][]byte{}
	for _, name := range []string{"cart", "collections", "shared"} {
		sessions[name] = scenario(b, name)
	}
	return sessions
}

func BenchmarkDecode(b *testing.B) {
	transcodertest.BenchmarkDecode(b, Transcoder{}, benchmarked(b))
}

func BenchmarkEncode(b *testing.B) {
	transcodertest.BenchmarkEncode(b, Transcoder{}, benchmarked(b))
}

func BenchmarkEditOne(b *testing.B) {
	transcodertest.BenchmarkEditOne(b, Transcoder{}, benchmarked(b))
}
