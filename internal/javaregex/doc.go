// Package javaregex matches whole strings against java.util.regex patterns, as
// Matcher.matches does.
package javaregex
