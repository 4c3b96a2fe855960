package classfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Limits of a class path; an archive that passes one is refused by name.
const (
	// MaxNested is the most bytes that a .jar inside a .war may unpack to.
	MaxNested = 256 << 20
	// MaxClasses is the most classes of all files together.
	MaxClasses = 1 << 20
)

// Path is a class path that has been opened. Its files are indexed by name; a
// class is read and parsed when it is first asked for, and kept. It is safe for
// concurrent use.
type Path struct {
	index  map[string]source
	files  []*archive
	mu     sync.Mutex
	loaded map[string]*loading
}

// source is where a class's file can be read.
type source interface {
	// read gives the file's bytes, MaxSize at most.
	read() ([]byte, error)
	// String names the file, and the entry inside an archive.
	String() string
}

// loading is a class that has been asked for.
type loading struct {
	once  sync.Once
	class *Class
	err   error
}

// Open opens a class path: .war files and directories of unpacked web
// applications (WEB-INF/classes, then WEB-INF/lib), .jar and .zip files,
// directories of classes, and "lib/*" for all .jar files of a directory. Each
// path may be several, separated by os.PathListSeparator. Of a class that occurs
// twice the first counts, as in Java. Close gives the files back.
func Open(paths ...string) (*Path, error) {
	p := &Path{index: map[string]source{}, loaded: map[string]*loading{}}
	for _, each := range paths {
		for _, part := range filepath.SplitList(each) {
			if err := p.add(part); err != nil {
				return nil, errors.Join(fmt.Errorf("opening the class path: %w", err), p.Close())
			}
		}
	}
	if len(p.index) == 0 {
		return nil, errors.Join(fmt.Errorf("opening the class path: no class in %s", strings.Join(paths, ", ")), p.Close())
	}
	return p, nil
}

// add opens one part of the class path.
func (p *Path) add(name string) error {
	if name == "" {
		return nil
	}
	if dir, ok := strings.CutSuffix(name, string(filepath.Separator)+"*"); ok {
		return p.addJars(dir)
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return p.addTree(name)
	}
	return p.addArchive(name)
}

// addTree adds a directory: of a web application, or of classes.
func (p *Path) addTree(dir string) error {
	web := filepath.Join(dir, "WEB-INF")
	if info, err := os.Stat(web); err != nil || !info.IsDir() {
		return p.addClasses(dir)
	}
	if err := p.addClasses(filepath.Join(web, "classes")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := p.addJars(filepath.Join(web, "lib")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// addJars adds the .jar files of a directory by name.
func (p *Path) addJars(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.EqualFold(filepath.Ext(e.Name()), ".jar") && !e.IsDir() {
			if err := p.addArchive(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// addClasses adds the class files below a directory.
func (p *Path) addClasses(dir string) error {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, file)
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		return p.put(filepath.ToSlash(relative), fileSource(file))
	})
}

// put indexes a file if it is a class; the first one of a name stays.
func (p *Path) put(entry string, from source) error {
	name, ok := strings.CutSuffix(entry, ".class")
	if !ok || !validName(name) || strings.HasPrefix(name, "META-INF/") || strings.HasSuffix(name, "-info") {
		return nil
	}
	name = dotted(name)
	if _, twice := p.index[name]; twice {
		return nil
	}
	if len(p.index) >= MaxClasses {
		return fmt.Errorf("%s: the class path has more than %d classes", from, MaxClasses)
	}
	p.index[name] = from
	return nil
}

// Names lists all classes, sorted.
func (p *Path) Names() []string {
	names := make([]string, 0, len(p.index))
	for name := range p.index {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Class implements Classes. Errors other than ErrNotFound name the file and the
// entry in it.
func (p *Path) Class(name string) (*Class, error) {
	from, ok := p.index[name]
	if !ok {
		return nil, notFound(name)
	}
	p.mu.Lock()
	l := p.loaded[name]
	if l == nil {
		l = &loading{}
		p.loaded[name] = l
	}
	p.mu.Unlock()
	l.once.Do(func() { l.class, l.err = load(name, from) })
	return l.class, l.err
}

func load(name string, from source) (*Class, error) {
	data, err := from.read()
	if err != nil {
		return nil, fmt.Errorf("reading class %s: %w", name, err)
	}
	c, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("reading class %s: %s: %w", name, from, err)
	}
	if c.Name != name {
		return nil, fmt.Errorf("reading class %s: %s holds class %s, so the class path should begin at another directory", name, from, c.Name)
	}
	return c, nil
}

// Close closes the files. Classes that were read stay; others can no longer be
// read.
func (p *Path) Close() error {
	var err error
	for _, a := range p.files {
		err = errors.Join(err, a.close())
	}
	return err
}

// fileSource is a class file of its own.
type fileSource string

func (f fileSource) String() string { return string(f) }

func (f fileSource) read() ([]byte, error) {
	file, err := os.Open(string(f))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAtMost(file, MaxSize, string(f))
}
