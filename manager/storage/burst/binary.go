package burst

import (
	"encoding/binary"
	"fmt"
	"io"

	"msmgate/manager/storage"
)

// The binary protocol's constants that MSM's commands need (WIRE-76).
const (
	magicRequest, magicAnswer = 0x80, 0x81

	opcodeGet, opcodeSet, opcodeAdd, opcodeDelete = 0x00, 0x01, 0x02, 0x04
	opcodeLogin                                   = 0x21

	statusOK        = 0x00
	statusNotFound  = 0x01
	statusExists    = 0x02
	statusNotStored = 0x05

	headerLength = 24
	maxErrorText = 1 << 10
)

var opcodes = [...]byte{
	storage.Get: opcodeGet, storage.Set: opcodeSet, storage.Add: opcodeAdd, storage.Delete: opcodeDelete,
}

// longPast is a date that any memcached was started after. As the protocol's
// exptime has no sign, a negative one would be taken for a date in 2106.
const longPast = 60*60*24*30 + 1

// appendBinary adds an operation's frame up to the value, which is the caller's.
func appendBinary(out []byte, op *storage.Op, opaque uint32) []byte {
	stores := op.Verb == storage.Set || op.Verb == storage.Add
	extras, value := 0, 0
	if stores {
		extras, value = 8, len(op.Item.Value)
	}
	out = appendHeader(out, opcodes[op.Verb], len(op.Key), extras, value, opaque)
	if stores {
		exptime := op.Exptime
		if exptime < 0 {
			exptime = longPast
		}
		out = binary.BigEndian.AppendUint32(out, op.Item.Flags)
		out = binary.BigEndian.AppendUint32(out, uint32(exptime))
	}
	return append(out, op.Key...)
}

func appendHeader(out []byte, opcode byte, key, extras, value int, opaque uint32) []byte {
	out = append(out, magicRequest, opcode, byte(key>>8), byte(key), byte(extras), 0, 0, 0)
	out = binary.BigEndian.AppendUint32(out, uint32(key+extras+value))
	out = binary.BigEndian.AppendUint32(out, opaque)
	return append(out, 0, 0, 0, 0, 0, 0, 0, 0) // no cas
}

// frame is the head of an answer.
type frame struct {
	extras, key, value int
	status             uint16
}

// readFrame reads the head of the answer to a command.
func (c *conn) readFrame(opcode byte, opaque uint32) (f frame, err error) {
	head, err := c.r.Peek(headerLength)
	if err != nil {
		if len(head) > 0 && err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return f, err
	}
	if head[0] != magicAnswer {
		return f, errFrame
	}
	if head[1] != opcode || binary.BigEndian.Uint32(head[12:]) != opaque {
		return f, errForeign
	}
	f.key, f.extras = int(binary.BigEndian.Uint16(head[2:])), int(head[4])
	f.status = binary.BigEndian.Uint16(head[6:])
	body := binary.BigEndian.Uint32(head[8:])
	if body > storage.MaxValue+uint32(f.key+f.extras) {
		return f, errSize
	}
	if f.value = int(body) - f.key - f.extras; f.value < 0 {
		return f, errFrame
	}
	_, err = c.r.Discard(headerLength)
	return f, err
}

// receiveBinary reads one operation's answer.
func (c *conn) receiveBinary(op *storage.Op, r *storage.Result, opaque uint32) error {
	f, err := c.readFrame(opcodes[op.Verb], opaque)
	if err != nil {
		return err
	}
	if f.status == statusOK && op.Verb == storage.Get {
		r.Item, err = c.binaryValue(f)
		return err
	}
	text, err := c.binaryText(f)
	if err != nil {
		return err
	}
	switch {
	case f.status == statusOK:
	case f.status == statusNotFound && (op.Verb == storage.Get || op.Verb == storage.Delete):
		r.Err = storage.ErrMiss
	case op.Verb == storage.Add && (f.status == statusExists || f.status == statusNotStored):
		r.Err = storage.ErrNotStored
	default:
		r.Err = c.node.refused(op, fmt.Sprintf("status 0x%02x: %s", f.status, text))
	}
	return nil
}

// binaryValue reads the flags and the value of a get.
func (c *conn) binaryValue(f frame) (item storage.Item, err error) {
	if f.extras != 4 || f.key != 0 {
		return item, errFrame
	}
	flags, err := c.r.Peek(4)
	if err != nil {
		return item, ended(err)
	}
	item.Flags = binary.BigEndian.Uint32(flags)
	if _, err = c.r.Discard(4); err != nil {
		return item, err
	}
	if item.Value, err = readValue(c.r, f.value); err != nil {
		return storage.Item{}, err
	}
	return item, nil
}

// binaryText reads what else a node says, mostly the reason of an error.
func (c *conn) binaryText(f frame) (string, error) {
	length := f.extras + f.key + f.value
	if length > maxErrorText {
		return "", errFrame
	}
	text, err := c.r.Peek(length)
	if err != nil {
		return "", ended(err)
	}
	shown := string(text[f.extras+f.key:])
	_, err = c.r.Discard(length)
	return shown, err
}

// ended says that a connection ended in the middle of an answer.
func ended(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
