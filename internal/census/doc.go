// Package census looks at many session records at once, in files or on live
// storage nodes, and tells what they hold: sizes, ages, serializers, attributes,
// classes, what msmgate can read, what it can edit and what it only carries, and
// what stands in the way of a migration, worst first.
//
//	node := census.Node{Name: "n1", Address: "10.0.0.1:11211", Rate: 500}
//	c := census.New(census.Options{Now: time.Now})
//	for item, err := range node.Items(ctx) {
//		if err != nil { … }
//		c.Add(item)
//	}
//	report := c.Report()
//
// # Read-only
//
// Keys are listed by `lru_crawler metadump`; values are read by `mg KEY v f u`,
// which leaves the order of last use and the time of last access as they are,
// or by `get` where the server doesn't know that. A Redis server is asked with
// SCAN and GET, after CLIENT NO-TOUCH, which leaves that order alone from 7.2 on.
// Nothing else is ever sent.
//
// # Bounded
//
// A census keeps counts, not records. Every decoder is limited, tables of names
// have a fixed size, and keys that wait to be read are kept in a file when they
// are many. A record that can't be decoded is counted, named by a short hash,
// and doesn't end anything.
package census
