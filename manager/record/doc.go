// Package record reads and writes what MSM stores under a session's keys: the
// session record (a header of session fields, then the attributes), the
// validity info of non-sticky sessions, the names of the keys and the expiry
// that goes with each.
//
// It doesn't know where the bytes are kept, and it doesn't look into the
// attributes: those are the transcoder's. Decoding a record makes two small
// allocations, the Record and its id; all else refers to the bytes given.
//
// What was only read is written back byte for byte: Encode gives the header's
// own bytes, with whatever else stood in it, unless one of its fields was
// changed.
package record
