package classfile_test

import (
	"fmt"
	"log"

	"msmgate/manager/classfile"
)

func Example() {
	path, err := classfile.Open("testdata/classes")
	if err != nil {
		log.Fatal(err)
	}
	defer path.Close()
	cart, err := path.Class("app.Shop$Cart")
	if err != nil {
		log.Fatal(err)
	}
	fields, err := classfile.SerialFields(cart)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range fields[:3] {
		fmt.Println(classfile.TypeName(f.Descriptor), f.Name)
	}
	id, err := classfile.SerialVersionUID(path, "app.Shop$Cart")
	fmt.Println(id, err)
	// Output:
	// int count
	// boolean open
	// double rate
	// -4627523126084447662 <nil>
}
