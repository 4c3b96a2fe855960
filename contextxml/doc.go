// Package contextxml reads context.xml, server.xml and web.xml as Tomcat 7
// reads them and gives the typed configuration of one web application, with
// the file and line of every value and all findings in one pass.
package contextxml
