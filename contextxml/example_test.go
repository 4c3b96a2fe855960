package contextxml_test

import (
	"fmt"

	"msmgate/contextxml"
)

func ExampleParse() {
	r := contextxml.Parse("shop.xml", []byte(`<Context>
  <Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager"
    memcachedNodes="n1:cache1:11211,n2:cache2:11211"
    sticky="false"
    requestUriIgnorePattern=".*/.(png|css)$"
    lockExpiration="5s"/>
</Context>`), contextxml.Options{})

	fmt.Println(r.Err())
	fmt.Println(r.Application.Path, r.Application.Cookie.Path, r.Application.Manager.Nodes.List)
	for _, f := range r.Findings {
		fmt.Printf("%d:%d %s %s %s: %s\n", f.Line, f.Column, f.Severity, f.Rule, f.Setting, f.Fix)
	}
	// Output:
	// <nil>
	// /shop /shop/ [{n1 cache1 11211} {n2 cache2 11211}]
	// 5:5 hint TRAP-26 requestUriIgnorePattern: .*\.(png|css)$ was probably meant
	// 6:5 warning CFG-4 lockExpiration: write decimal digits without blanks around them
}

func ExampleResult_Err() {
	r := contextxml.Parse("shop.xml", []byte(`<Context>
  <Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager"
    memcachedNodes="n1:cache1:11211, n2:cache2:11211"/>
</Context>`), contextxml.Options{})
	fmt.Println(r.Err())
	// Output:
	// the configuration can't be served:
	//   shop.xml:3:5: error: between two nodes of memcachedNodes stands a comma or white space, not both: Tomcat does not start the context (CFG-53); write memcachedNodes="n1:host1:11211,n2:host2:11211"; ids are letters, digits and "_"
}
