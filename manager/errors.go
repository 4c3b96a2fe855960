package manager

import "errors"

// What can go wrong with a session, beside what a transcoder says. Errors are
// wrapped with the operation and a short hash of the session's id.
var (
	// ErrInvalidated says that the session was invalidated or has expired; ask
	// the Request for a new one.
	ErrInvalidated = errors.New("the session was invalidated")
	// ErrNoStorage says that no storage node could tell whether there is such a
	// session. It is not "no session": making a new one would lose the old.
	ErrNoStorage = errors.New("no storage node answered for this session")
	// ErrUnreadable says that a record is stored but can't be decoded. It was
	// left as it is.
	ErrUnreadable = errors.New("the stored session can't be read")
	// ErrCommitted says that the answer is on its way, so that no session cookie
	// can be added (SID-47).
	ErrCommitted = errors.New("the response is already committed; ask for the session before writing")
	// ErrClassRejected says that Config.ClassFilter rejects a class that was to be
	// read or written, or a limit of it was passed. The session's bytes were left
	// as they are; the error names the class and the pattern.
	ErrClassRejected = errors.New("refused by the class filter")
	// ErrTooManySessions says that maxActiveSessions are in use (CFG-90).
	ErrTooManySessions = errors.New("maxActiveSessions is reached")
	// ErrIDChanged says that the session got a new id at login, so that the old
	// one doesn't open it any more and must not start an empty one either.
	ErrIDChanged = errors.New("the session's id was changed at login; send the new cookie")
	// ErrRequestEnded says that the handler has returned.
	ErrRequestEnded = errors.New("the request has ended")
	// ErrOverruled says that another node has relocated and changed the session
	// while this one changed it, too, so that its own changes are refused.
	ErrOverruled = errors.New("another node has relocated the session and changed it at the same time")
	// ErrNotStored says that the change couldn't be kept on any storage node, or
	// not within operationTimeout (CFG-38).
	ErrNotStored = errors.New("the session could not be stored")
)
