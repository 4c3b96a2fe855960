package classfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
)

// archive is a .war or .jar file that is open.
type archive struct {
	name string
	file *os.File
	mu   sync.Mutex
	// last is the nested .jar that was read last: it has to be unpacked as a
	// whole to read any of it, and one at a time is enough to keep.
	last   string
	opened map[string]*zip.File
}

// addArchive indexes a .war, .jar or .zip file.
func (p *Path) addArchive(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	a := &archive{name: name, file: file}
	p.files = append(p.files, a)
	info, err := file.Stat()
	if err != nil {
		return err
	}
	content, err := zip.NewReader(file, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("%s: %w", name, err)
	}
	if !strings.EqualFold(ext(name), ".war") && !isWar(content) {
		return p.addEntries(a, content.File, "")
	}
	if err := p.addEntries(a, content.File, "WEB-INF/classes/"); err != nil {
		return err
	}
	for _, jar := range content.File {
		path, inside := strings.CutPrefix(jar.Name, "WEB-INF/lib/")
		if !inside || strings.Contains(path, "/") || !strings.EqualFold(ext(path), ".jar") {
			continue
		}
		if err := p.addNested(a, jar); err != nil {
			return err
		}
	}
	return nil
}

// isWar tells a web application by its content, whatever its file is called.
func isWar(content *zip.Reader) bool {
	for _, f := range content.File {
		if strings.HasPrefix(f.Name, "WEB-INF/") {
			return true
		}
	}
	return false
}

func ext(name string) string {
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		return name[dot:]
	}
	return ""
}

// addEntries indexes the classes of an archive below a prefix.
func (p *Path) addEntries(a *archive, files []*zip.File, prefix string) error {
	for _, f := range files {
		if entry, ok := strings.CutPrefix(f.Name, prefix); ok {
			if err := p.put(entry, entrySource{a, f}); err != nil {
				return err
			}
		}
	}
	return nil
}

// addNested indexes the classes of a .jar inside a .war.
func (p *Path) addNested(a *archive, jar *zip.File) error {
	files, err := a.unpack(jar)
	if err != nil {
		return err
	}
	for entry := range files {
		if err := p.put(entry, nestedSource{a, jar, entry}); err != nil {
			return err
		}
	}
	return nil
}

// unpack gives the entries of a nested .jar, of which it keeps the last.
func (a *archive) unpack(jar *zip.File) (map[string]*zip.File, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.last == jar.Name {
		return a.opened, nil
	}
	a.last, a.opened = "", nil // before the next one is in memory
	data, err := readEntry(jar, MaxNested, a.name+"!/"+jar.Name)
	if err != nil {
		return nil, err
	}
	content, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%s!/%s: %w", a.name, jar.Name, err)
	}
	files := make(map[string]*zip.File, len(content.File))
	for _, f := range content.File {
		if strings.HasSuffix(f.Name, ".class") && files[f.Name] == nil {
			files[f.Name] = f
		}
	}
	a.last, a.opened = jar.Name, files
	return files, nil
}

func (a *archive) close() error { return a.file.Close() }

// entrySource is a class of an archive.
type entrySource struct {
	archive *archive
	file    *zip.File
}

func (e entrySource) String() string { return e.archive.name + "!/" + e.file.Name }

func (e entrySource) read() ([]byte, error) { return readEntry(e.file, MaxSize, e.String()) }

// nestedSource is a class of a .jar inside a .war.
type nestedSource struct {
	archive *archive
	jar     *zip.File
	entry   string
}

func (n nestedSource) String() string {
	return n.archive.name + "!/" + n.jar.Name + "!/" + n.entry
}

func (n nestedSource) read() ([]byte, error) {
	files, err := n.archive.unpack(n.jar)
	if err != nil {
		return nil, err
	}
	return readEntry(files[n.entry], MaxSize, n.String())
}

// readEntry unpacks an entry. What it declares as its size is refused if it is
// too much, but never believed.
func readEntry(f *zip.File, limit int64, name string) ([]byte, error) {
	if f.UncompressedSize64 > uint64(limit) {
		return nil, tooLarge(name, limit)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	return readAtMost(r, limit, name)
}

func readAtMost(r io.Reader, limit int64, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if int64(len(data)) > limit {
		return nil, tooLarge(name, limit)
	}
	return data, nil
}

func tooLarge(name string, limit int64) error {
	return fmt.Errorf("%s: it has more than %d bytes", name, limit)
}
