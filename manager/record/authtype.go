package record

import "fmt"

// AuthType says how a session's user logged in (WIRE-35).
type AuthType uint16

// The kinds of login that a record can carry.
const (
	AuthNone AuthType = iota
	AuthBasic
	AuthClientCert
	AuthDigest
	AuthForm
)

var authNames = [...]string{"", "BASIC", "CLIENT_CERT", "DIGEST", "FORM"}

// Known tells whether MSM can read and write this kind. Others, as SPNEGO,
// are refused (TRAP-51).
func (a AuthType) Known() bool { return int(a) < len(authNames) }

// String is the name that HttpServletRequest.getAuthType gives, "" for none.
func (a AuthType) String() string {
	if !a.Known() {
		return fmt.Sprintf("unknown (%d)", uint16(a))
	}
	return authNames[a]
}

// ParseAuthType finds a kind by its name, "" being none.
func ParseAuthType(name string) (AuthType, error) {
	for i, n := range authNames {
		if n == name {
			return AuthType(i), nil
		}
	}
	return AuthNone, fmt.Errorf("%w: %q; MSM stores BASIC, CLIENT_CERT, DIGEST and FORM only", ErrAuthType, name)
}
