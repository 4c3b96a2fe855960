package javolution_test

import (
	"errors"
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javolution"
)

// One attribute is changed; a date is refused, since the format keeps nothing
// of it.
func Example() {
	stored := []byte(`<?xml version="1.0" encoding="UTF-8" ?><attributes class="java.util.concurrent.ConcurrentHashMap" __id="0" size="1">` +
		`<k class="java.lang.String" __id="1" value="visits"/><v class="java.lang.Integer" value="3"/></attributes>`)
	document, err := javolution.Transcoder{}.Decode(stored, transcoder.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	visits, _ := document.Get("visits")
	fmt.Printf("%s\n", javaobj.AppendJSON(nil, visits, nil))

	err = document.Set("since", &javaobj.Date{Class: "java.util.Date", Millis: 1417008645123})
	var unsupported *transcoder.UnsupportedError
	fmt.Println("refused:", errors.As(err, &unsupported), unsupported.Class)

	_ = document.Set("visits", javaobj.NewInteger(4))
	changed, err := document.Encode(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", changed[len(stored)-len(`<v class="java.lang.Integer" value="3"/></attributes>`):])

	// Output:
	// {"id":1,"class":"java.lang.Integer","value":"3"}
	// refused: true java.util.Date
	// <v class="java.lang.Integer" value="4"/></attributes>
}
