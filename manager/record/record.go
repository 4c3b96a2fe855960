package record

// Record is one session record (WIRE-30). Times are milliseconds since the
// epoch by the clock of the writing host (TRAP-17).
type Record struct {
	// Version is what was read, 1 or 2; a changed record is always written as 2.
	Version int16
	// CreationTime is when the session was made.
	CreationTime int64
	// LastAccessedTime is when the request before the last began.
	LastAccessedTime int64
	// MaxInactiveInterval is in seconds; zero or less means never (TRAP-19).
	MaxInactiveInterval int32
	// IsNew is set in the record of a session's first request (WIRE-41).
	IsNew bool
	// IsValid is false in the record of a session to be thrown away (TRAP-9).
	IsValid bool
	// ThisAccessedTime is when the last request began.
	ThisAccessedTime int64
	// LastBackupTime was set just before writing.
	LastBackupTime int64
	// ID is the full id at the time of writing. A loaded session carries this
	// id, whatever key it was found under (WIRE-40, TRAP-8).
	ID string
	// AuthType says how the user logged in.
	AuthType AuthType
	// Principal, SavedRequest and SavedPrincipal are Java streams of their own,
	// nil where there is none; the last two stand only in version 2 and belong
	// to a FORM login in progress (WIRE-36, WIRE-38, WIRE-39).
	Principal, SavedRequest, SavedPrincipal []byte
	// Attributes are the transcoder's bytes.
	Attributes []byte

	// header is what was decoded, up to the attributes: Encode writes it again
	// as long as the fields above say the same.
	header []byte
}

// Valid tells whether the session may still be used at now, in milliseconds:
// its flag is set and it has not been idle for too long (STK-11).
func (r *Record) Valid(now int64) bool {
	return r.IsValid && Fresh(now, r.ThisAccessedTime, r.MaxInactiveInterval)
}

// HeaderChanged tells whether Encode will write the header anew, as version 2,
// rather than the bytes that were read.
func (r *Record) HeaderChanged() bool { return !r.sameHeader() }
