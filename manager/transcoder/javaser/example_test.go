package javaser_test

import (
	"errors"
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javaser"
)

// A session that Tomcat filled is read, changed and written; a class that the
// session doesn't know is refused.
func Example() {
	// {k: "hello", n: Integer 5}
	stored := []byte("\xac\xed\x00\x05sr\x00\x11java.lang.Integer\x12\xe2\xa0\xa4\xf7\x81\x878\x02\x00\x01I\x00\x05value" +
		"xr\x00\x10java.lang.Number\x86\xac\x95\x1d\x0b\x94\xe0\x8b\x02\x00\x00xp\x00\x00\x00\x02" +
		"t\x00\x01kt\x00\x05hellot\x00\x01nsq\x00~\x00\x00\x00\x00\x00\x05")

	document, err := javaser.Transcoder{}.Decode(stored, transcoder.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range document.Names() {
		v, _ := document.Get(name)
		fmt.Printf("%s = %s\n", name, javaobj.AppendJSON(nil, v, nil))
	}

	err = document.Set("cart", &javaobj.Bean{Class: "com.acme.Cart"})
	var unsupported *transcoder.UnsupportedError
	fmt.Println("refused:", errors.As(err, &unsupported), unsupported.Class)

	document.Set("n", javaobj.NewInteger(6))
	document.Set("items", javaobj.NewList("java.util.ArrayList", javaobj.String("hammer")))
	document.Remove("k")
	changed, err := document.Encode(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(changed), "bytes, verified:", javaser.Verify(changed) == nil)

	// Output:
	// k = {"class":"java.lang.String","value":"hello"}
	// n = {"id":1,"class":"java.lang.Integer","value":"5"}
	// refused: true com.acme.Cart
	// 166 bytes, verified: true
}
