package transcoders

// javaSeeds are seeds of sessions that were made in Java and once failed.
var javaSeeds = map[string][]int64{
	"java-1.6.5":  {1795395932955498040, 1795395932955498519}, // a changed lambda
	"java-2.1.1":  {1795395947026697670},                      // the same
	"kryo4-2.1.1": {1795395995746872858, 1795401567746079130}, // a wrapper first met inside its own content; bytes that are shared
}
