package record

import (
	"fmt"
	"slices"

	"msmgate/manager/transcoder/javaser"
)

// PrincipalForm is how a cluster's Tomcats store who is logged in. They can't
// read each other's (TRAP-50).
type PrincipalForm int

// The forms.
const (
	// PrincipalData is the form of MSM for Tomcat 6 and 7 (WIRE-36).
	PrincipalData PrincipalForm = iota
	// PrincipalObject is the form of MSM since 1.9 for Tomcat 8 and 9 (WIRE-37).
	PrincipalObject
)

// PrincipalFormOf tells the form of a stored principal.
func PrincipalFormOf(data []byte) PrincipalForm {
	if len(data) > 4 && data[4] == 's' {
		return PrincipalObject
	}
	return PrincipalData
}

// HasRole tells whether the user has a role, as HttpServletRequest.isUserInRole
// does. "*" stands for any user.
func (p *Principal) HasRole(role string) bool {
	return role == "*" || slices.Contains(p.Roles, role)
}

// Encode gives the bytes that a Tomcat of the cluster reads. No password is
// written; a realm that keeps none writes none, either.
func (p *Principal) Encode(form PrincipalForm) ([]byte, error) {
	data, err := p.encode(form)
	if err == nil && len(data) > 32767 {
		err = fmt.Errorf("%d bytes, and MSM reads 32767 (WIRE-31)", len(data))
	}
	if err != nil {
		return nil, fmt.Errorf("writing a principal with %d roles: %w", len(p.Roles), err)
	}
	return data, nil
}

func (p *Principal) encode(form PrincipalForm) ([]byte, error) {
	if form == PrincipalObject {
		return p.object(), nil
	}
	var out javaser.DataStream
	out.UTF(p.Name)
	out.Bool(false) // has a password
	out.Int(int32(len(p.Roles)))
	for _, role := range p.Roles {
		out.UTF(role)
	}
	out.Bool(false) // has the realm's own principal
	return out.Bytes()
}

// The descriptors of a principal's class and of String[], as Tomcat 8 and 9
// write them; the fields are name, password, principal, roles.
const (
	objectHeader = "\xac\xed\x00\x05sr\x00\x40" + serializablePrincipal + "\x00\x00\x00\x00\x00\x00\x00\x01\x02\x00\x04" +
		"L\x00\x04namet\x00\x12Ljava/lang/String;" +
		"L\x00\x08passwordq\x00\x7e\x00\x01" +
		"L\x00\x09principalt\x00\x19Ljava/security/Principal;" +
		"[\x00\x05rolest\x00\x13[Ljava/lang/String;xp"
	stringArray = "ur\x00\x13[Ljava.lang.String;\xad\xd2\x56\xe7\xe9\x1d\x7b\x47\x02\x00\x00xp"
)

func (p *Principal) object() []byte {
	out := javaser.AppendString([]byte(objectHeader), p.Name)
	out = append(out, "pp"...) // no password, no principal of the realm's own
	out = append(out, stringArray...)
	n := len(p.Roles)
	out = append(out, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	for _, role := range p.Roles {
		out = javaser.AppendString(out, role)
	}
	return out
}
