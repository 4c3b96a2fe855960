package main

import (
	"errors"
	"fmt"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"msmgate/internal/census"
	"msmgate/internal/gengo"
	"msmgate/manager/classfile"
)

// genGo is the command gen go.
type genGo struct {
	recordSource
	class []string
	pkg   string
	out   string
}

func newGenGoCommand() *cobra.Command {
	var g genGo
	cmd := &cobra.Command{
		Use:   "go [FILE | DIR]… | --context FILE | --catalina-base DIR | --memcached HOST:PORT… | --redis URL… | --classpath PATH --class NAME…",
		Short: "Write Go types for the Java classes that sessions hold",
		Long: `go writes a Go file with a struct for each class, and a typed string for each
enum, that occurs in session records: in files and directories or, read-only and
no faster than --rate says, on live storage nodes. The types have the tags by
which javaobj.Unmarshal reads an object into a struct, and javaobj.Marshal puts
it back; what a struct doesn't know of its object stays as it was.

With --classpath, class files tell what records don't: the types of fields in
formats that don't name them, what lists hold, super-classes, all constants of
an enum. --class then takes classes that no record shows, with those that their
fields hold; "com.acme.shop.*" is all Serializable ones of a package. Where a
type can't be told, the field is a javaobj.Value, which holds anything. Of classes
that --serial-filter rejects no types are made.

What it writes depends only on what the records and class files hold. It ends
with 0 if all is well, with 1 if a record or an attribute could not be decoded or
is rejected (the types of the others are written; without any, nothing is), and
with 2 if something could not be read or reached, or the usage is wrong.`,
		Example: `  msmgate gen go -o shop/types.go dumps/
  msmgate gen go --context shop.xml --classpath shop.war -o shop/types.go
  msmgate gen go --memcached 10.0.0.1:11211 --rate 200 -o shop/types.go
  msmgate gen go --classpath shop.war --class 'com.acme.shop.Cart' --package shop`,
		RunE: func(cmd *cobra.Command, files []string) error { return g.run(cmd, files) },
	}
	flags := cmd.Flags()
	g.addFlags(flags, "the factory `CLASS` of records that aren't of a serializer that MSM ships")
	flags.StringArrayVar(&g.class, "class", nil, "a class of the class path to take, by `NAME`, or a package's as NAME.*; may be repeated")
	flags.StringVar(&g.pkg, "package", "", "the Go package's `NAME` (default: that of the output's directory, or session)")
	flags.StringVarP(&g.out, "output", "o", "-", "write to this `FILE`; - is standard output")
	return cmd
}

func (g *genGo) run(cmd *cobra.Command, files []string) error {
	if g.pkg != "" && !token.IsIdentifier(g.pkg) {
		return errUsage(fmt.Sprintf("--package %s: that is no name for a Go package", g.pkg))
	}
	options, err := g.options(cmd, len(files) > 0 || g.noRecords(files))
	if err != nil {
		return err
	}
	classes, err := g.classes.open()
	if err != nil {
		return err
	}
	if classes == nil && len(g.class) > 0 {
		return errUsage("--class needs the class path that has the class: give --classpath")
	}
	catalogue := gengo.New(classes)
	catalogue.Obey(options.Filter)
	for _, name := range g.class {
		if err := catalogue.AddClass(name); err != nil {
			return fault(fmt.Errorf("--class %s: %w", name, err))
		}
	}
	left, err := g.records(cmd, files, options, catalogue, classes)
	if err != nil {
		return err
	}
	source, err := catalogue.Generate(gengo.Options{Package: g.packageName()})
	if err != nil {
		return fault(err)
	}
	if err := writeSource(g.out, cmd.OutOrStdout(), source); err != nil {
		return unreadable(fmt.Errorf("writing the types: %w", err))
	}
	if left > 0 {
		return fault(fmt.Errorf("the types are written, but without what could not be decoded or is rejected: %d", left))
	}
	return nil
}

// noRecords tells that nothing was named but classes.
func (g *genGo) noRecords(files []string) bool {
	return len(files) == 0 && len(g.class) > 0 && g.source.context == "" && g.source.catalinaBase == "" && len(g.memcached)+len(g.redis) == 0
}

// records tells the catalogue of all records; left counts what could not be
// decoded or is rejected. With classes alone there are none to read.
func (g *genGo) records(cmd *cobra.Command, files []string, options census.Options, catalogue *gengo.Catalogue, classes classfile.Classes) (left int, err error) {
	if g.noRecords(files) {
		return 0, nil
	}
	nodes, err := g.nodes(files, &options)
	if err != nil {
		return 0, err
	}
	options.Configure = g.configure(options.Declared, classes)
	ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	r := recordReader{census: census.New(options), catalogue: catalogue, filter: options.Filter, notes: cmd.ErrOrStderr()}
	for item, err := range census.Files(ctx, cmd.InOrStdin(), files...) {
		if err := errors.Join(err, r.add(item)); err != nil {
			return 0, unreadable(err)
		}
	}
	progress := newCensusProgress(cmd.ErrOrStderr(), false)
	defer progress.end()
	for _, node := range nodes {
		total := 0
		node.Listed = func(n int) { total = n; progress.listed(node, n) }
		for item, err := range node.Items(ctx) {
			if err == nil {
				progress.item(node, item, total)
			}
			if err := errors.Join(err, r.add(item)); err != nil {
				return 0, unreadable(err)
			}
		}
	}
	switch {
	case r.read == 0:
		return 0, fault(errors.New("no session record was found to take classes from"))
	case r.left > 0 && r.taken == 0 && len(g.class) == 0:
		return 0, fault(fmt.Errorf("nothing is written: no attribute could be decoded, or none may be; left out: %d", r.left))
	}
	return r.left, nil
}

// packageName is the flag's, else that of the directory that the file is in.
func (g *genGo) packageName() string {
	if g.pkg != "" || g.out == "-" {
		return g.pkg
	}
	dir, err := filepath.Abs(filepath.Dir(g.out))
	if base := filepath.Base(dir); err == nil && token.IsIdentifier(base) {
		return base
	}
	return ""
}

// writeSource writes a file as a whole or not at all. It holds no values, so
// that a new one may be read by all.
func writeSource(name string, stdout io.Writer, data []byte) error {
	if _, err := os.Stat(name); name == "-" || !errors.Is(err, fs.ErrNotExist) {
		return writeWhole(name, stdout, data)
	}
	return replaceFile(name, 0o644, data)
}
