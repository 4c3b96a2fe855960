package contextxml

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// An attribute's value arrives the same in every encoding, byte order mark or not.
func TestEncodings(t *testing.T) {
	document := func(declared string) string {
		return fmt.Sprintf("<?xml version=\"1.0\"%s?>\r\n<Context>\r\n  <Manager className=\"%s\"\r\n username=\"é€\" />\r\n</Context>", declared, managerClass)
	}
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy) []byte {
		data, err := unicode.UTF16(order, bom).NewEncoder().Bytes([]byte(document(` encoding="UTF-16"`)))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	latin := func(m *charmap.Charmap, name string) []byte {
		data, err := m.NewEncoder().Bytes([]byte(document(fmt.Sprintf(" encoding='%s'", name))))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	cases := []struct {
		name string
		data []byte
	}{
		{"UTF-8 by default", []byte(document(""))},
		{"UTF-8 with a mark", []byte("\xef\xbb\xbf" + document(` encoding="utf-8"`))},
		{"UTF-16 big endian", utf16(unicode.BigEndian, unicode.UseBOM)},
		{"UTF-16 little endian", utf16(unicode.LittleEndian, unicode.UseBOM)},
		{"UTF-16 without a mark", utf16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"windows-1252", latin(charmap.Windows1252, "windows-1252")},
		{"ISO-8859-15", latin(charmap.ISO8859_15, "iso-8859-15")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rep := &report{}
			doc := parseDocument("context.xml", c.data, rep)
			if len(rep.findings) > 0 {
				t.Fatal(rep.findings)
			}
			a, ok := doc.attribute(doc.root.ChildElements()[0], "username")
			if !ok || a.value != "é€" {
				t.Errorf("username is %q", a.value)
			}
			if want := (position{4, 2}); a.place.at != want {
				t.Errorf("it stands at %v, want %v", a.place.at, want)
			}
		})
	}
}

func TestLatin1(t *testing.T) {
	rep := &report{}
	doc := parseDocument("context.xml", []byte("<?xml version='1.0' encoding='ISO-8859-1'?><Context a='\xe9\x80'/>"), rep)
	if a, _ := doc.attribute(doc.root, "a"); a.value != "é\u0080" || len(rep.findings) > 0 {
		t.Errorf("got %q, %v", a.value, rep.findings)
	}
}

// What is fatal to Tomcat's parser is an error with its place.
func TestXMLFaults(t *testing.T) {
	cases := []struct {
		name, text string
		at         position
		want       string
	}{
		{"byte that is not UTF-8", "<Context>\n<!-- \xe9 -->\n</Context>", position{2, 6}, "0xE9 is not UTF-8"},
		{"byte beyond ASCII", "<?xml version='1.0' encoding='US-ASCII'?><C a='\xe9'/>", position{1, 48}, "US-ASCII"},
		{"unknown encoding", "<?xml version='1.0' encoding='EBCDIC'?><C/>", position{1, 44}, "EBCDIC"},
		{"UTF-16 promised", "<?xml version='1.0' encoding='UTF-16'?><C/>", position{1, 44}, "UTF-16"},
		{"no blank between attributes", `<C a="1"b="2"/>`, position{1, 9}, "no white space"},
		{"tag in a value", `<C a="<b"/>`, position{1, 7}, `"<" inside`},
		{"control character", "<C a=\"\x01\"/>", position{1, 7}, "U+0001"},
		{"reference to one", `<C a="&#1;"/>`, position{1, 7}, "names no character"},
		{"huge reference", `<C>&#99999999999;</C>`, position{1, 4}, "names no character"},
		{"text after the root", "<C/>\nx", position{2, 1}, "outside of the root"},
		{"text before the root", "x<C/>", position{1, 1}, "outside of the root"},
		{"end of a section in text", "<C>]]></C>", position{1, 4}, "CDATA"},
		{"late DOCTYPE", "<C/><!DOCTYPE C>", position{1, 5}, "DOCTYPE after"},
		{"open comment", "<C><!-- </C>", position{1, 4}, "comment is not closed"},
		{"open section", "<C><![CDATA[ </C>", position{1, 4}, "CDATA section is not closed"},
		{"open instruction", "<C><?a </C>", position{1, 4}, "instruction is not closed"},
		{"instruction without a blank", "<C><?a=b ?></C>", position{1, 4}, "no white space after"},
		{"open end tag", "<C></C", position{1, 7}, "not closed"},
		{"bad declaration", "<?xml encoding='UTF-8'?><C/>", position{1, 1}, "malformed"},
		{"end tag first", "</C>", position{1, 1}, "begins no element"},
		{"lone bracket", "<C>a < b</C>", position{1, 6}, "begins no tag"},
		{"too deep", strings.Repeat("<a>", maxDepth+1), position{1, 3*maxDepth + 1}, "nested more than"},
		{"too big", strings.Repeat(" ", maxFileSize+1), position{0, 0}, "more than the"},
		{"too many things", "<C>" + strings.Repeat("<a/>", maxItems) + "</C>", position{1, 4 * maxItems}, "more than 200000"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rep := &report{}
			parseDocument("context.xml", []byte(c.text), rep)
			if len(rep.findings) == 0 {
				t.Fatal("no finding")
			}
			f := rep.findings[0]
			if f.Severity != SeverityError || f.Rule != "XML" || !strings.Contains(f.Message, c.want) {
				t.Errorf("got %v, want %q", f, c.want)
			}
			if got := (position{f.Line, f.Column}); got != c.at {
				t.Errorf("it stands at %v, want %v", got, c.at)
			}
		})
	}
}

// A file of nothing but faults costs a bounded number of findings.
func TestFindingsAreBounded(t *testing.T) {
	text := "<Context>" + strings.Repeat(`<a b="1" b="2"/>`, 50_000) + "</Context>"
	r := Parse("context.xml", []byte(text), Options{})
	if got := len(r.Findings); got > maxFindings+1 {
		t.Errorf("%d findings", got)
	}
	if r.Err() == nil {
		t.Error("no error")
	}
}
