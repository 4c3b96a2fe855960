package kryo

import (
	"testing"

	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// benchmarked are sessions of both families, with the transcoder of a layout.
func benchmarked(b *testing.B, layout string) (transcoder.Transcoder, map[string][]byte) {
	b.Helper()
	release := map[string]string{"1": "1.6.5", "4": "2.1.1"}[layout]
	sessions := map[string][]byte{}
	for _, name := range []string{"cart", "collections", "joda"} {
		sessions["layout="+layout+"/"+name] = scenario(b, release+"/kryo/"+name)
	}
	return configured(b, transcoder.Settings{Classes: shop(b), Layout: layout}), sessions
}

func eachLayout(b *testing.B, run func(*testing.B, transcoder.Transcoder, map[string][]byte)) {
	for _, layout := range []string{"1", "4"} {
		format, sessions := benchmarked(b, layout)
		run(b, format, sessions)
	}
}

func BenchmarkDecode(b *testing.B) { eachLayout(b, transcodertest.BenchmarkDecode) }

func BenchmarkEncode(b *testing.B) { eachLayout(b, transcodertest.BenchmarkEncode) }

func BenchmarkEditOne(b *testing.B) { eachLayout(b, transcodertest.BenchmarkEditOne) }
