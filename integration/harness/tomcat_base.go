package harness

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const serverXML = `<?xml version="1.0" encoding="UTF-8"?>
<Server port="-1" shutdown="SHUTDOWN">
  <Service name="Catalina">
    <Connector address="127.0.0.1" port="%d" protocol="HTTP/1.1" URIEncoding="UTF-8" maxThreads="64" maxKeepAliveRequests="-1"/>
    <Engine name="Catalina" defaultHost="localhost"%s>
      <Realm className="org.apache.catalina.realm.MemoryRealm" pathname="conf/tomcat-users.xml"/>
      <Host name="localhost" appBase="webapps" unpackWARs="false" autoDeploy="false" deployIgnore="none"/>
    </Engine>
  </Service>
</Server>
`

const usersXML = `<?xml version="1.0" encoding="UTF-8"?>
<tomcat-users>
  <role rolename="shopper"/>
  <role rolename="admin"/>
  <user username="alice" password="wonder land" roles="shopper,admin"/>
  <user username="bob" password="builder" roles="shopper"/>
</tomcat-users>
`

const loggingProperties = `handlers = java.util.logging.ConsoleHandler
java.util.logging.ConsoleHandler.level = FINE
java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
java.util.logging.ConsoleHandler.encoding = UTF-8
java.util.logging.SimpleFormatter.format = %1$tH:%1$tM:%1$tS.%1$tL %4$s %3$s %5$s%6$s%n
.level = INFO
`

// jaasConfig is for a context whose Realm asks JAAS: the module is the application's own.
const jaasConfig = `Members {
  msmgate.shop.MemberLogin required;
};
`

// makeBase makes a CATALINA_BASE with one application, MSM's jars and two users (alice: shopper, admin; bob: shopper).
func makeBase(at layout, base string, o TomcatOptions) error {
	jars, err := filepath.Glob(filepath.Join(at.jars(o.Release), "*.jar"))
	if err != nil || len(jars) == 0 {
		return fmt.Errorf("no jars of MSM release %q: integration/pom.xml brings 1.6.5 and 2.1.1", o.Release)
	}
	name := contextName(o.Path)
	for _, dir := range []string{"conf/Catalina/localhost", "lib", "logs", "temp", "work", "webapps"} {
		if err := os.MkdirAll(filepath.Join(base, dir), 0o755); err != nil {
			return err
		}
	}
	for _, jar := range jars {
		if err := os.Symlink(jar, filepath.Join(base, "lib", filepath.Base(jar))); err != nil {
			return err
		}
	}
	properties, err := os.ReadFile(filepath.Join(at.home, "conf", "catalina.properties"))
	if err != nil {
		return err
	}
	webXML, err := os.ReadFile(filepath.Join(at.home, "conf", "web.xml"))
	if err != nil {
		return err
	}
	route := ""
	if o.JvmRoute != "" {
		route = fmt.Sprintf(" jvmRoute=%q", o.JvmRoute)
	}
	logging := loggingProperties
	if o.Fine {
		logging += "de.javakaffee.level = FINE\n"
	}
	files := map[string]string{
		"conf/server.xml":                          fmt.Sprintf(serverXML, o.Port, route),
		"conf/tomcat-users.xml":                    usersXML,
		"conf/logging.properties":                  logging,
		"conf/jaas.config":                         jaasConfig,
		"conf/web.xml":                             string(webXML),
		"conf/catalina.properties":                 string(properties) + "\ntomcat.util.scan.DefaultJarScanner.jarsToSkip=*.jar\n",
		"conf/Catalina/localhost/" + name + ".xml": string(o.Context),
	}
	for file, content := range files {
		if err := os.WriteFile(filepath.Join(base, file), []byte(content), 0o644); err != nil {
			return err
		}
	}
	for _, class := range o.Shared {
		if err := share(at, base, class+".class"); err != nil {
			return err
		}
	}
	return os.CopyFS(filepath.Join(base, "webapps", name), os.DirFS(at.webapp))
}

// share puts one of the application's class files where Tomcat's own classes are.
func share(at layout, base, file string) error {
	content, err := os.ReadFile(filepath.Join(at.webapp, "WEB-INF", "classes", file))
	if err != nil {
		return err
	}
	to := filepath.Join(base, "lib", file)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o644)
}

// opened are the packages that Tomcat 7's and MSM's reflection needs open on Java 9 and later.
var opened = strings.Fields(`
	java.base/java.lang java.base/java.lang.invoke java.base/java.lang.ref java.base/java.lang.reflect java.base/java.util
	java.base/java.util.concurrent java.base/java.util.concurrent.atomic java.base/java.util.concurrent.locks
	java.base/java.util.regex java.base/java.text java.base/java.math java.base/java.net java.base/java.io java.base/java.time
	java.base/java.nio.charset java.base/sun.util.calendar java.base/sun.reflect.annotation java.base/jdk.internal.reflect
	java.base/sun.net.www.protocol.http java.sql/java.sql java.desktop/java.awt java.desktop/java.awt.font java.desktop/javax.swing.tree`)

// javaArgs start Tomcat's Bootstrap itself: the distribution's script passes options that Java 9 and later refuse.
func javaArgs(at layout, base string, benchmark bool) []string {
	args := []string{"-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"}
	if benchmark {
		args = []string{"-Xmx768m"}
	}
	args = append(args, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8")
	for _, p := range opened {
		args = append(args, "--add-opens", p+"=ALL-UNNAMED")
	}
	bin := filepath.Join(at.home, "bin")
	return append(args,
		"-Dcatalina.home="+at.home,
		"-Dcatalina.base="+base,
		"-Djava.io.tmpdir="+filepath.Join(base, "temp"),
		"-Djava.security.auth.login.config="+filepath.Join(base, "conf", "jaas.config"),
		"-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
		"-Djava.util.logging.config.file="+filepath.Join(base, "conf", "logging.properties"),
		"-cp", filepath.Join(bin, "bootstrap.jar")+string(filepath.ListSeparator)+filepath.Join(bin, "tomcat-juli.jar"),
		"org.apache.catalina.startup.Bootstrap", "start")
}
