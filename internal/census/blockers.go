package census

import (
	"cmp"
	"slices"
)

// largeValue is where a value comes near the largest item of a memcached with
// its default settings, in bytes.
const largeValue = 900 << 10

// kindOfBlocker is one thing that may stand in the way.
type kindOfBlocker int

const (
	undecodable kindOfBlocker = iota
	otherSerializer
	gadget
	filtered
	notSerializable
	carried
	readOnly
	lost
	principal
	large
	neverExpires
	compressed
	rawFlags
	oldFlags
	strangeFlags
)

// blocker is a kind with what tells it from others of its kind.
type blocker struct {
	kind kindOfBlocker
	what string
}

// blocked is what is known of one blocker.
type blocked struct {
	sessions   int64
	last       string
	examples   []string
	classes    *tally[struct{}]
	attributes *tally[struct{}]
	reasons    *tally[struct{}]
}

// maxBlockers bounds the blockers of kinds with a text from records.
const maxBlockers = 200

// block counts a session that has a blocker, once, and gives the row.
func (c *Census) block(b blocker, session string) *blocked {
	row := c.blockers[b]
	if row == nil {
		if len(c.blockers) >= maxBlockers {
			b.what = "other"
			row = c.blockers[b]
		}
		if row == nil {
			row = &blocked{classes: newTally[struct{}](200), attributes: newTally[struct{}](200), reasons: newTally[struct{}](200)}
			c.blockers[b] = row
		}
	}
	if row.last == session {
		return row
	}
	row.last = session
	row.sessions++
	if len(row.examples) < maxExamples {
		row.examples = append(row.examples, session)
	}
	return row
}

// note adds where it was, and why.
func (b *blocked) note(attribute, class, reason string) {
	if attribute != "" {
		b.attributes.count(attribute)
	}
	if class != "" {
		b.classes.count(class)
	}
	if reason != "" {
		b.reasons.count(reason)
	}
}

// listed is how many names a blocker shows.
const listed = 10

func names[T any](t *tally[T]) []string {
	list := []string{}
	for _, e := range t.sorted() {
		if len(list) < listed {
			list = append(list, e.name)
		}
	}
	return list
}

// ranked gives the blockers, worst first.
func (c *Census) ranked() []Blocker {
	all := []Blocker{}
	for b, row := range c.blockers {
		severity, title, advice := c.explain(b)
		if severity == "" {
			continue
		}
		all = append(all, Blocker{
			Severity: severity, Title: title, Advice: advice, Sessions: row.sessions,
			Attributes: names(row.attributes), Classes: names(row.classes), Reasons: names(row.reasons), Examples: row.examples,
		})
	}
	slices.SortFunc(all, func(a, b Blocker) int {
		return cmp.Or(cmp.Compare(a.Severity.rank(), b.Severity.rank()), cmp.Compare(b.Sessions, a.Sessions), cmp.Compare(a.Title, b.Title))
	})
	return all
}

// Verdict is what no blockers mean: nothing that was read, or there was nothing
// to read.
func (r *Report) Verdict() string {
	switch {
	case r.Items.Records == 0:
		return "No session record was found."
	case r.Partial:
		return "Nothing that was read stands in the way of a migration."
	}
	return "Nothing stands in the way of a migration."
}

// explain says how bad a blocker is and what to do. Without a severity it is
// none here.
func (c *Census) explain(b blocker) (severity Severity, title, advice string) {
	raw, old := c.blockers[blocker{kind: rawFlags}], c.blockers[blocker{kind: oldFlags}]
	switch b.kind {
	case undecodable:
		if b.what == noRecord {
			return Critical, "Values that are no session record", "No node can load these, Tomcat neither. Find out who writes them; they expire by themselves."
		}
		return Critical, "Records whose attributes can't be decoded (" + b.what + ")",
			"They are carried through untouched, and a handler that asks for an attribute gets an error. Keep these paths on Tomcat; for kryo give the application's classes with --classpath."
	case otherSerializer:
		return High, "Records of another serializer than the configuration names: " + b.what,
			"A node with this configuration can't load them, and MSM 1.8.0 and later deletes what it can't read. Let these sessions expire before the switch, or find the node whose transcoderFactoryClass differs."
	case gadget:
		if b.what == string(Hint) {
			return Hint, "Classes that can make Java look up a host name", "A URL that is the key of a map does so while the session is read; attackers use it to see whether they get through. Nothing to do if the application stores URLs."
		}
		return Severity(b.what), "Classes that attacks on deserialization are built of (" + b.what + ")",
			"msmgate never instantiates them, but a Tomcat does. Find out how they came into a session, and reject them on every Tomcat by -Djdk.serialFilter."
	case filtered:
		return High, "Classes or sizes that the given filter rejects", "Tomcats and msmgates that obey this filter can't read these attributes. Widen the filter, or take the attributes out of the session."
	case notSerializable:
		return High, "Attributes that could not be serialized", "MSM itself can't load such a session (TRAP-47). Make the class Serializable, or exclude the attribute by sessionAttributeFilter."
	case carried:
		return Medium, "Attributes that are only carried", "They go through msmgate byte for byte, but Go can't read them. Keep the paths that need them on Tomcat; a class path may help."
	case readOnly:
		return Medium, "Attributes that can be read, not edited", "Change them on Tomcat, or replace them by a class that can be written."
	case lost:
		return Medium, "Values that the serializer doesn't keep whole", "Tomcat loses the same at every reload; nothing is lost on the way through msmgate."
	case principal:
		return Medium, "Logins whose principal can't be read", "They are kept as they are; Go sees no user name and no roles."
	case large:
		return Medium, "Values of more than 900 KiB", "A memcached refuses more than 1 MiB by default, and the change is lost: shrink these sessions, or raise -I on every storage node."
	case compressed:
		if raw != nil {
			return High, "Compressed values in a cluster that MSM 2.x writes to", "MSM 2.0.0 and later can't read them (WIRE-19): don't mix releases, or let msmgate write with --dialect auto, uncompressed."
		}
		return Hint, "Compressed values", "MSM 2.0.0 and later could not read them (WIRE-19); msmgate reads them and writes with --dialect auto what every release reads."
	case rawFlags:
		if old != nil {
			return High, "Values with flags 0 beside values with flags 2048", "Releases before and after 2.0.0 write here; the older ones can't read flags 0 (WIRE-20)."
		}
	case strangeFlags:
		return Medium, "Values with flags that MSM never writes: " + b.what, "Find out who writes them; MSM up to 1.9.7 reads them as something else than bytes (WIRE-16)."
	case neverExpires:
		return Hint, "Sessions that never expire", "They stay until a storage node is full or restarted. Set a session-timeout if that isn't meant."
	}
	return "", "", ""
}
