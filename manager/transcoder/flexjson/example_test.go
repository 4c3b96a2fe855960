package flexjson_test

import (
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/flexjson"
)

func Example() {
	record := []byte(`{"user":"ann","cart":{"class":"com.acme.Cart","total":12.50},"visits":3}`)
	attributes, err := flexjson.Transcoder{}.Decode(record, transcoder.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	visits, _ := attributes.Get("visits")
	n, _ := javaobj.Int(visits)
	if err := attributes.Set("visits", javaobj.NewInteger(int32(n)+1)); err != nil {
		fmt.Println(err)
	}
	fmt.Println(attributes.Set("seen", javaobj.NewDate(0)))
	stored, _ := attributes.Encode(nil)
	fmt.Println(string(stored))
	// Output:
	// class java.util.Date can't be written: flexjson doesn't keep it: a String, Boolean, Integer, Double, java.util.ArrayList or java.util.HashMap is kept
	// {"user":"ann","cart":{"class":"com.acme.Cart","total":12.50},"visits":4}
}
