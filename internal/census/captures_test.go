package census

import (
	"testing"
	"time"

	"msmgate/fixtures/tomcat7"
	_ "msmgate/manager/transcoder/all"
)

// captured are the items of all captures of the serializers, as a storage node
// would show them.
func captured(t testing.TB, serializers ...string) []Item {
	t.Helper()
	all, err := tomcat7.Captures(serializers...)
	if err != nil {
		t.Fatal(err)
	}
	var items []Item
	for _, c := range all {
		for _, key := range c.Keys {
			items = append(items, Item{
				Source: key.Node, Key: key.Key, Flags: key.Flags, HasFlags: true, Value: key.Value, Size: int64(len(key.Value)),
			})
		}
	}
	return items
}

// moment is a little after the captures were made.
func moment() time.Time { return time.UnixMilli(1_795_380_000_000) }

func censusOf(t testing.TB, o Options, items ...Item) *Report {
	t.Helper()
	if o.Now == nil {
		o.Now = moment
	}
	c := New(o)
	for _, item := range items {
		c.Add(item)
	}
	return c.Report()
}

// Every record of every serializer that this build reads is decoded, whatever
// the configuration declares.
func TestCensusOfAllCaptures(t *testing.T) {
	for _, serializer := range []string{"java", "javolution", "xstream", "flexjson", "kryo"} {
		t.Run(serializer, func(t *testing.T) {
			items := captured(t, serializer)
			r := censusOf(t, Options{Declared: javaFactory}, items...)
			if r.Items.Undecodable != 0 || r.Items.Unreadable != 0 || r.Items.Decoded != r.Items.Records || r.Items.Records < 10 {
				t.Errorf("%+v %+v", r.Items, r.Bad)
			}
			if r.Items.Total != int64(len(items)) {
				t.Errorf("%d of %d items", r.Items.Total, len(items))
			}
			if len(r.Serializers) != 1 || r.Serializers[0].Value != serializer {
				t.Errorf("%+v", r.Serializers)
			}
			if len(r.Attributes) == 0 || len(r.Classes) == 0 || r.Partial || r.Ages.Min < 0 || r.Sizes.Count != r.Items.Records {
				t.Errorf("%d attributes, %d classes, %+v", len(r.Attributes), len(r.Classes), r.Sizes)
			}
			for _, a := range r.Attributes {
				if a.Edit+a.Read+a.Carry != a.Sessions {
					t.Errorf("%+v", a)
				}
			}
		})
	}
}
