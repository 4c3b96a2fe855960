// Package javaregex matches whole strings against java.util.regex patterns, as
// Java's Matcher.matches does.
//
// A pattern is parsed by Java's own grammar, quirks included, into a tree whose
// character classes are plain sets of code points; so what Java refuses is
// refused here, and flags, classes and escapes mean what they mean in Java 17.
// The tree then becomes
//
//   - a pattern for the standard library's regexp where that provably has the
//     same meaning: matching takes linear time;
//   - else a pattern for a backtracking engine, with limits on time and stack:
//     look-around, back references, possessive quantifiers;
//   - else an error that wraps ErrUnsupported and names the reason.
//
// Some constructs (line anchors, word boundaries) have the same meaning in the
// standard library for inputs without line ends, or for ASCII inputs, which is
// what request lines are; such patterns get both forms, chosen by the input.
//
// Classes of Unicode properties follow the Go release's Unicode version, so they
// can differ from a given Java release in characters that the older one of the
// two doesn't know yet.
package javaregex
