// Package storagetest holds what every storage.Storage must do, whatever it
// speaks and to whom: the same cases run on each client and on each kind of
// node, embedded and real.
package storagetest
