// Package contextxml reads context.xml, server.xml and web.xml as Tomcat 7
// reads them and gives the typed configuration of one web application with
// memcached-session-manager (MSM), with the place of every value and all
// findings in one pass.
//
// [Load] reads either one context file or all that a CATALINA_BASE holds for an
// application, in Tomcat's order; [Parse] reads a context file from memory. Both
// give a [Result]:
//
//   - Application is the effective configuration: what the files say, else what
//     Tomcat and MSM do without a word; its Err repeats what stops it;
//   - Findings are faults and oddities, each with file, line and column of the
//     attribute, the number of the rule, and what to do. An error is what stops
//     Tomcat from starting the context, or what msmgate can't serve; of a warning
//     Tomcat says something, or should; a hint is probably not meant;
//   - Settings are all values as text with their origin; passwords are masked.
//
// Values mean what they mean in Java: numbers as Integer.parseInt reads them,
// booleans as Boolean.valueOf does, patterns as java.util.regex; ${name} comes
// from Options.Properties, then from the environment. Nothing is corrected
// silently: a memcachedNodes list that Tomcat refuses is refused here.
//
// The files are read by a strict XML parser of its own, because etree, which
// holds the tree, keeps no positions and takes what Tomcat's parser refuses. It
// knows limits on size, depth and number of elements, expands no declared
// entities, and opens no other file.
package contextxml
