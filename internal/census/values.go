package census

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"msmgate/manager/record"
)

// errUnknownCommand says that a server doesn't know mg, or not all of it.
var errUnknownCommand = errors.New("command not known")

// errGone says that there is no such item any more.
var errGone = errors.New("no such item")

// Items gives what a node holds: session records with their values, and every
// other key without its value. An error of the whole node comes last, with a
// zero Item; a value that can't be read is an Item with an Err. A memcached's
// listing is read to its end before the first value is asked for.
func (n Node) Items(ctx context.Context) iter.Seq2[Item, error] {
	n = n.withDefaults()
	if n.Redis != nil {
		return n.redisItems(ctx)
	}
	return func(yield func(Item, error) bool) {
		keys := &spool{}
		defer keys.close()
		for key, err := range n.Keys(ctx) {
			if err == nil && KindOfKey(key.Name) == Record {
				err = keys.add(key)
			} else if err == nil && !yield(n.item(key), nil) {
				return
			}
			if err != nil {
				yield(Item{}, err)
				return
			}
		}
		n.Listed(keys.len)
		n.read(ctx, keys, yield)
	}
}

func (n Node) item(key Key) Item {
	return Item{Source: n.Name, Key: key.Name, Expires: key.Expires, Size: key.Size}
}

// read reads the values of all keys in turn.
func (n Node) read(ctx context.Context, keys *spool, yield func(Item, error) bool) {
	r := reader{node: n}
	defer r.close()
	pace := pace{rate: n.Rate, now: n.Now, after: n.After}
	for key, err := range keys.all() {
		if err == nil {
			err = pace.wait(ctx)
		}
		item := n.item(key)
		if err == nil {
			err = r.value(ctx, &item)
		}
		switch {
		case errors.Is(err, errGone):
			continue
		case err == nil:
			if !yield(item, nil) {
				return
			}
		default:
			if ctx.Err() != nil {
				err = ctx.Err()
			}
			yield(Item{}, n.fail("reading the values", err))
			return
		}
	}
}

// reader reads values over one connection, which is made anew once if it broke.
type reader struct {
	node Node
	line *line
	// plain says that the server doesn't know mg.
	plain bool
}

func (r *reader) close() {
	if r.line != nil {
		r.line.close()
		r.line = nil
	}
}

func (r *reader) value(ctx context.Context, item *Item) error {
	if strings.ContainsFunc(item.Key, func(c rune) bool { return c <= ' ' || c == 0x7f }) {
		item.Err = errors.New("the key holds blanks or control characters")
		return nil
	}
	var err error
	for range 3 {
		if r.line == nil {
			if r.line, err = r.node.connect(ctx); err != nil {
				return err
			}
		}
		err = r.ask(item)
		if err == nil || errors.Is(err, errGone) {
			return err
		}
		r.close()
		if errors.Is(err, errUnknownCommand) && !r.plain {
			r.plain = true
			continue
		}
		if ctx.Err() != nil || errors.Is(err, errProtocol) {
			return err
		}
	}
	return err
}

// ask reads one value: `mg KEY v f u` answers `VA size fFLAGS`, or EN.
func (r *reader) ask(item *Item) error {
	if r.plain {
		return r.askPlainly(item)
	}
	if err := r.line.send("mg " + item.Key + " v f u"); err != nil {
		return err
	}
	text, err := r.line.read()
	if err != nil {
		return err
	}
	words := bytes.Fields(text)
	switch {
	case len(words) == 1 && string(words[0]) == "EN":
		return errGone
	case len(words) == 3 && string(words[0]) == "VA" && words[2][0] == 'f':
		return r.body(item, words[1], words[2][1:])
	}
	return errUnknownCommand
}

// askPlainly reads one value: `get KEY` answers `VALUE key flags size`, or END.
func (r *reader) askPlainly(item *Item) error {
	if err := r.line.send("get " + item.Key); err != nil {
		return err
	}
	text, err := r.line.read()
	if err != nil {
		return err
	}
	words := bytes.Fields(text)
	switch {
	case string(text) == "END":
		return errGone
	case len(words) < 4 || string(words[0]) != "VALUE" || string(words[1]) != item.Key:
		return errProtocol
	}
	item.Used = true
	if err := r.body(item, words[3], words[2]); err != nil {
		return err
	}
	if text, err = r.line.read(); err != nil {
		return err
	}
	if string(text) != "END" {
		return errProtocol
	}
	return nil
}

// body reads a value and the line end behind it. One that is larger than a
// session can be is passed over.
func (r *reader) body(item *Item, size, flags []byte) error {
	n, err := strconv.ParseUint(string(size), 10, 32)
	if err != nil {
		return errProtocol
	}
	f, err := strconv.ParseUint(string(flags), 10, 32)
	if err != nil {
		return errProtocol
	}
	item.Flags, item.HasFlags, item.Size = uint32(f), true, int64(n)
	if n > record.MaxValue {
		item.Err = fmt.Errorf("%d bytes are more than the %d that a stored session can have", n, record.MaxValue)
		_, err = io.CopyN(io.Discard, r.line.r, int64(n))
	} else {
		item.Value, err = io.ReadAll(io.LimitReader(r.line.r, int64(n)))
		if err == nil && uint64(len(item.Value)) < n {
			err = io.ErrUnexpectedEOF
		}
	}
	if err != nil {
		return err
	}
	rest, err := r.line.read()
	if err == nil && len(rest) > 0 {
		err = errProtocol
	}
	return err
}

// pace spreads work evenly over time.
type pace struct {
	rate  float64
	now   func() time.Time
	after func(time.Duration) <-chan time.Time
	begin time.Time
	done  int
}

// wait comes back when the next piece of work is due.
func (p *pace) wait(ctx context.Context) error {
	if p.rate <= 0 {
		return ctx.Err()
	}
	now := p.now()
	if p.done == 0 {
		p.begin = now
	}
	due := p.begin.Add(time.Duration(float64(p.done) / p.rate * float64(time.Second)))
	p.done++
	if !due.After(now) {
		return ctx.Err()
	}
	select {
	case <-p.after(due.Sub(now)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
