package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"msmgate/internal/census"
)

// censusTaker is the command census.
type censusTaker struct {
	recordSource
	at     string
	asJSON bool
	html   string
}

func newCensusCommand() *cobra.Command {
	var t censusTaker
	cmd := &cobra.Command{
		Use:   "census [FILE | DIR]… | --context FILE | --catalina-base DIR | --memcached HOST:PORT… | --redis URL…",
		Short: "Say what all the sessions hold, and what stands in the way of a migration",
		Long: `census reads many session records, in files and directories or on live storage
nodes, and reports how many there are, their sizes, ages and idle times, which
serializers wrote them, which attributes and classes they hold, what msmgate can
read, what it can edit and what it only carries through, which classes are known
from attacks, and what stands in the way of a migration, worst first.

It is read-only. On storage nodes it lists the keys (lru_crawler metadump, which
needs memcached 1.4.31; SCAN on Redis) and reads the records one by one, no faster
than --rate says, in a way that leaves their order of last use alone where the
server knows one (mg, memcached 1.6; NO-TOUCH, Redis 7.2). Records are told apart
by their bytes, whatever the configuration says. Ctrl-C ends it with a partial
report.

Sessions are named by a short hash, never by their id, and no value is shown.
It ends with 0 if all is well, with 1 if a record can't be decoded, if the class
filter rejects something or if a class of attacks was found, and with 2 if
something could not be read or reached.`,
		Example: `  msmgate census dumps/
  msmgate census --context shop.xml --html report.html
  msmgate census --memcached 10.0.0.1:11211 --memcached 10.0.0.2:11211 --rate 200 --json
  msmgate census --redis rediss://sessions.example/2 --memcached-ca ca.pem`,
		RunE: func(cmd *cobra.Command, files []string) error { return t.run(cmd, files) },
	}
	flags := cmd.Flags()
	t.addFlags(flags, "the factory `CLASS` that records ought to be of, as in transcoderFactoryClass")
	flags.StringVar(&t.at, "at", "", "tell ages as of this `TIME` (RFC 3339), for records that were kept a while; default now")
	flags.BoolVar(&t.asJSON, "json", false, "print JSON")
	flags.StringVar(&t.html, "html", "", "write a page with plots to this `FILE`")
	return cmd
}

func (t *censusTaker) run(cmd *cobra.Command, files []string) error {
	options, err := t.options(cmd, files)
	if err != nil {
		return err
	}
	nodes, err := t.nodes(files, &options)
	if err != nil {
		return err
	}
	classes, err := t.classes.open()
	if err != nil {
		return err
	}
	options.Configure = t.configure(options.Declared, classes)
	c := census.New(options)
	ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends at once
	unread := t.collect(ctx, cmd, c, nodes, files)
	report := c.Report()
	if err := t.write(cmd.OutOrStdout(), report); err != nil {
		return unreadable(err)
	}
	switch {
	case unread != nil:
		return unreadable(unread)
	case report.Items.Unreadable > 0:
		return unreadable(fmt.Errorf("items that could not be read: %d", report.Items.Unreadable))
	case report.Faulty():
		return fault(fmt.Errorf("records that can't be decoded: %d; classes and limits that the filter objects to: %d; classes that attacks are built of: %d",
			report.Items.Undecodable, len(report.Rejected), report.Attacks()))
	}
	return nil
}

func (t *censusTaker) options(cmd *cobra.Command, files []string) (census.Options, error) {
	o, err := t.recordSource.options(cmd, len(files) > 0)
	if err != nil || t.at == "" {
		return o, err
	}
	at, err := time.Parse(time.RFC3339, t.at)
	if err != nil {
		return o, unreadable(fmt.Errorf("--at %s: want a time such as 2026-11-22T18:00:00Z: %w", t.at, err))
	}
	o.Now = func() time.Time { return at }
	return o, nil
}

// collect reads everything. The error says what could not be read or reached;
// the rest is in the census all the same.
func (t *censusTaker) collect(ctx context.Context, cmd *cobra.Command, c *census.Census, nodes []census.Node, files []string) error {
	progress := newCensusProgress(cmd.ErrOrStderr(), t.asJSON)
	defer progress.end()
	var unread []error
	for item, err := range census.Files(ctx, cmd.InOrStdin(), files...) {
		if err != nil && ctx.Err() == nil {
			unread = append(unread, err)
			c.Fail("files", err)
			continue
		}
		if ctx.Err() != nil {
			break
		}
		progress.step("files", 0)
		c.Add(item)
	}
	for _, node := range nodes {
		if ctx.Err() != nil {
			break
		}
		total := 0
		node.Listed = func(n int) { total = n; progress.listed(node, n) }
		for item, err := range node.Items(ctx) {
			if err != nil {
				if ctx.Err() == nil {
					unread = append(unread, err)
					c.Fail(node.Name, err)
				}
				break
			}
			progress.item(node, item, total)
			c.Add(item)
		}
	}
	if ctx.Err() != nil {
		c.Interrupt()
		return errors.New("interrupted; the report is partial")
	}
	return errors.Join(unread...)
}

// write prints the report, and writes the page.
func (t *censusTaker) write(w io.Writer, report *census.Report) error {
	if t.html != "" {
		page, err := report.HTML()
		if err == nil {
			err = writeWhole(t.html, w, page)
		}
		if err != nil {
			return fmt.Errorf("writing the page: %w", err)
		}
		if t.html == "-" {
			return nil
		}
	}
	if !t.asJSON {
		return report.WriteTable(w)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(report)
}
