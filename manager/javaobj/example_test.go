package javaobj_test

import (
	"fmt"

	"msmgate/manager/javaobj"
)

func ExampleAppendJSON() {
	one := javaobj.NewInteger(1)
	list := javaobj.NewList("java.util.ArrayList", one, one)
	fmt.Println(string(javaobj.AppendJSON(nil, list, nil)))
	// Output: {"id":1,"class":"java.util.ArrayList","elements":[{"id":2,"class":"java.lang.Integer","value":"1"},{"ref":2}]}
}

func ExampleParseJSON() {
	v, _ := javaobj.ParseJSON([]byte(`{"qty": 3, "tags": ["a", "b"]}`))
	fmt.Println(javaobj.ClassOf(v))
	qty, _ := javaobj.Int(v.(*javaobj.Map).Entries[0].Value)
	fmt.Println(qty)
	// Output:
	// java.util.LinkedHashMap
	// 3
}

func ExampleFromGo() {
	v, err := javaobj.FromGo([]any{"a", 1, int64(2)})
	fmt.Println(javaobj.ToGo(v), err)
	_, err = javaobj.FromGo(uint64(1))
	fmt.Println(err)
	// Output:
	// [a 1 2] <nil>
	// value of Go type uint64 has no Java counterpart; use one that FromGo's documentation lists, a javaobj.Value, or Marshal for structs
}
