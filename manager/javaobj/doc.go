// Package javaobj models a graph of Java objects, without any Java class: what
// every session format decodes into and encodes from, its JSON form, and its
// mapping to and from natural Go values.
package javaobj
