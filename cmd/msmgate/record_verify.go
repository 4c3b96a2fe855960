package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"msmgate/manager/classfilter"
	"msmgate/manager/transcoder"
)

func newRecordVerifyCommand() *cobra.Command {
	var format recordFormat
	var filter serialFilter
	cmd := &cobra.Command{
		Use:   "verify FILE…",
		Short: "Decode records, encode them again and compare byte by byte",
		Long: `verify tells whether msmgate would carry records through unharmed: it decodes
each file, writes it anew, attribute by attribute, and compares the bytes. For a
record that differs it names the offset of the first difference; offsets count
from the file's beginning, after unpacking if it is gzip'd. One line for each
file at fault, then one that sums up.`,
		Example: `  msmgate record verify session.bin
  msmgate record verify --context shop.xml dumps/*.bin`,
		Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			admitted, err := filter.load(cmd)
			if err != nil {
				return err
			}
			t, err := format.transcoder()
			if err != nil {
				return err
			}
			v := &verification{transcoder: t, filter: admitted, stdin: cmd.InOrStdin(), out: cmd.OutOrStdout(), progress: newProgress(cmd.ErrOrStderr())}
			for i, name := range files {
				v.file(name)
				v.progress.step(i+1, len(files))
			}
			return v.summary()
		},
	}
	format.addFlags(cmd.Flags())
	filter.addFlag(cmd.Flags())
	return cmd
}

// verification counts how files fared.
type verification struct {
	transcoder transcoder.Transcoder
	filter     *classfilter.Filter
	stdin      io.Reader
	out        io.Writer
	progress   *progress

	same, different, rejected, undecodable, unread int
}

func (v *verification) file(name string) {
	f, err := readRecordFile(name, v.stdin, v.transcoder)
	switch {
	case err == nil:
		if err = f.admit(v.filter); err != nil {
			v.rejected++
		} else if err = f.verify(); err == nil {
			v.same++
			return
		} else {
			v.different++
		}
		err = fmt.Errorf("%s: %w", displayName(name), err)
	case exitCode(err) == exitFault:
		v.undecodable++
	default:
		v.unread++
	}
	v.progress.clear()
	fmt.Fprintln(v.out, err)
}

func (v *verification) summary() error {
	v.progress.clear()
	rejected := ""
	if v.filter != nil {
		rejected = fmt.Sprintf(", %d rejected by the class filter", v.rejected)
	}
	fmt.Fprintf(v.out, "%d verified: %d the same, %d different, %d not decodable, %d not readable%s\n",
		v.same+v.different+v.rejected+v.undecodable+v.unread, v.same, v.different, v.undecodable, v.unread, rejected)
	switch {
	case v.unread > 0:
		return unreadable(fmt.Errorf("files that can't be read: %d", v.unread))
	case v.different+v.rejected+v.undecodable > 0:
		return fault(fmt.Errorf("records that don't verify: %d", v.different+v.rejected+v.undecodable))
	}
	return nil
}
