package contextxml

// The class names of MSM's managers (CFG-20, CFG-21).
const (
	managerClass      = "de.javakaffee.web.msm.MemcachedBackupSessionManager"
	dummyManagerClass = "de.javakaffee.web.msm.DummyMemcachedBackupSessionManager"
	// standardManagerClass is what a Manager without className is (CFG-1).
	standardManagerClass = "org.apache.catalina.session.StandardManager"
)

// managerProperties are the setters of MSM's manager for Tomcat 7 and those it
// inherits, with their defaults.
func managerProperties(cpus string) []property {
	return []property{
		{name: "memcachedNodes", rule: "CFG-30"},
		{name: "failoverNodes", rule: "CFG-31"},
		{name: "sticky", kind: kindBool, initial: "true", rule: "CFG-32"},
		{name: "enabled", kind: kindBool, initial: "true", rule: "CFG-33"},
		{name: "lockingMode", initial: "none", rule: "CFG-34"},
		{name: "sessionBackupAsync", kind: kindBool, initial: "true", rule: "CFG-35"},
		{name: "sessionBackupTimeout", kind: kindInt, initial: "100", rule: "CFG-36"},
		{name: "backupThreadCount", kind: kindInt, initial: cpus, rule: "CFG-37"},
		{name: "operationTimeout", kind: kindLong, initial: "1000", rule: "CFG-38"},
		{name: "lockExpiration", kind: kindInt, initial: "5", rule: "CFG-39"},
		{name: "requestUriIgnorePattern", rule: "CFG-40"},
		{name: "sessionAttributeFilter", rule: "CFG-41"},
		{name: "transcoderFactoryClass", initial: transcoderJava, rule: "CFG-42"},
		{name: "copyCollectionsForSerialization", kind: kindBool, initial: "false", rule: "CFG-43"},
		{name: "customConverter", rule: "CFG-44"},
		{name: "memcachedProtocol", initial: "text", rule: "CFG-45"},
		{name: "username", rule: "CFG-46"},
		{name: "password", rule: "CFG-46", secret: true},
		{name: "enableStatistics", kind: kindBool, initial: "true", rule: "CFG-47"},
		{name: "storageKeyPrefix", initial: "webappVersion", rule: "CFG-48"},
		{name: "maxInactiveInterval", kind: kindInt, rule: "CFG-49"},
		{name: "maxActiveSessions", kind: kindInt, initial: "-1", rule: "CFG-90"},
		{name: "sessionIdLength", kind: kindInt, initial: "16", rule: "CFG-91"},
		{name: "processExpiresFrequency", kind: kindInt, initial: "6", rule: "CFG-92"},
		{name: "secureRandomClass", rule: "CFG-93"},
		{name: "secureRandomAlgorithm", initial: "SHA1PRNG", rule: "CFG-93"},
		{name: "secureRandomProvider", rule: "CFG-93"},
		{name: "distributable", kind: kindBool, initial: "false", rule: "CFG-94"},
		{name: "expiredSessions", kind: kindLong, rule: "CFG-99"},
		{name: "sessionCounter", kind: kindLong, rule: "CFG-99"},
		{name: "maxActive", kind: kindInt, rule: "CFG-99"},
		{name: "duplicates", kind: kindInt, rule: "CFG-99"},
		{name: "processingTime", kind: kindLong, rule: "CFG-99"},
		{name: "sessionMaxAliveTime", kind: kindInt, rule: "CFG-99"},
		{name: "domain", rule: "CFG-6"},
	}
}

// unknownManagerAttributes says what is known about attributes that the manager
// has no setter for, beyond CFG-6.
var unknownManagerAttributes = map[string]struct{ rule, fix string }{
	"pathname":                                {"CFG-97", "remove it: MSM never writes sessions to a file"},
	"jvmRoute":                                {"CFG-98", "set it at the <Engine> in server.xml, or with --jvm-route"},
	"connectionType":                          {"CFG-50", "remove it: no release of MSM ever had it"},
	"maxReconnectDelay":                       {"CFG-51", "remove it: on Tomcat it is the system property msm.maxReconnectDelay"},
	"sessionAttributeNameFilter":              {"CFG-95", "Tomcat 7.0.68 and later apply it, 7.0.57 and msmgate do not; sessionAttributeFilter is MSM's own"},
	"sessionAttributeValueClassNameFilter":    {"CFG-95", "Tomcat 7.0.68 and later apply it, 7.0.57 and msmgate do not"},
	"warnOnSessionAttributeFilterFailure":     {"CFG-95", "Tomcat 7.0.68 and later know it; it has no effect here"},
	"notifyBindingListenerOnUnchangedValue":   {"CFG-96", "newer Tomcats know it; it has no effect on what is stored"},
	"notifyAttributeListenerOnUnchangedValue": {"CFG-96", "newer Tomcats know it; it has no effect on what is stored"},
	"persistAuthentication":                   {"CFG-96", "newer Tomcats know it; it has no effect on what is stored"},
	"persistAuthenticationNotes":              {"CFG-96", "newer Tomcats know it; it has no effect on what is stored"},
}

// The transcoder factories of MSM (CFG-75 to CFG-79).
const (
	transcoderJava       = "de.javakaffee.web.msm.JavaSerializationTranscoderFactory"
	transcoderKryo       = "de.javakaffee.web.msm.serializer.kryo.KryoTranscoderFactory"
	kryoJoda             = "de.javakaffee.web.msm.serializer.kryo.JodaDateTimeRegistration"
	transcoderJavolution = "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory"
	transcoderXStream    = "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory"
	transcoderFlexjson   = "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory"
)
