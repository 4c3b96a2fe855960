package main

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/kryo"
)

// writeTree prints the record for people.
func (f *recordFile) writeTree(w io.Writer) error {
	out := bufio.NewWriter(w)
	f.writeHeader(out)
	names := f.attributes.Names()
	fmt.Fprintf(out, "\n%d attributes, %d bytes of %s\n", len(names), len(f.record.Attributes), f.transcoder.FactoryClass())
	tree := newTree(out)
	for _, name := range names {
		v, err := transcoder.Show(f.attributes, name)
		if err != nil {
			return fault(err)
		}
		tree.count(v)
	}
	for _, name := range names {
		v, err := transcoder.Show(f.attributes, name)
		if err != nil {
			return fault(err)
		}
		tree.print(1, printable(name), v)
	}
	f.writeUnread(out)
	if err := out.Flush(); err != nil {
		return unreadable(fmt.Errorf("writing the record: %w", err))
	}
	return nil
}

// writeUnread says what a format that can't be read without class files hides.
func (f *recordFile) writeUnread(w io.Writer) {
	doc, ok := f.attributes.(kryo.Document)
	if !ok {
		return
	}
	if hidden, err := doc.Unread(); hidden > 0 {
		fmt.Fprintf(w, "  and %d more, behind what can't be read: %s\n", hidden, printable(err.Error()))
	}
}

func (f *recordFile) writeHeader(w io.Writer) {
	r := f.record
	field := func(name, value string) { fmt.Fprintf(w, "%-20s %s\n", name, value) }
	field("id", printable(r.ID))
	field("version", fmt.Sprint(r.Version))
	field("creationTime", moment(r.CreationTime))
	field("lastAccessedTime", moment(r.LastAccessedTime))
	field("thisAccessedTime", moment(r.ThisAccessedTime))
	field("lastBackupTime", moment(r.LastBackupTime))
	field("maxInactiveInterval", life(r.MaxInactiveInterval))
	field("isNew", fmt.Sprint(r.IsNew))
	field("isValid", fmt.Sprint(r.IsValid))
	if r.AuthType != record.AuthNone {
		field("authType", r.AuthType.String())
	}
	if r.Principal != nil {
		field("principal", printable(record.DescribePrincipal(r.Principal)))
	}
	if r.SavedRequest != nil {
		field("savedRequest", printable(record.DescribeSavedRequest(r.SavedRequest)))
	}
	if r.SavedPrincipal != nil {
		field("savedPrincipal", printable(record.DescribePrincipal(r.SavedPrincipal)))
	}
}

func moment(ms int64) string {
	return fmt.Sprintf("%d  %s", ms, time.UnixMilli(ms).UTC().Format("2006-01-02 15:04:05.000 MST"))
}

func life(seconds int32) string {
	if seconds <= 0 {
		return fmt.Sprintf("%d  never expires", seconds)
	}
	return fmt.Sprintf("%d  %v", seconds, time.Duration(seconds)*time.Second)
}
