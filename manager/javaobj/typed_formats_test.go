package javaobj_test

import (
	"strings"
	"testing"
	"time"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// The captured shop's classes, in full.
type (
	Entity struct {
		_       struct{}  `java:"class=com.acme.shop.Entity"`
		ID      int64     `java:"id,type=long"`
		Created time.Time `java:"created,lossy"` // javolution keeps nothing of a Date
	}
	User struct {
		Entity
		javaobj.Origin `java:"class=com.acme.shop.User"`
		Name           string
		Email          *string
		Active         bool
		Tier           Tier
		Home           *Address
		Addresses      []*Address
		LoginCount     int
	}
	Address struct {
		javaobj.Origin `java:"class=com.acme.shop.Address"`
		Street         *string
		City           *string
		Zip            *string
		Country        string `java:"country,type=java.util.Locale,lossy"`
	}
	Cart struct {
		javaobj.Origin `java:"class=com.acme.shop.Cart"`
		Owner          *User
		Status         OrderStatus
		Items          []*CartItem
		Recent         []*CartItem
		Anything       any
		CurrencySign   javaobj.Char
		Discount       float64
	}
	CartItem struct {
		javaobj.Origin `java:"class=com.acme.shop.CartItem"`
		SKU            string `java:"sku"`
		Quantity       int
		Price          javaobj.Decimal `java:"price,lossy"`
		Options        *javaobj.OrderedMap
	}
	Tier        string
	OrderStatus string
)

func (Tier) JavaClass() string        { return "com.acme.shop.Tier" }
func (OrderStatus) JavaClass() string { return "com.acme.shop.OrderStatus" }

var formats = map[string]string{
	"java":       "de.javakaffee.web.msm.JavaSerializationTranscoderFactory",
	"javolution": "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory",
	"xstream":    "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory",
	"flexjson":   "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory",
}

// The same structs read the cart of every format, and change a number in it.
func TestCartInEveryFormat(t *testing.T) {
	carts := 0
	for serializer, class := range formats {
		code, err := transcoder.Lookup(class)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, c := range transcodertest.Captures(t, 1, serializer) {
			if !strings.HasSuffix(c.Scenario, "/cart") {
				continue
			}
			carts++
			if serializer == "flexjson" {
				continue // MSM stored no cart
			}
			t.Run(c.Scenario, func(t *testing.T) { editCart(t, code, c.Attributes) })
		}
	}
	if carts < 6 {
		t.Errorf("only %d captured carts", carts)
	}
}

func editCart(t *testing.T, code transcoder.Transcoder, attributes []byte) {
	doc, err := code.Decode(attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	former, err := doc.Get("cart")
	if err != nil {
		t.Fatal(err)
	}
	var cart Cart
	if err := javaobj.Unmarshal(former, &cart); err != nil {
		t.Fatal(err)
	}
	if cart.Owner.Name != `Jörg <Müller> & "Söhne"` || cart.Owner.ID != 42 || cart.Items[0].Quantity != 2 || !strings.HasPrefix(cart.Items[0].Price.String(), "19") {
		t.Errorf("the cart is %+v of %+v", cart, cart.Owner)
	}
	if same, err := javaobj.Marshal(&cart, former); err != nil || same != former {
		t.Errorf("without a change it became another value: %v", err)
	}
	cart.Items[0].Quantity = 5
	changed, err := javaobj.Marshal(&cart, former)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Set("cart", changed); err != nil {
		t.Fatal(err)
	}
	data, err := doc.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := differing(attributes, data); n != 1 {
		t.Errorf("%d bytes differ, not the one digit", n)
	}
	again, err := code.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := again.Get("cart")
	if err != nil {
		t.Fatal(err)
	}
	var read Cart
	if err := javaobj.Unmarshal(v, &read); err != nil || read.Items[0].Quantity != 5 {
		t.Errorf("%+v: %v", read, err)
	}
}

func differing(a, b []byte) int {
	if len(a) != len(b) {
		return -1
	}
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}
