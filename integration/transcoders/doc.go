// Package transcoders proves that MSM's own transcoders accept what msmgate writes, and that msmgate reads what they
// write: one JVM holds the real jars of each serializer, and sessions cross the border both ways.
//
// Sessions of random object graphs are made in Java (java/msmgate/border, from a seed), stored by MSM, read in Go,
// compared with what Java says they hold, edited, and loaded by MSM again: the edited attribute is what Go said, all
// others are the same in Java's eyes. Other sessions are made in Go, of everything that a format can create, and Java
// loads, uses and describes them.
//
// Both kinds have fixed seeds, so that a run says the same as the last one. MSMGATE_GRAPHS=5000 tries as many of each
// kind and format, from seeds that were not tried before; what fails then is added to the seeds of regression_test.go.
//
//	MSMGATE_GRAPHS=5000 go test ./integration/transcoders/ -timeout 1h
package transcoders
