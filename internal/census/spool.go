package census

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"os"
)

// spoolMemory is how many bytes of keys are kept in memory.
const spoolMemory = 8 << 20

// spool keeps the keys that wait to be read: the first in memory, the others in
// a file without a name, since keys hold session ids.
type spool struct {
	len    int
	memory []byte
	file   *os.File
	w      *bufio.Writer
}

func (s *spool) add(k Key) error {
	entry := binary.AppendVarint(nil, k.Expires)
	entry = binary.AppendVarint(entry, k.LastAccess)
	entry = binary.AppendVarint(entry, k.Size)
	entry = binary.AppendUvarint(entry, uint64(len(k.Name)))
	entry = append(entry, k.Name...)
	s.len++
	if s.file == nil && len(s.memory)+len(entry) <= spoolMemory {
		s.memory = append(s.memory, entry...)
		return nil
	}
	if s.file == nil {
		if err := s.open(); err != nil {
			return fmt.Errorf("keeping the keys in a temporary file: %w", err)
		}
	}
	if _, err := s.w.Write(entry); err != nil {
		return fmt.Errorf("keeping the keys in a temporary file: %w", err)
	}
	return nil
}

// open makes the file, readable by this user only, and takes its name away.
func (s *spool) open() error {
	f, err := os.CreateTemp("", "msmgate-census-*")
	if err != nil {
		return err
	}
	s.file, s.w = f, bufio.NewWriter(f)
	_ = os.Remove(f.Name()) // where that can't be done, close does it
	return nil
}

// all gives the keys back in the order in which they came.
func (s *spool) all() iter.Seq2[Key, error] {
	return func(yield func(Key, error) bool) {
		sources := []io.Reader{bytes.NewReader(s.memory)}
		if s.file != nil {
			err := s.w.Flush()
			if err == nil {
				_, err = s.file.Seek(0, io.SeekStart)
			}
			if err != nil {
				yield(Key{}, fmt.Errorf("reading the keys from a temporary file: %w", err))
				return
			}
			sources = append(sources, s.file)
		}
		r := bufio.NewReader(io.MultiReader(sources...))
		for range s.len {
			k, err := readKey(r)
			if err != nil {
				yield(Key{}, fmt.Errorf("reading the keys from a temporary file: %w", err))
				return
			}
			if !yield(k, nil) {
				return
			}
		}
	}
}

func readKey(r *bufio.Reader) (k Key, err error) {
	for _, into := range []*int64{&k.Expires, &k.LastAccess, &k.Size} {
		if *into, err = binary.ReadVarint(r); err != nil {
			return k, err
		}
	}
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return k, err
	}
	if n > maxLine {
		return k, io.ErrUnexpectedEOF
	}
	name := make([]byte, n)
	_, err = io.ReadFull(r, name)
	k.Name = string(name)
	return k, err
}

func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}
