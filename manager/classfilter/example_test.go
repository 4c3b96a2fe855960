package classfilter_test

import (
	"fmt"

	"msmgate/manager/classfilter"
)

func Example() {
	filter, err := classfilter.Parse("!com.example.legacy.**;com.example.**;java.base/*;!*")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, class := range []string{"com.example.Cart", "com.example.legacy.Cart", "java.util.ArrayList", "[Lorg.other.Thing;"} {
		d, pattern := filter.Decide(class)
		fmt.Println(class, d, pattern)
	}
	// Output:
	// com.example.Cart ALLOWED com.example.**
	// com.example.legacy.Cart REJECTED !com.example.legacy.**
	// java.util.ArrayList ALLOWED java.base/*
	// [Lorg.other.Thing; REJECTED !*
}
