package javaser

import (
	"net/netip"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// readLocale gives Locale.toString: language_COUNTRY_variant_#Script-extensions.
func readLocale(_ *document, o *object, class string) javaobj.Value {
	language, ok := o.text(class, "language")
	if !ok {
		return nil
	}
	country, _ := o.text(class, "country")
	variant, _ := o.text(class, "variant")
	script, _ := o.text(class, "script")
	extensions, _ := o.text(class, "extensions")
	text := language
	if country != "" || language != "" && variant+script+extensions != "" {
		text += "_" + country
	}
	if language+country == "" {
		return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
	}
	if variant != "" {
		text += "_" + variant
	}
	if script != "" {
		text += "_#" + script
	}
	if extensions != "" {
		text += "_"
		if script == "" {
			text += "#"
		}
		text += extensions
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
}

func readURL(_ *document, o *object, class string) javaobj.Value {
	protocol, ok := o.text(class, "protocol")
	if !ok {
		return nil
	}
	authority, _ := o.text(class, "authority")
	if authority == "" {
		if authority, _ = o.text(class, "host"); authority != "" {
			if port, _ := o.int(class, "port"); port != -1 {
				authority += ":" + strconv.Itoa(int(port))
			}
		}
	}
	file, _ := o.text(class, "file")
	text := protocol + ":"
	if authority != "" {
		text += "//" + authority
	}
	text += file
	if anchor, ok := o.text(class, "ref"); ok {
		text += "#" + anchor
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
}

func readInet4(_ *document, o *object, _ string) javaobj.Value {
	address, ok := o.int("java.net.InetAddress", "address")
	if !ok {
		return nil
	}
	host, _ := o.text("java.net.InetAddress", "hostName")
	a := uint32(address)
	ip := netip.AddrFrom4([4]byte{byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a)})
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: host + "/" + ip.String()}
}

func readInet6(_ *document, o *object, class string) javaobj.Value {
	address, ok := o.field(class, "ipaddress").(*array)
	if !ok || len(address.raw) != 16 {
		return nil
	}
	host, _ := o.text("java.net.InetAddress", "hostName")
	var groups []string
	for i := 0; i < 16; i += 2 {
		groups = append(groups, strconv.FormatUint(uint64(be16(address.raw[i:])), 16))
	}
	text := host + "/" + strings.Join(groups, ":")
	if name, ok := o.text(class, "ifname"); ok {
		text += "%" + name
	} else if set, ok := o.prim(class, "scope_id_set"); ok && set[0] != 0 {
		scope, _ := o.int(class, "scope_id")
		text += "%" + strconv.Itoa(int(scope))
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
}
