package record_test

import (
	"encoding/hex"
	"fmt"

	"msmgate/manager/record"
)

// The first request of a session: what a Tomcat stored, which key that stood
// under, and when it expires.
func Example() {
	stored, _ := hex.DecodeString("0002005b" + // version 2, attributes at 91
		"000001a20465250e000001a20465250e" + // creation, last access
		"000000783131" + // 120 s, new, valid
		"000001a20465250f000001a204652511" + // this access, last backup
		"0027" + hex.EncodeToString([]byte("2F83085E968652A561500B43118BB994-n2.tcA")) +
		"0000000000000000" + // no login
		"aced0005")
	rec, err := record.Decode(stored)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("lives", rec.MaxInactiveInterval, "seconds, new:", rec.IsNew)
	fmt.Printf("attributes %x\n", rec.Attributes)

	keys := record.Keys{Prefix: "shop_"}
	fmt.Println(keys.BackupValidity(rec.ID))

	later := rec.ThisAccessedTime + 20_000
	since18 := record.Expiry{Absolute: true, Background: 6 * -1}
	fmt.Println("sticky:", since18.Sticky(later, rec.ThisAccessedTime, rec.MaxInactiveInterval), "seconds")
	fmt.Println("non-sticky:", since18.NonSticky(later, rec.MaxInactiveInterval), "seconds")

	// Output:
	// lives 120 seconds, new: true
	// attributes aced0005
	// bak:shop_validity:shop_2F83085E968652A561500B43118BB994-n2.tcA
	// sticky: 94 seconds
	// non-sticky: 240 seconds
}
