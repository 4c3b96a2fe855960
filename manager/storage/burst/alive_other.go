//go:build !unix

package burst

// alive can't look without reading here, and trusts.
func (c *conn) alive() bool { return true }
