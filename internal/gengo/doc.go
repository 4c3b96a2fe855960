// Package gengo writes Go types for Java classes: for those that values of
// session records show, and for those of a class path. The types have the tags
// that javaobj.Unmarshal and javaobj.Marshal read.
//
// A [Catalogue] is told of values ([Catalogue.Add]) and of classes
// ([Catalogue.AddClass]) in any order; [Catalogue.Generate] then writes one Go
// file. What it writes depends only on what it was told, not on the order.
//
// Where the class files are known, they say what a class looks like: its fields
// in their order, generic types, super-classes, all constants of an enum. Where
// they aren't, the values say it, as far as their format tells. A field whose
// type can't be told for sure is a javaobj.Value, which holds anything.
package gengo
