package javaser

import (
	"encoding/hex"
	"strings"
	"testing"

	"msmgate/manager/transcoder"
)

// What a JDK 17 writes of {p: Pattern.compile("x")}.
const patternSession = "aced0005737200116a6176612e6c616e672e496e746567657212e2a0a4f781873802000149000576616c7565787200106a6176612e6c616e672e4e756d626572" +
	"86ac951d0b94e08b0200007870000000017400" + "0170" + "737200176a6176612e7574696c2e72656765782e5061747465726e4667d56b6e49020d020002490005666c616773" +
	"4c00077061747465726e7400124c6a6176612f6c616e672f537472696e673b78700000000074000178"

// TestSecondPattern sets a Pattern in a session that Java has put another one
// into.
func TestSecondPattern(t *testing.T) {
	data, err := hex.DecodeString(patternSession)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Set("q", scalar("java.util.regex.Pattern", "y")); err != nil {
		t.Fatal(err)
	}
	out, err := d.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(out), "java.util.regex.Pattern"); n != 1 {
		t.Errorf("the class is described %d times", n)
	}
}
