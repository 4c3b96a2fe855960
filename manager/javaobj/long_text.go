package javaobj

import "strconv"

// JavaLong gives Long.toString(n), which is that of the other whole numbers, too.
// The text of a number from 0 to 999, as most in sessions are, takes no memory.
func JavaLong(n int64) string {
	if n < 100 || n > 999 {
		return strconv.FormatInt(n, 10)
	}
	return hundreds[3*n-300 : 3*n-297]
}

// hundreds are the numbers of three digits, one after the other.
var hundreds = func() string {
	var list []byte
	for n := int64(100); n < 1000; n++ {
		list = strconv.AppendInt(list, n, 10)
	}
	return string(list)
}()
