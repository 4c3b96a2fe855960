package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"msmgate/manager/record"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/flexjson"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/javolution"
	"msmgate/manager/transcoder/xstream"
)

// recordFile is a file's record and its attributes.
type recordFile struct {
	// data is the record as it stands in the file, unpacked.
	data       []byte
	record     *record.Record
	transcoder transcoder.Transcoder
	attributes transcoder.Document
}

// readRecordFile reads and decodes a file, "-" being stdin. Errors carry the
// exit code and the file's name.
func readRecordFile(name string, stdin io.Reader, t transcoder.Transcoder) (*recordFile, error) {
	value, err := readValue(name, stdin)
	if err != nil {
		return nil, unreadable(err)
	}
	f, err := decodeRecordFile(value, t)
	if err != nil {
		return nil, fault(fmt.Errorf("%s: %w", displayName(name), err))
	}
	return f, nil
}

func decodeRecordFile(value []byte, t transcoder.Transcoder) (*recordFile, error) {
	if len(value) > record.MaxValue {
		return nil, fmt.Errorf("larger than the %d bytes that a stored value can have", record.MaxValue)
	}
	data, err := record.UnwrapFile(value, 0)
	if err != nil {
		return nil, err
	}
	r, err := record.Decode(data)
	if err != nil {
		if len(data) == record.ValidityLength {
			err = fmt.Errorf("%w; it has the length of a validity info", err)
		}
		return nil, err
	}
	doc, err := t.Decode(r.Attributes, transcoder.Limits{})
	if err != nil {
		if startsAs(t.FactoryClass(), r.Attributes) {
			return nil, fmt.Errorf("the header is sound, the attributes are broken: %w", err)
		}
		return nil, fmt.Errorf("the header is sound, the attributes are not those of %s%s: %w", t.FactoryClass(), looksLike(r.Attributes), err)
	}
	return &recordFile{data: data, record: r, transcoder: t, attributes: doc}, nil
}

// startsAs tells whether attributes begin as those of a transcoder do and no
// other's. Kryo's have no mark.
func startsAs(class string, attributes []byte) bool {
	switch class {
	case javaser.FactoryClass:
		return bytes.HasPrefix(attributes, []byte("\xac\xed"))
	case javolution.FactoryClass:
		return bytes.HasPrefix(attributes, []byte("<?xml"))
	case xstream.FactoryClass:
		return bytes.HasPrefix(attributes, []byte("<")) && !bytes.HasPrefix(attributes, []byte("<?xml"))
	case flexjson.FactoryClass:
		return bytes.HasPrefix(attributes, []byte("{"))
	}
	return false
}

// looksLike helps who forgot to say which transcoder it was.
func looksLike(attributes []byte) string {
	switch {
	case bytes.HasPrefix(attributes, []byte("\xac\xed")):
		return " (they begin as Java serialization does)"
	case bytes.HasPrefix(attributes, []byte("<")):
		return " (they begin as XML does; was it javolution or xstream? say so by --context or --transcoder)"
	case bytes.HasPrefix(attributes, []byte("{")):
		return " (they begin as JSON does; was it flexjson? say so by --context or --transcoder)"
	}
	return ""
}

// readValue reads a file, but not much more than a value can have.
func readValue(name string, stdin io.Reader) ([]byte, error) {
	source := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		source = f
	}
	data, err := io.ReadAll(io.LimitReader(source, record.MaxValue+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", displayName(name), err)
	}
	return data, nil
}

func displayName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}
