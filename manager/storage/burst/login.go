package burst

import (
	"fmt"

	"msmgate/manager/storage"
)

// login sends user and password by SASL's PLAIN, as MSM's client does with the
// binary protocol (CFG-46, WIRE-76).
func (c *conn) login(user, password string) error {
	const mechanism = "PLAIN"
	out := appendHeader(nil, opcodeLogin, len(mechanism), 0, len(user)+len(password)+2, 0)
	out = append(out, mechanism...)
	out = append(out, 0)
	out = append(out, user...)
	out = append(out, 0)
	out = append(out, password...)
	if _, err := c.net.Write(out); err != nil {
		return err
	}
	f, err := c.readFrame(opcodeLogin, 0)
	if err != nil {
		return ended(err)
	}
	if _, err := c.binaryText(f); err != nil {
		return err
	}
	if f.status != statusOK {
		return fmt.Errorf("%w: status 0x%02x; check username and password, and that the node knows SASL's PLAIN",
			storage.ErrRefused, f.status)
	}
	return nil
}
