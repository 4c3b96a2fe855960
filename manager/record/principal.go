package record

import (
	"errors"
	"fmt"
	"strings"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javaser"
)

// Principal is who is logged in. The password that Tomcat stores with it, in
// clear when the realm keeps it, is not read into Go.
type Principal struct {
	Name        string   `json:"name"`
	Roles       []string `json:"roles"`
	HasPassword bool     `json:"hasPassword"`
}

// ErrPrincipal says that the bytes of a principal or a saved request aren't in
// a form that a Tomcat with MSM writes.
var ErrPrincipal = errors.New("not a principal as Tomcat and MSM store it")

// partLimits bound a part of a header, which has 32767 bytes at most (WIRE-31).
var partLimits = transcoder.Limits{Bytes: 1 << 15, Depth: 100, Elements: 1 << 15}

// serializablePrincipal is the class by which Tomcat 8 and 9 write a principal.
const serializablePrincipal = "org.apache.catalina.realm.GenericPrincipal$SerializablePrincipal"

// ParsePrincipal reads a record's Principal or SavedPrincipal in either form:
// primitive data, as MSM for Tomcat 6 and 7 and MSM 1.8 for Tomcat 8 write
// (WIRE-36), or an object, as MSM since 1.9 for Tomcat 8 and 9 (WIRE-37).
// Errors name no content.
func ParsePrincipal(data []byte) (*Principal, error) {
	values, err := javaser.ReadStream(data, partLimits)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPrincipal, err)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%w: an empty stream", ErrPrincipal)
	}
	switch v := values[0].(type) {
	case javaobj.Raw:
		return principalFromData(v)
	case *javaobj.Bean:
		return principalFromObject(v)
	}
	return nil, fmt.Errorf("%w: neither data nor an object of %s", ErrPrincipal, serializablePrincipal)
}

// principalFromData reads name, password, roles; behind them may stand the
// realm's own principal object, which nobody needs here.
func principalFromData(raw javaobj.Raw) (*Principal, error) {
	in := javaser.NewDataInput(raw)
	p := &Principal{Name: in.UTF(), Roles: []string{}}
	if p.HasPassword = in.Bool(); p.HasPassword {
		in.UTF()
	}
	roles := in.Int()
	if roles < 0 || int64(roles)*2 > int64(in.Left()) {
		return nil, fmt.Errorf("%w: %d roles in %d bytes", ErrPrincipal, roles, in.Left())
	}
	for range roles {
		p.Roles = append(p.Roles, in.UTF())
	}
	in.Bool() // is there a user principal?
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPrincipal, err)
	}
	return p, nil
}

func principalFromObject(bean *javaobj.Bean) (*Principal, error) {
	if bean.Class != serializablePrincipal {
		return nil, fmt.Errorf("%w: an object of %s", ErrPrincipal, bean.Class)
	}
	name, ok := beanField(bean, "name").(javaobj.String)
	if !ok {
		return nil, fmt.Errorf("%w: it has no name", ErrPrincipal)
	}
	p := &Principal{Name: string(name), Roles: []string{}, HasPassword: beanField(bean, "password") != nil}
	roles, ok := beanField(bean, "roles").(*javaobj.List)
	if !ok {
		return nil, fmt.Errorf("%w: it has no roles", ErrPrincipal)
	}
	for _, each := range roles.Elems {
		role, ok := each.(javaobj.String)
		if !ok {
			return nil, fmt.Errorf("%w: a role isn't a string", ErrPrincipal)
		}
		p.Roles = append(p.Roles, string(role))
	}
	return p, nil
}

func beanField(bean *javaobj.Bean, name string) javaobj.Value {
	for _, f := range bean.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// String names the user and the roles.
func (p *Principal) String() string {
	return p.Name + " [" + strings.Join(p.Roles, " ") + "]"
}
