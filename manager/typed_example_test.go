package manager_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"

	"msmgate/contextxml"
	"msmgate/fixtures/tomcat7"
	"msmgate/internal/memcacheserver"
	"msmgate/manager"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder/javaser"
)

// Cart is what this program knows of the shop's class: not its owner, its
// discounts, nor who else refers to it. All that is kept.
type Cart struct {
	javaobj.Origin `java:"class=com.acme.shop.Cart"`
	Items          []*CartItem
}

// CartItem is one line of a Cart.
type CartItem struct {
	javaobj.Origin `java:"class=com.acme.shop.CartItem"`
	SKU            string `java:"sku"`
	Quantity       int
	Price          javaobj.Decimal
}

// A session that a Tomcat has stored, with a cart of the shop's own classes, is
// read into Go structs, and one number in it is changed.
func ExampleEdit() {
	m, memcached, key := nodeWithCart()
	defer memcached.Close()
	defer m.Close(context.Background())
	before, _ := memcached.Get(key)

	shop := m.Handler(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r, _ := manager.FromContext(req.Context())
		s, err := r.Session(false)
		if err == nil {
			err = manager.Edit(s, "cart", func(c *Cart) error {
				for _, item := range c.Items {
					if item == nil {
						fmt.Println("null")
						continue
					}
					fmt.Printf("%d of %s at %s\n", item.Quantity, item.SKU, item.Price)
				}
				c.Items[0].Quantity = 5
				return nil
			})
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	}))
	req := httptest.NewRequest(http.MethodPost, "/cart", nil)
	req.Header.Set("Cookie", "JSESSIONID="+key)
	shop.ServeHTTP(httptest.NewRecorder(), req)

	after, _ := memcached.Get(key)
	fmt.Println("other bytes than the session's times and the quantity:", changedBytes(before.Value, after.Value)-1)
	// Output:
	// 2 of A-1 at 19.90
	// 1 of B-2 at 0.00
	// null
	// other bytes than the session's times and the quantity: 0
}

// changedBytes counts the bytes of the attributes that differ.
func changedBytes(before, after []byte) int {
	stream := []byte{0xac, 0xed, 0, 5} // where the attributes begin
	before, after = before[bytes.Index(before, stream):], after[bytes.Index(after, stream):]
	if len(before) != len(after) {
		return -1
	}
	n := 0
	for i := range before {
		if before[i] != after[i] {
			n++
		}
	}
	return n
}

// nodeWithCart starts a node beside a memcached in which a Tomcat has stored a
// cart, and gives the session's id.
func nodeWithCart() (*manager.Manager, *memcacheserver.Server, string) {
	captures, err := tomcat7.Captures("java")
	if err != nil {
		log.Fatal(err)
	}
	memcached := memcacheserver.New(memcacheserver.Options{})
	if err := memcached.Listen("127.0.0.1:0"); err != nil {
		log.Fatal(err)
	}
	id, stored := "", time.Now()
	for _, c := range captures {
		if c.Release != "2.1.1" || c.Scenario != "cart" {
			continue
		}
		for _, k := range c.Keys {
			if k.IsRecord() {
				id, stored = k.Key, time.UnixMilli(c.Meta.CapturedMillis)
				if err := memcached.Set(k.Key, k.Flags, 0, k.Value); err != nil {
					log.Fatal(err)
				}
			}
		}
	}
	host, port, _ := net.SplitHostPort(memcached.Addr())
	number, _ := strconv.Atoi(port)
	m, err := manager.New(manager.Config{
		Now: func() time.Time { return stored },
		Application: &contextxml.Application{
			MaxInactiveInterval: 1800,
			Cookie:              contextxml.Cookie{Name: "JSESSIONID", Path: "/", MaxAge: -1, UseCookies: true},
			Manager: &contextxml.Manager{
				Nodes:  contextxml.Nodes{Kind: contextxml.NodesWithIDs, List: []contextxml.Node{{ID: "n1", Host: host, Port: number}}},
				Sticky: true, Enabled: true, BackupTimeout: time.Minute, OperationTimeout: time.Minute,
				TranscoderClass: javaser.FactoryClass, MaxActiveSessions: -1, SessionIDLength: 16,
			},
		}})
	if err != nil {
		log.Fatal(err)
	}
	return m, memcached, id
}
