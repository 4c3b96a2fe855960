package census

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"msmgate/manager/record"
)

// Files gives the records in files and directories, these with all below them;
// "-" is standard input. A file that can't be read is an Item with an Err. In a
// directory only regular files are opened. An error comes last: the context's,
// or that of a name that isn't there.
func Files(ctx context.Context, stdin io.Reader, names ...string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for _, name := range names {
			if name == "-" {
				if !yield(readItem("standard input", stdin, true), nil) {
					return
				}
				continue
			}
			info, err := os.Stat(name)
			if err != nil {
				if !yield(Item{}, err) {
					return
				}
				continue
			}
			if !info.IsDir() {
				if !yield(openItem(name, true), nil) {
					return
				}
				continue
			}
			if !walkFiles(ctx, name, yield) {
				return
			}
		}
	}
}

// walkFiles gives the files below a directory, in lexical order.
func walkFiles(ctx context.Context, dir string, yield func(Item, error) bool) bool {
	goOn := true
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case err != nil:
			goOn = yield(Item{Source: path, Err: err}, nil)
		case d.Type().IsRegular():
			goOn = yield(openItem(path, false), nil)
		}
		if !goOn {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		return yield(Item{}, fmt.Errorf("reading the files below %s: %w", dir, err))
	}
	return goOn
}

func openItem(name string, named bool) Item {
	f, err := os.Open(name)
	if err != nil {
		return Item{Source: name, Named: named, Err: err}
	}
	defer f.Close()
	return readItem(name, f, named)
}

func readItem(name string, r io.Reader, named bool) Item {
	item := Item{Source: name, Named: named}
	item.Value, item.Err = io.ReadAll(io.LimitReader(r, record.MaxValue+1))
	item.Size = int64(len(item.Value))
	if item.Err == nil && len(item.Value) > record.MaxValue {
		item.Value = nil
		item.Err = errTooLarge
	}
	return item
}

var errTooLarge = fmt.Errorf("larger than the %d bytes that a stored session can have", record.MaxValue)
