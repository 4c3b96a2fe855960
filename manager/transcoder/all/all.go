// Package all registers every transcoder that there is, for programs that
// import package manager (which does this for them) or look one up by name.
package all

import (
	_ "msmgate/manager/transcoder/flexjson"   // registers itself
	_ "msmgate/manager/transcoder/javaser"    // registers itself
	_ "msmgate/manager/transcoder/javolution" // registers itself
	_ "msmgate/manager/transcoder/kryo"       // registers itself
	_ "msmgate/manager/transcoder/xstream"    // registers itself
)
