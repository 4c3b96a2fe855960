package manager

// Whatever transcoderFactoryClass names must be there when a node is made
// (CFG-42).
import _ "msmgate/manager/transcoder/all"
