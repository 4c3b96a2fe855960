package memcacheserver_test

import (
	"fmt"
	"strings"

	"github.com/bradfitz/gomemcache/memcache"

	"msmgate/internal/memcacheserver"
)

func Example() {
	var trace memcacheserver.Recorder
	server := memcacheserver.New(memcacheserver.Options{Trace: trace.Record})
	if err := server.Listen("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()

	client := memcache.New(server.Addr())
	defer client.Close()
	err := client.Set(&memcache.Item{Key: "S-n1", Value: []byte("record"), Flags: 2048, Expiration: 1800})
	fmt.Println("error:", err)

	item, _ := server.Get("S-n1")
	fmt.Printf("%s, flags %d, exptime %d\n", item.Value, item.Flags, item.Exptime)
	fmt.Println(strings.Join(trace.Lines(), "\n"))
	// Output:
	// error: <nil>
	// record, flags 2048, exptime 1800
	// < set S-n1 2048 1800 6
	// > STORED
}
