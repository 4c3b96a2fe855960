package gateway_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"

	"msmgate/gateway"
)

// Two Tomcats, and one path that has moved to Go.
func Example() {
	tomcat := func(name string) *url.URL {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintln(w, name, "answers", r.URL.Path)
		}))
		address, _ := url.Parse(server.URL)
		return address
	}
	g, err := gateway.New(gateway.Config{
		Upstreams: []gateway.Upstream{{Name: "tomcat1", URL: tomcat("tomcat1")}, {Name: "tomcat2", URL: tomcat("tomcat2")}},
		Routes:    []gateway.Route{{Pattern: "/shop/cart/*", Targets: []string{"cart"}}},
		Handlers: map[string]http.Handler{"cart": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintln(w, "Go answers", r.URL.Path)
		})},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer g.Close()
	front := httptest.NewServer(g)
	defer front.Close()

	for _, path := range []string{"/shop/list", "/shop/cart/3"} {
		request, _ := http.NewRequest("GET", front.URL+path, nil)
		request.Header.Set("Cookie", "JSESSIONID=6B9C0A3F-n1.tomcat2")
		resp, err := http.DefaultClient.Do(request)
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		fmt.Print(string(body))
	}
	// Output:
	// tomcat2 answers /shop/list
	// Go answers /shop/cart/3
}
