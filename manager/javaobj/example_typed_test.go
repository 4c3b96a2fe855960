package javaobj_test

import (
	"fmt"
	"strings"

	"msmgate/manager/javaobj"
)

// shopItem is what a program knows of com.acme.Item.
type shopItem struct {
	javaobj.Origin `java:"class=com.acme.Item"`
	Name           string
	Quantity       int      `java:"qty"`
	Tags           []string `java:"tags,type=java.util.HashSet"`
}

// stored gives a value as a session's format would.
func stored(json string) javaobj.Value {
	v, err := javaobj.ParseJSON([]byte(json))
	if err != nil {
		panic(err)
	}
	return v
}

func show(v javaobj.Value) string {
	return strings.ReplaceAll(string(javaobj.AppendJSON(nil, v, nil)), "java.lang.", "")
}

func ExampleUnmarshal() {
	v := stored(`{"class":"com.acme.Item","fields":[
		{"name":"name","value":"hammer"},
		{"name":"qty","value":{"class":"java.lang.Long","value":"3"}},
		{"name":"tags","value":["steel","new"]}]}`)

	var item shopItem
	if err := javaobj.Unmarshal(v, &item); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(item.Name, item.Quantity, item.Tags)

	var small struct {
		Name []byte
	}
	fmt.Println(javaobj.Unmarshal(v, &small, javaobj.WithRoot("item")))
	// Output:
	// hammer 3 [steel new]
	// item.name: Java class java.lang.String, Go type []uint8: it is no array or collection
}

// The price, which the struct doesn't know, stays, and so does the class of the
// quantity.
func ExampleMarshal() {
	former := stored(`{"class":"com.acme.Item","fields":[
		{"name":"name","value":"hammer"},
		{"name":"qty","value":{"class":"java.lang.Long","value":"3"}},
		{"name":"price","value":19.5},
		{"name":"tags","value":null}]}`)

	var item shopItem
	if err := javaobj.Unmarshal(former, &item); err != nil {
		fmt.Println(err)
		return
	}
	item.Quantity++
	item.Tags = []string{"steel", "new"}
	changed, err := javaobj.Marshal(&item, former)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range changed.(*javaobj.Bean).Fields {
		fmt.Println(f.Name, show(f.Value))
	}
	// Output:
	// name {"class":"String","value":"hammer"}
	// qty {"id":1,"class":"Long","value":"4"}
	// price {"class":"Double","value":"19.5","bits":"4033800000000000"}
	// tags {"id":1,"class":"java.util.HashSet","elements":[{"class":"String","value":"steel"},{"class":"String","value":"new"}]}
}

type payment interface{ Describe() string }

type card struct {
	_      struct{} `java:"class=com.acme.Card"`
	Number string
}

func (c *card) Describe() string { return "card " + c.Number }

type cash struct {
	_ struct{} `java:"class=com.acme.Cash"`
}

func (*cash) Describe() string { return "cash" }

// Where Go holds an interface, the Java class chooses the Go type.
func ExampleTypes() {
	types := new(javaobj.Types)
	types.Register(card{}, cash{})

	var payments []payment
	err := javaobj.Unmarshal(stored(`[{"class":"com.acme.Cash","fields":[]},
		{"class":"com.acme.Card","fields":[{"name":"number","value":"42"}]}]`), &payments, javaobj.WithTypes(types))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range payments {
		fmt.Println(p.Describe())
	}
	// Output:
	// cash
	// card 42
}

// Items that know their object keep the rest of it wherever they go.
func ExampleOrigin() {
	former := stored(`[{"class":"com.acme.Item","fields":[{"name":"name","value":"hammer"},{"name":"secret","value":"h"}]},
		{"class":"com.acme.Item","fields":[{"name":"name","value":"nail"},{"name":"secret","value":"n"}]}]`)
	type item struct {
		javaobj.Origin `java:"class=com.acme.Item"`
		Name           string
	}
	var items []item
	if err := javaobj.Unmarshal(former, &items); err != nil {
		fmt.Println(err)
		return
	}
	items = items[1:]
	items[0].Name = "screw"
	changed, err := javaobj.Marshal(items, former)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range changed.(*javaobj.List).Elems[0].(*javaobj.Bean).Fields {
		fmt.Println(f.Name, show(f.Value))
	}
	// Output:
	// name {"class":"String","value":"screw"}
	// secret {"class":"String","value":"n"}
}

// A slice of KeyValues keeps the order of a Java map.
func ExampleKeyValue() {
	var prices []javaobj.KeyValue[string, float64]
	err := javaobj.Unmarshal(stored(`{"nail":0.5,"hammer":19.5}`), &prices)
	fmt.Println(prices, err)
	// Output: [{nail 0.5} {hammer 19.5}] <nil>
}
