package contextxml

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// prefixSource is what the tokens of a prefix stand for in an application. One
// that isn't known has no prefix (CFG-48).
type prefixSource struct {
	known bool
	host  string
	app   identity
}

// keyPrefix resolves a storageKeyPrefix (CFG-81 to CFG-87): the tokens' values
// joined by ":", and "_" at the end; nothing if no token has a value.
func keyPrefix(text, host string, app identity) (string, error) {
	var values []string
	for _, token := range javaSplit(text, func(r rune) bool { return r == ',' }) {
		value, err := prefixToken(token, host, app)
		if err != nil {
			return "", err
		}
		if value != "" {
			values = append(values, value)
		}
	}
	if len(values) == 0 {
		return "", nil
	}
	return strings.Join(values, ":") + "_", nil
}

func prefixToken(token, host string, app identity) (string, error) {
	switch token {
	case "host":
		return host, nil
	case "host.hash":
		return shortHash(host), nil
	case "context":
		return app.name, nil
	case "context.hash":
		return shortHash(app.name), nil
	case "webappVersion":
		return app.version, nil
	}
	if text, ok := strings.CutPrefix(token, "static:"); ok && text != "" && !strings.Contains(text, ":") {
		return text, nil
	}
	return "", fmt.Errorf("%q is no token of storageKeyPrefix", clip(token))
}

// shortHash is the first eight hexadecimal digits of a SHA-256 (CFG-85).
func shortHash(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:4])
}

const prefixFix = `write static:TEXT, host, host.hash, context, context.hash or webappVersion, with "," and no blanks between them`
