package xstream_test

import (
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/xstream"
)

func Example() {
	record := []byte(`<concurrent-hash-map>
  <entry>
    <string>cart</string>
    <com.acme.Cart>
      <coupon>SAVE10</coupon>
      <total>12.50</total>
    </com.acme.Cart>
  </entry>
</concurrent-hash-map>`)
	attributes, err := xstream.Transcoder{}.Decode(record, transcoder.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	v, _ := attributes.Get("cart")
	cart := v.(*javaobj.Bean)
	changed := &javaobj.Bean{Class: cart.Class, Fields: []javaobj.Field{cart.Fields[0], {Name: "total", Value: javaobj.Text("19.90")}}}
	if err := attributes.Set("cart", changed); err != nil {
		fmt.Println(err)
	}
	stored, _ := attributes.Encode(nil)
	fmt.Println(string(stored))
	// Output:
	// <concurrent-hash-map>
	//   <entry>
	//     <string>cart</string>
	//     <com.acme.Cart>
	//       <coupon>SAVE10</coupon>
	//       <total>19.90</total>
	//     </com.acme.Cart>
	//   </entry>
	// </concurrent-hash-map>
}
