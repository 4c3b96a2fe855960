package transcoders

// javaSeeds are seeds of sessions that were made in Java and once failed.
var javaSeeds = map[string][]int64{}
