package contextxml

import (
	"fmt"
	"strconv"
	"strings"
)

// System properties of MSM's kryo transcoder. Releases spell the buffers'
// differently.
var (
	kryoFactories = []string{"msm.kryo.defaultSerializerFactory", "msm.kryo.default.serializer.factory"}
	kryoMax       = []string{"msm.kryo.bufferSize.max", "msm.kryo.buffersize.max"}
	kryoInitial   = []string{"msm.kryo.bufferSize.initial", "msm.kryo.buffersize.initial"}
)

const (
	kryoUsualFactory   = "de.javakaffee.web.msm.serializer.kryo.DefaultFieldSerializerFactory"
	kryoUsualMax       = 2_048_000
	kryoUsualInitially = 102_400
)

// interpretKryo takes what system properties say of kryo (CFG-42).
func (r *reader) interpretKryo(m *Manager) {
	for _, name := range kryoFactories {
		value := javaTrim(r.props.system[name])
		if value != "" && value != kryoUsualFactory {
			r.managerFinding(SeverityError, "CFG-42", name, fmt.Sprintf("objects are written by %s, and msmgate only knows what kryo's FieldSerializer writes", clip(value)), "serve this application with Tomcat, or remove the property on all nodes")
		}
	}
	m.KryoBufferMax = r.kryoSize(kryoMax, kryoUsualMax)
	if initial := r.kryoSize(kryoInitial, kryoUsualInitially); m.KryoBufferMax >= 0 && initial > m.KryoBufferMax {
		r.managerFinding(SeverityError, "CFG-42", kryoMax[0], fmt.Sprintf("kryo's buffer begins with %d bytes and may have %d at most: Tomcat stores no session", initial, m.KryoBufferMax), "set msm.kryo.bufferSize.max to more than msm.kryo.bufferSize.initial on all nodes")
	}
}

// kryoSize is a size in bytes that one of the names gives, the least where both
// do: which one counts depends on the release. What Java's Integer.parseInt
// doesn't take has no effect in MSM.
func (r *reader) kryoSize(names []string, usual int) int {
	size, given := usual, false
	for _, name := range names {
		text, ok := r.props.system[name]
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || strings.ContainsRune(text, '_') {
			r.managerFinding(SeverityWarning, "CFG-42", name, fmt.Sprintf("%q is no number: Tomcat warns and takes %d", clip(text), usual), "write a number of bytes")
			continue
		}
		if !given || int(n) < size {
			size, given = int(n), true
		}
	}
	return size
}
