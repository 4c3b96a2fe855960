package main

import (
	"bytes"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
)

// shopJar has the classes of the captured application, other releases of them
// than the one that wrote the records.
const shopJar = "../../manager/transcoder/kryo/testdata/shop.jar"

// genGoOutput runs gen go and gives what it writes.
func genGoOutput(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, notes bytes.Buffer
	cmd := newRootCommand()
	cmd.SetArgs(append([]string{"gen", "go"}, args...))
	cmd.SetOut(&out)
	cmd.SetErr(&notes)
	err = cmd.ExecuteContext(t.Context())
	return out.String(), notes.String(), err
}

func TestGenGoReadsLiveStorageNodes(t *testing.T) {
	captures, err := tomcat7.Captures("java", "kryo")
	if err != nil {
		t.Fatal(err)
	}
	srv := memcacheserver.New(memcacheserver.Options{})
	if err := srv.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	for _, c := range captures {
		if c.Name() != "2.1.1/java/cart" && c.Name() != "2.1.1/kryo/beans" {
			continue
		}
		for _, k := range c.Keys {
			if err := srv.Set(k.Key, k.Flags, 0, k.Value); err != nil {
				t.Fatal(err)
			}
		}
	}
	code, notes, err := genGoOutput(t, "--memcached", srv.Addr(), "--rate", "0", "--classpath", shopJar)
	if err != nil {
		t.Fatal(err, notes)
	}
	for _, want := range []string{"The attributes of 2 records", "type Cart struct", "type PriceHistory struct", "type Wishlist struct"} {
		if !strings.Contains(code, want) {
			t.Errorf("no %q in\n%s", want, code)
		}
	}
	// Without class files what kryo wrote can't be read, and that is said.
	code, notes, err = genGoOutput(t, "--memcached", srv.Addr(), "--rate", "0")
	if exitCode(err) != exitFault || !strings.Contains(notes, `left out: attribute "`) || !strings.Contains(notes, "give --classpath") || !strings.Contains(code, "type Cart struct") {
		t.Errorf("%v\n%s\n%s", err, notes, code)
	}
}

func TestGenGoFromClassFiles(t *testing.T) {
	code, _, err := genGoOutput(t, "--classpath", shopJar, "--class", "com.acme.shop.Cart", "--package", "shop")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"package shop", "type CartItem struct", "type User struct", "\tEntity\n", `OrderStatusNew `} {
		if !strings.Contains(code, want) {
			t.Errorf("no %q in\n%s", want, code)
		}
	}
	if strings.Contains(code, "attributes of") || strings.Contains(code, "Wishlist") {
		t.Errorf("more than was asked for:\n%s", code)
	}
	all, _, err := genGoOutput(t, "--classpath", shopJar, "--class", "com.acme.shop.*")
	if err != nil || !strings.Contains(all, "type Wishlist struct") {
		t.Errorf("a package: %v\n%s", err, all)
	}
	if _, _, err := genGoOutput(t, "--classpath", shopJar, "--class", "com.acme.shop.None"); exitCode(err) != exitFault {
		t.Errorf("a class that isn't there: %v", err)
	}
}

func TestGenGoUnreachableNode(t *testing.T) {
	if _, _, err := genGoOutput(t, "--memcached", "127.0.0.1:1"); exitCode(err) != exitUnreadable {
		t.Errorf("%v", err)
	}
}
