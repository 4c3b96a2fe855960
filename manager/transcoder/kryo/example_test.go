package kryo_test

import (
	"fmt"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/kryo"
)

// A record of MSM 2.1.1 and later is read with the application's class files,
// and edited.
func Example() {
	path, err := classfile.Open("testdata/shop.jar")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer path.Close()
	format, err := transcoder.Configure(kryo.Transcoder{}, transcoder.Settings{Classes: path, Layout: "4"})
	if err != nil {
		fmt.Println(err)
		return
	}
	// The map, one entry: "sku" is an app's object with the fields number and vendor.
	data := []byte("\x01\x01\x03\x01sk\xf5\x01\x00com.acme.shop.Sk\xf5\x01\xceI\x01acm\xe5")
	doc, err := format.Decode(data, transcoder.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	sku, err := doc.Get("sku")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range sku.(*javaobj.Bean).Fields {
		fmt.Println(f.Type, f.Name, "=", javaobj.ToGo(f.Value))
	}
	if err := doc.Set("visits", javaobj.NewInteger(4)); err != nil {
		fmt.Println(err)
		return
	}
	out, err := doc.Encode(nil)
	fmt.Printf("%d bytes, then %d: %v\n", len(data), len(out), err)
	// Output:
	// java.lang.String vendor = acme
	// int number = 4711
	// 34 bytes, then 44: <nil>
}

// Without class files a record goes through as it is.
func Example_withoutClassFiles() {
	data := []byte("\x01\x01\x03\x01sk\xf5\x01\x00com.acme.shop.Sk\xf5\x01\xceI\x01acm\xe5")
	doc, err := kryo.Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = doc.Get("sku")
	fmt.Println(err)
	out, err := doc.Encode(nil)
	fmt.Println(string(out) == string(data), err)
	// Output:
	// attribute "sku" can't be read: class com.acme.shop.Sku: kryo's bytes don't tell its layout; give --classpath with the application's .war, or its classes and .jar files
	// true <nil>
}
