package census_test

import (
	"context"
	"fmt"
	"time"

	"msmgate/fixtures/tomcat7"
	"msmgate/internal/census"
	"msmgate/internal/memcacheserver"
	_ "msmgate/manager/transcoder/all"
)

// A census of a storage node that holds one captured session.
func Example() {
	server := memcacheserver.New(memcacheserver.Options{})
	if err := server.Listen("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	captures, err := tomcat7.Captures("java")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range captures {
		if c.Name() == "1.6.5/java/cart" {
			_ = server.Set(c.Keys[0].Key, c.Keys[0].Flags, 0, c.Keys[0].Value)
		}
	}

	c := census.New(census.Options{Now: time.Now})
	for item, err := range (census.Node{Name: "n1", Address: server.Addr()}).Items(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		c.Add(item)
	}
	report := c.Report()
	fmt.Println(report.Items.Records, "record of", report.Serializers[0].Value)
	for _, a := range report.Attributes {
		fmt.Println(a.Name, a.Classes[0].Value)
	}
	// Output:
	// 1 record of java
	// cart com.acme.shop.Cart
	// visits java.lang.Integer
}
