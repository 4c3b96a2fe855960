// Package harness starts what an integration test needs, and stops it again: real Tomcat 7.0.57 nodes with real
// memcached-session-manager jars, real memcached processes, the built msmgate binary, and a browser that keeps cookies.
//
// A test takes what it needs and forgets about it:
//
//	cache := harness.StartMemcached(t, harness.MemcachedOptions{})
//	context := harness.Fixture(t, "nonsticky.xml").Nodes("n1:localhost:" + cache.Port())
//	tomcats := harness.StartTomcats(t,
//		harness.TomcatOptions{Release: "2.1.1", JvmRoute: "tomcat1", Context: context},
//		harness.TomcatOptions{Release: "2.1.1", JvmRoute: "tomcat2", Context: context})
//	browser := harness.NewBrowser(t)
//	browser.Get(tomcats[0].URL + "/check/new")
//
// Every process is killed when its test ends, also when the test binary itself is killed (on Linux). Nothing is ever
// skipped: what is missing on the machine fails the test, with the command that installs it. Waiting is always waiting
// for a condition; no test gets faster or safer by sleeping.
//
// It runs on a Unix with java, javac and mvn (JDK 8 or later; tried with 17, Maven 3.8) and memcached on the PATH. The
// first run on a machine lets Maven fetch Tomcat and the jars (integration/pom.xml) into integration/target and compiles
// the web application of integration/java; later runs find both done.
package harness
