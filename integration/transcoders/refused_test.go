package transcoders

const javaTime = ` instant localdate localtime localdatetime zoneddatetime offsetdatetime offsettime zoneregion zoneoffset year yearmonth
	monthday period duration`

// refusedKinds are the kinds of which some values or all are refused, by
// serializer.
var refusedKinds = map[string]string{
	"java": `class.primitive`,
	"javolution": `text.half double.minuszero character.odd biginteger bigdecimal locale locale.plain uri url file pattern bitset atomicboolean
		class.primitive date date.any sqldate timestamp` + javaTime + ` copyonwritelist aslist priorityqueue emptylist emptyset singletonlist
		singletonset unmodifiablelist unmodifiableset unmodifiablecollection synchronizedlist synchronizedset boolean[] emptymap singletonmap
		unmodifiablemap synchronizedmap`,
	"xstream": `text.half character.odd locale uri url pattern atomicinteger atomiclong atomicboolean sqldate` + javaTime + ` stack
		copyonwritelist arraydeque aslist treeset priorityqueue unmodifiablelist unmodifiableset unmodifiablecollection synchronizedlist
		synchronizedset treemap unmodifiablemap synchronizedmap names index chain`,
	"kryo4": `uri file pattern bitset timestamp`,
	"kryo3": `uri url file pattern bitset timestamp` + javaTime,
	"kryo1": `locale locale.plain uri url file pattern bitset timestamp int[][]`,
	"flexjson": `byte short long float double.special character character.odd biginteger bigdecimal uuid locale locale.plain currency uri url file
		pattern bitset stringbuilder stringbuffer atomicinteger atomiclong atomicboolean class class.primitive bytes date date.any sqldate
		timestamp` + javaTime + ` linkedlist vector stack copyonwritelist arraydeque aslist hashset linkedhashset treeset priorityqueue emptylist
		emptyset singletonlist singletonset unmodifiablelist unmodifiableset unmodifiablecollection synchronizedlist synchronizedset Object[]
		String[] boolean[] short[] int[] long[] float[] double[] char[] Integer[] int[][] String[][][] linkedhashmap linkedhashmap.nulls treemap
		hashtable concurrenthashmap properties emptymap singletonmap unmodifiablemap synchronizedmap`,
}
