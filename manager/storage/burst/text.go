package burst

import (
	"bufio"
	"bytes"
	"errors"
	"strconv"

	"msmgate/manager/storage"
)

// appendText adds an operation's command line (WIRE-75). The data block of a
// set or an add is the caller's.
func appendText(out []byte, op *storage.Op) []byte {
	out = append(out, op.Verb.String()...)
	out = append(out, ' ')
	out = append(out, op.Key...)
	if op.Verb == storage.Set || op.Verb == storage.Add {
		out = append(out, ' ')
		out = strconv.AppendUint(out, uint64(op.Item.Flags), 10)
		out = append(out, ' ')
		out = strconv.AppendInt(out, int64(op.Exptime), 10)
		out = append(out, ' ')
		out = strconv.AppendInt(out, int64(len(op.Item.Value)), 10)
	}
	return append(out, "\r\n"...)
}

var lineEnd = []byte("\r\n")

// readLine gives a line without its end, valid until the next read.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, errAnswer
	}
	if err != nil {
		return nil, err
	}
	text, ok := bytes.CutSuffix(line, lineEnd)
	if !ok {
		return nil, errAnswer
	}
	return text, nil
}

// receiveText reads one operation's answer.
func (c *conn) receiveText(op *storage.Op, r *storage.Result) error {
	line, err := readLine(c.r)
	if err != nil {
		return err
	}
	switch string(line) {
	case "STORED":
		if op.Verb == storage.Set || op.Verb == storage.Add {
			return nil
		}
	case "NOT_STORED":
		if op.Verb == storage.Add {
			r.Err = storage.ErrNotStored
			return nil
		}
	case "DELETED":
		if op.Verb == storage.Delete {
			return nil
		}
	case "NOT_FOUND":
		if op.Verb == storage.Delete {
			r.Err = storage.ErrMiss
			return nil
		}
	case "END":
		if op.Verb == storage.Get {
			r.Err = storage.ErrMiss
			return nil
		}
	}
	if rest, ok := bytes.CutPrefix(line, []byte("VALUE ")); ok && op.Verb == storage.Get {
		r.Item, err = c.textValue(op.Key, rest)
		return err
	}
	return c.refusal(op, r, line)
}

// textValue reads what follows VALUE: a key, flags, a length, maybe a cas id,
// then the value itself and the answer's end.
func (c *conn) textValue(key string, head []byte) (item storage.Item, err error) {
	name, rest, _ := bytes.Cut(head, []byte(" "))
	if string(name) != key {
		return item, errForeign
	}
	digits, rest, _ := bytes.Cut(rest, []byte(" "))
	flags, err := strconv.ParseUint(string(digits), 10, 32)
	if err != nil {
		return item, errAnswer
	}
	digits, _, _ = bytes.Cut(rest, []byte(" "))
	size, err := strconv.ParseUint(string(digits), 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return item, errAnswer
	}
	if err != nil || size > storage.MaxValue {
		return item, errSize
	}
	item.Flags = uint32(flags)
	if item.Value, err = readValue(c.r, int(size)); err != nil {
		return item, err
	}
	for _, want := range []string{"", "END"} {
		line, err := readLine(c.r)
		if err != nil {
			return storage.Item{}, err
		}
		if string(line) != want {
			return storage.Item{}, errAnswer
		}
	}
	return item, nil
}

// refusal makes an error of a node's own. After SERVER_ERROR it goes on with
// the next command; after the others it may have taken a value's bytes for
// commands, so the connection isn't used any more.
func (c *conn) refusal(op *storage.Op, r *storage.Result, line []byte) error {
	kind, _, _ := bytes.Cut(line, []byte(" "))
	switch string(kind) {
	case "SERVER_ERROR":
		r.Err = c.node.refused(op, string(line))
		return nil
	case "CLIENT_ERROR", "ERROR":
		r.Err = c.node.refused(op, string(line))
		return errRefusedBefore
	}
	return errAnswer
}
