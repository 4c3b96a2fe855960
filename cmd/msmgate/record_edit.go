package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
)

func newRecordEditCommand() *cobra.Command {
	var format recordFormat
	var filter serialFilter
	var edits []attributeEdit
	var out string
	cmd := &cobra.Command{
		Use:   "edit FILE -o OUT [--set NAME=JSON | NAME=@FILE]… [--remove NAME]…",
		Short: "Change attributes of a record and write the result to another file",
		Long: `edit changes attributes, in the order of the flags, and writes the record to OUT,
unpacked. The header's bytes and those of all other attributes stay as they are,
and what attributes share they go on sharing. OUT may be FILE itself, and - is
standard output.

A value is JSON. "text" is a String, 42 an Integer or, where that is too small,
a Long or BigInteger, 1.5 a Double, true a Boolean, […] an ArrayList, {…} a
LinkedHashMap. Other classes are given as record show --json prints them:
{"class":"java.util.Date","millis":"1795370704665"}; {"ref":3} is the object
that it printed with the id 3. So print an attribute, change a part of it and set
that: what still stands as it was printed, with its id, stays the object that it
is, even where nobody could make it anew. Long JSON can stand in a file: @FILE.

What the transcoder can't carry faithfully is refused, and so is any edit that
doesn't come out right when the result is decoded again; nothing is written then.`,
		Example: `  msmgate record edit session.bin -o edited.bin --set 'customer="Ada"' --set count=42
  msmgate record edit session.bin -o session.bin --remove cart
  msmgate record edit --context shop.xml session.bin -o edited.bin --set 'sizes=["S","M"]'`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return errUsage("say where the result goes: -o OUT")
			}
			if len(edits) == 0 {
				return errUsage("say what to change: --set NAME=JSON or --remove NAME")
			}
			for i := range edits {
				if err := edits[i].load(); err != nil {
					return err
				}
			}
			admitted, err := filter.load(cmd)
			if err != nil {
				return err
			}
			t, err := format.transcoder()
			if err != nil {
				return err
			}
			f, err := readRecordFile(args[0], cmd.InOrStdin(), t)
			if err != nil {
				return err
			}
			data, err := f.edit(edits, admitted)
			if err != nil {
				return fault(fmt.Errorf("%s is not edited: %w", displayName(args[0]), err))
			}
			return writeResult(out, cmd.OutOrStdout(), data)
		},
	}
	format.addFlags(cmd.Flags())
	filter.addFlag(cmd.Flags())
	cmd.Flags().StringVarP(&out, "output", "o", "", "write the result to `OUT`")
	cmd.Flags().Var(editFlag{&edits, false}, "set", "add or replace an attribute: `NAME=JSON`, or NAME=@FILE with the JSON in a file; may be repeated")
	cmd.Flags().Var(editFlag{&edits, true}, "remove", "remove the attribute `NAME`; may be repeated")
	return cmd
}

// edit gives the bytes of the edited record after having decoded and compared
// them with what was wanted. The filter judges what the edits set; other
// attributes are carried through.
func (f *recordFile) edit(edits []attributeEdit, filter *classfilter.Filter) ([]byte, error) {
	known := new(javaobj.IDs)
	if _, err := record.AppendAttributesJSON(nil, f.attributes, known); err != nil {
		return nil, err
	}
	given := map[string]bool{}
	for _, e := range edits {
		if err := e.apply(f.attributes, known); err != nil {
			return nil, err
		}
		given[e.name] = true
		if e.remove {
			continue
		}
		if err := filter.CheckAttribute(f.attributes, e.name); err != nil {
			return nil, fmt.Errorf("--set %s: %w", printable(e.name), err)
		}
	}
	edited := *f.record
	var err error
	if edited.Attributes, err = f.attributes.Encode(nil); err != nil {
		return nil, err
	}
	if err := filter.CheckExtent(classfilter.Extent{Bytes: int64(len(edited.Attributes))}); err != nil {
		return nil, fmt.Errorf("the edited attributes: %w", err)
	}
	data, err := edited.Encode()
	if err != nil {
		return nil, err
	}
	if err := f.confirm(data, given); err != nil {
		return nil, fmt.Errorf("the result isn't what was wanted, which is a fault of msmgate: %w", err)
	}
	return data, nil
}
