package manager

import (
	"fmt"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
)

// Principal is who is logged in, with the roles.
type Principal = record.Principal

// Principal gives the user of a login, whichever kind of Tomcat stored it
// (WIRE-36, WIRE-37); ok is false without one, or when it is in a form that
// can't be read. Then it is kept as it is.
func (s *Session) Principal() (p *Principal, ok bool) {
	s.mu.Lock()
	data := s.rec.Principal
	s.mu.Unlock()
	if len(data) == 0 {
		return nil, false
	}
	p, err := record.ParsePrincipal(data)
	if err != nil {
		s.m.log.Warn().Err(err).Msg("the session's principal can't be read; it is kept as it is")
		return nil, false
	}
	return p, true
}

// AuthType is how the user logged in: BASIC, DIGEST, FORM, CLIENT_CERT, or ""
// without a login (WIRE-35).
func (s *Session) AuthType() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rec.AuthType.String()
}

// Login notes who has logged in and how (BASIC, DIGEST, FORM or CLIENT_CERT),
// so that every Tomcat of the cluster takes the user for logged in, and gives
// the session a new id as a Tomcat does (SID-33), unless the context's
// authenticator says changeSessionIdOnAuthentication="false". It writes the
// form that Config.PrincipalForm says, or that the session shows already
// (TRAP-50). A kind of login that MSM can't store is refused (TRAP-51). After an
// error the session is as it was, but may have its new id.
//
// A request that waits for a FORM login stays in the record untouched (WIRE-38).
func (s *Session) Login(p Principal, authType string) error {
	fail := func(err error) error { return fmt.Errorf("logging in session %s: %w", sessionid.Hash(s.ID()), err) }
	kind, err := record.ParseAuthType(authType)
	if err != nil {
		return fail(err)
	}
	if kind == record.AuthNone {
		return fail(fmt.Errorf("%w: none is given", record.ErrAuthType))
	}
	data, err := p.Encode(s.principalForm())
	if err != nil {
		return fail(err)
	}
	before, err := s.authenticate(credentials{data, kind})
	if err != nil {
		return fail(err)
	}
	if !s.m.app.ChangeSessionIDOnAuthentication {
		return nil
	}
	if err := s.ChangeID(); err != nil {
		_, _ = s.authenticate(before)
		return fail(err)
	}
	return nil
}

// Logout takes the login out of the session, which lives on without it, as
// after HttpServletRequest.logout.
func (s *Session) Logout() error {
	if _, err := s.authenticate(credentials{}); err != nil {
		return fmt.Errorf("logging out session %s: %w", sessionid.Hash(s.ID()), err)
	}
	return nil
}

// credentials are what a record holds of a login.
type credentials struct {
	principal []byte
	kind      record.AuthType
}

// authenticate puts a login into the record, which is stored then whatever its
// attributes are (STK-43), and gives the one before.
func (s *Session) authenticate(c credentials) (before credentials, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.invalid {
		return before, ErrInvalidated
	}
	before = credentials{s.rec.Principal, s.rec.AuthType}
	s.rec.Principal, s.rec.AuthType = c.principal, c.kind
	s.force = true
	s.mod++
	return before, nil
}

func (s *Session) principalForm() record.PrincipalForm {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, stored := range [][]byte{s.rec.Principal, s.rec.SavedPrincipal} {
		if len(stored) > 0 {
			return record.PrincipalFormOf(stored)
		}
	}
	return s.m.cfg.PrincipalForm
}
