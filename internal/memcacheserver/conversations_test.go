package memcacheserver

import "strings"

// conversation is what one client sends over one connection; the servers'
// answers and command logs must be equal.
type conversation struct {
	name    string
	send    string
	closing bool // the server must close the connection
}

func set(command, key string, length int) string {
	return command + " " + key + " 0 0 " + itoa(length) + "\r\n" + strings.Repeat("x", length) + "\r\n"
}

var (
	longestKey = strings.Repeat("k", 250)
	tooLongKey = strings.Repeat("k", 251)
	// largest is the longest value under a key of one byte and flags 0.
	largest = DefaultMaxItemSize - itemSize(1, 0, 0)
)

// conversations are held in this order with two servers that started empty,
// so that even the CAS numbers must be the same.
var conversations = []conversation{
	{name: "empty lines", send: "\r\n\n \r\n\t\r\n"},
	{name: "unknown commands", send: "foo\r\nGET a\r\ngett a\r\ns\r\nsett a 0 0 1\r\nnoreply\r\nnope noreply\r\n\xff\r\nx\x80\r\n"},
	{name: "too few tokens", send: "get\r\nget \r\ngets\r\nset\r\nset a\r\nset a 0 0\r\nadd\r\ndelete\r\ntouch\r\ntouch a\r\nincr\r\nincr n\r\ngat\r\nverbosity\r\n"},
	{name: "too many tokens", send: "set a 0 0 1 noreply x\r\nx\r\nset a 0 0 1 x noreply\r\nx\r\ndelete a 0 0 0\r\ntouch a 1 2 3\r\nincr n 1 2 3\r\nflush_all 1 2 3\r\nverbosity 2 3 4\r\ncas a 0 0 1 1 noreply x\r\n"},
	{name: "set and get", send: "set a 0 0 1\r\nx\r\nget a\r\nget a a b\r\ngets a\r\nget a\n"},
	{name: "noreply", send: "set a 0 0 1 noreply\r\nx\r\nget a\r\nreplace nope 0 0 1 noreply\r\nx\r\nset a 0 0 1 noreply\r\nxx\r\nset a x 0 1 noreply\r\nincr n x noreply\r\nset " + tooLongKey + " 0 0 1 noreply\r\n"},
	{name: "noreply as another word", send: "set noreply 0 0 1\r\nx\r\nget noreply\r\nget a noreply\r\ndelete noreply\r\nincr noreply 1\r\nincr 1 noreply\r\nset a 0 0 noreply\r\ncas a 0 0 1 noreply\r\nx\r\ngat noreply\r\ngat 0 noreply\r\n"},
	{name: "extra word instead of noreply", send: "set a 0 0 1 garbage\r\nx\r\ncas a 0 0 1 1 x\r\nx\r\ntouch a 0 x\r\nincr n 1 x\r\nflush_all 0 0\r\nset a 0 0 1\r\nx\r\n"},
	{name: "flags", send: "set a -1 0 1\r\nx\r\nset a x 0 1\r\nx\r\nset a 0x7 0 1\r\nx\r\nset a 4294967296 0 1\r\nx\r\nget a\r\nset a 4294967295 0 1\r\nx\r\nget a\r\nset a 07 0 1\r\nx\r\nget a\r\nset a +7 0 1\r\nx\r\nget a\r\nset a -0 0 1\r\nx\r\nset a -18446744073709551615 0 1\r\nx\r\nget a\r\nset a 18446744073709551616 0 1\r\n"},
	{name: "lengths", send: "set a 0 0 -1\r\nx\r\nset a 0 0 x\r\nx\r\nset a 0 0 +1\r\nx\r\nset a 0 0 2147483647\r\nx\r\nset a 0 0 2147483646\r\nset a 0 0 4294967297\r\nx\r\nset a 0 0 99999999999999999999\r\nx\r\nset a 0 0 1\t\r\nx\r\nprepend a 0 0 -1\r\ncas a 0 0 -1 x\r\n"},
	{name: "empty value", send: "set a 0 0 0\r\n\r\nget a\r\nset a 0 0 2\r\n\r\n\r\nget a\r\n"},
	{name: "bad data", send: "set a 0 0 1\r\ny\r\nset a 0 0 1\r\nxx\r\nget a\r\nset a 0 0 1\r\nxxx\r\nversion\r\nset a 0 0 1\r\nx\n\nversion\r\nset a 0 0 3\r\nab\r\nversion\r\nversion\r\nget a\r\n"},
	{name: "bare line feeds", send: "set a 0 0 1\nx\r\nget a\nversion\nget a\n\r\nget a\n"},
	{name: "spaces and tabs", send: "  set  a  0 0 1 \r\nx\r\nget   a  \r\nget a\tb\r\nset a\tb 0 0 1\r\nx\r\nget a\tb\r\nset a 0 \t1 1\r\nx\r\ntouch\t a\r\n"},
	{name: "NUL and CR inside lines", send: "set a 0 0 1\r\nx\r\nget a\x00b\r\nset q\x00b 0 0 1\r\nx\r\nget q\r\nset q 0 0\x00b 1\r\nx\r\n\x00\r\n\x00get a\r\ndelete\x00 a\r\nset r\rb 0 0 1\r\nx\r\nget r\rb\r\nget a\r\r\n"},
	{name: "any bytes in a value", send: "set a 0 0 6\r\n\x00\r\n\xff\x80\n\r\nget a\r\n"},
	{name: "key lengths", send: "set " + longestKey + " 0 0 1\r\nx\r\nget " + longestKey + "\r\nset " + tooLongKey + " 0 0 1\r\nx\r\nset " + tooLongKey + " x 0 1\r\ndelete " + tooLongKey + "\r\ndelete " + tooLongKey + " x\r\ntouch " + tooLongKey + " 0\r\ntouch " + tooLongKey + " x\r\nincr " + tooLongKey + " x\r\ngat x " + tooLongKey + "\r\n"},
	// memcached forgets the answers before such a get that it didn't send yet,
	// so these stand alone.
	{name: "get with a key too long", send: "get " + tooLongKey + "\r\nversion\r\n"},
	{name: "get with a second key too long", send: "get a " + tooLongKey + "\r\nversion\r\n"},
	{name: "gat with a key too long", send: "gat 0 " + tooLongKey + "\r\nversion\r\n"},
	{name: "get with a 25th key too long", send: "get" + strings.Repeat(" a", 24) + " " + tooLongKey + "\r\n"},
	{name: "many keys", send: "set a 0 0 1\r\nx\r\nget" + strings.Repeat(" a", 30) + "\r\ngets" + strings.Repeat(" b", 3000) + "\r\n"},
	{name: "long get line", send: "get " + strings.Repeat(longestKey+" ", 40) + "\r\n"},
	{name: "exptimes", send: "set a 0 x 1\r\nx\r\nset a 0 1.5 1\r\nx\r\nset a 0 +0 1\r\nx\r\nget a\r\nset a 0 -1 1\r\nx\r\nget a\r\nset a 0 2592000 1\r\nx\r\nget a\r\nset a 0 2592001 1\r\nx\r\nget a\r\nset a 0 2147483647 1\r\nx\r\nget a\r\nset a 0 2147483648 1\r\nx\r\nget a\r\nset a 0 4294967296 1\r\nx\r\nget a\r\nset a 0 -2147483648 1\r\nx\r\nget a\r\nset a 0 -2147483649 1\r\nx\r\nget a\r\nset a 0 9223372036854775808 1\r\nset a 0 -9223372036854775809 1\r\n"},
	{name: "dead items", send: "set a 0 0 1\r\nx\r\ngat -1 a b\r\nset a 0 -1 1\r\nx\r\nadd a 0 0 1\r\ny\r\nget a\r\nset a 0 -1 1\r\nx\r\nreplace a 0 0 1\r\ny\r\nappend a 0 0 1\r\ny\r\ncas a 0 0 1 1\r\ny\r\nincr a 1\r\ndelete a\r\ntouch a 1\r\ngat 1 a\r\n"},
	{name: "add, replace, append, prepend", send: "add z 0 0 1\r\nx\r\nadd z 0 0 1\r\ny\r\nreplace z 1 0 1\r\nw\r\nreplace nope 0 0 1\r\nx\r\nappend z 5 0 2\r\nap\r\nprepend z 6 0 2\r\npr\r\ngets z\r\nappend nope 0 0 1\r\nx\r\nprepend nope 0 0 1\r\nx\r\nadd e 0 0 1\r\n\r\n\r\n"},
	{name: "cas", send: "gets z\r\ncas z 0 0 1 999999\r\nx\r\ncas nope 0 0 1 1\r\nx\r\ncas z 0 0 1\r\nx\r\ncas z 0 0 1 x\r\nx\r\ncas z 0 0 1 1 noreply\r\nq\r\ncas z 0 0 1 -1\r\nq\r\ngets z\r\n"},
	{name: "delete", send: "set z 0 0 1\r\nx\r\nset a 0 0 1\r\nx\r\ndelete z\r\ndelete z\r\ndelete a b\r\ndelete a 1\r\ndelete a 0\r\ndelete a noreply\r\ndelete a 0 noreply\r\ndelete a noreply noreply\r\ndelete a 0 0\r\n"},
	{name: "incr and decr", send: "set n 0 0 2\r\n10\r\nincr n 1\r\nincr n 18446744073709551615\r\ndecr n 100\r\nget n\r\nincr n x\r\nincr n -1\r\nincr n 18446744073709551616\r\nincr nope 1\r\ndecr nope 1\r\nincr n 1 noreply\r\nget n\r\nincr n \t1\r\nincr n +1\r\nincr n 1\t\r\nincr n -18446744073709551615\r\ngets n\r\n"},
	{name: "incr widens", send: "set n 9 0 1\r\n9\r\nincr n 1\r\ngets n\r\nincr n 1\r\ngets n\r\n"},
	{name: "incr of odd numbers", send: oddNumbers("x", "", "-1", " 1", "1 ", "1x", "18446744073709551615", "184467440737095516150", "+5 ", "005", "1 x", "1\x00x", "   ", "\t\n4", "-18446744073709551615", "9999999999999999999999", "1"+strings.Repeat(" ", 299), strings.Repeat("0", 60)+"7", "-0", "- 1", "+", "1"+strings.Repeat(" ", 600000))},
	{name: "touch and gat", send: "set a 0 0 1\r\nx\r\ntouch a 0\r\ntouch nope 0\r\ntouch a x\r\ntouch a 0 noreply\r\ntouch a x noreply\r\ntouch a 5 noreply x\r\ngats a\r\ngat 100 a b\r\ngat x a\r\ngat 1\r\ngat 0 \r\ngats 0 a\r\ngat 0 a a\r\ngat -1 a\r\nget a\r\nset a 0 0 1\r\nx\r\ntouch a -1\r\nget a\r\n"},
	{name: "flush_all", send: "set a 0 0 1\r\nx\r\nflush_all x\r\nflush_all noreply x\r\nflush_all x noreply\r\nget a\r\nflush_all 0 noreply\r\nget a\r\nset a 0 0 1\r\nx\r\nflush_all noreply\r\nget a\r\nset a 0 0 1\r\nx\r\nflush_all -5\r\nget a\r\nset a 0 0 1\r\nx\r\nflush_all 0 x\r\nget a\r\nset a 0 0 1\r\nx\r\nflush_all 1000\r\ngets a\r\nset b 0 0 1\r\nx\r\nget b\r\nflush_all\r\nget a b\r\nset a 0 0 1\r\nx\r\ngets a\r\n"},
	{name: "cas numbers", send: "gets a\r\nset a 0 0 1\r\nx\r\ngets a\r\ntouch a 10\r\ngets a\r\nadd a 0 0 1\r\nx\r\nset a 0 0 1\r\n4\r\nincr a 1\r\ngets a\r\nincr a 100\r\ngets a\r\nappend a 0 0 1\r\nx\r\ngets a\r\ncas a 0 0 1 4\r\nx\r\nset a 0 0 1\r\nxx\r\nset a 0 0 1\r\nx\r\ngets a\r\n"},
	{name: "version and verbosity", send: "version\r\nversion x\r\nverbosity 2\r\nverbosity x\r\nverbosity 2 noreply\r\nverbosity noreply\r\nverbosity x noreply\r\nverbosity 2 x\r\nverbosity 4294967295\r\nverbosity -1\r\nverbosity 2\r\n"},
	{name: "stats errors", send: "stats nope\r\nstats x y\r\nstats noreply\r\nstats reset\r\nstats reset x\r\n"},
	{name: "largest item", send: set("set", "k", largest) + "get k\r\n"},
	{name: "too large item", send: "set k 0 0 1\r\nx\r\n" + set("set", "k", largest+1) + "get k\r\nversion\r\n"},
	{name: "too large with noreply", send: "set k 0 0 1\r\nx\r\nset k 0 0 1048576 noreply\r\n" + strings.Repeat("x", 1048576) + "\r\nget k\r\n"},
	{name: "flags make the item larger", send: strings.Replace(set("set", "k", largest), " 0 0 ", " 1 0 ", 1) + strings.Replace(set("set", "k", largest-4), " 0 0 ", " 1 0 ", 1)},
	{name: "too large, others", send: "set k 0 0 1\r\nx\r\n" + set("add", "k", 1048570) + set("replace", "k", 1048570) + set("append", "k", 1048570) + "get k\r\n"},
	{name: "appended too large", send: set("set", "d", 600000) + set("append", "d", 600000) + set("prepend", "d", 600000) + "gets d\r\n"},
	{name: "quit", send: "version\r\nquit\r\nversion\r\n", closing: true},
	{name: "quit with more", send: "quit x\r\n", closing: true},
	{name: "line too long", send: strings.Repeat("q", 70000) + "\r\n", closing: true},
	{name: "line too long without end", send: strings.Repeat("q", 3000), closing: true},
	{name: "long gat line", send: "gat 0 " + strings.Repeat("k ", 40000) + "\r\n", closing: true},
	{name: "key too long in a long line", send: "get " + strings.Repeat("q", 3000) + "\r\n"},
}

func oddNumbers(values ...string) string {
	var b strings.Builder
	for _, v := range values {
		b.WriteString("set n 0 0 " + itoa(len(v)) + "\r\n" + v + "\r\nincr n 1\r\nget n\r\n")
	}
	return b.String()
}
