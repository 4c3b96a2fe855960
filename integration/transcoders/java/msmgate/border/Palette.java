package msmgate.border;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which kinds of values a session is made of: those that its format keeps. */
final class Palette {
    private static final Map<String, Set<String>> REFUSED = new LinkedHashMap<String, Set<String>>();
    private static final Map<String, Set<String>> CHANGED = new LinkedHashMap<String, Set<String>>();
    private static final Map<String, Set<String>> UNTOLD = new LinkedHashMap<String, Set<String>>();
    private static final String JAVA_TIME = " instant localdate localtime localdatetime zoneddatetime offsetdatetime offsettime zoneid zoneoffset year yearmonth"
        + " monthday period duration duration.whole";

    static {
        refused("javolution", "character.odd biginteger locale url class.primitive enumset enumset.body enummap enummap.body boolean[] lambda lambda.method proxy");
        changed("javolution", "text.half double.minuszero bigdecimal uri enum.body bitset pattern date date.early date.late sqldate sqltime timestamp names index hiding"
            + " treeset.comparator treeset.reversed treemap.comparator treemap.reversed throwable failure");
        refused("xstream", "lambda lambda.method identityhashmap");
        changed("xstream", "text.half character.odd locale calendar sqldate sqltime" + JAVA_TIME);
        refused("flexjson", "uuid locale currency url file pattern calendar timezone timezone.simple hashmap.nullkey linkedhashmap.recent entry gadget hiding chain"
            + " inner outer money roster lambda lambda.method proxy failure" + JAVA_TIME);
        changed("flexjson", "text.half byte short long float double.special character character.odd biginteger bigdecimal uri class class.primitive enum enum.body"
            + " stringbuilder stringbuffer atomicinteger atomiclong bitset date date.early date.late sqldate sqltime timestamp month dayofweek linkedlist vector stack"
            + " copyonwritelist aslist names arraydeque concurrentqueue blockingqueue hashset linkedhashset linkedhashset.beans copyonwriteset treeset"
            + " treeset.comparator treeset.reversed skiplistset priorityqueue enumset enumset.body emptylist emptyset singletonlist singletonset unmodifiablelist"
            + " unmodifiablelinked unmodifiableset unmodifiablecollection synchronizedlist synchronizedset ncopies linkedhashmap linkedhashmap.nullvalue"
            + " linkedhashmap.beans index treemap treemap.numbers treemap.comparator treemap.reversed hashtable concurrenthashmap skiplistmap properties enummap"
            + " enummap.body identityhashmap emptymap singletonmap unmodifiablemap synchronizedmap byte[] boolean[] char[] short[] int[] int[].empty long[]"
            + " float[] double[] String[] Integer[] enum[] int[][] String[][][] Object[] Object[][] Serializable[] gadget.bare key diary ledger parcel throwable");
        untold("javolution", "double.any"); // MSM's reader takes some texts of 16 and more digits for the number beside it
        untold("xstream", "money"); // shown by its own class, with the fields of its replacement
        untold("flexjson", "bitset stringbuilder stringbuffer atomicboolean uri throwable gadget.bare key diary ledger parcel linkedhashset.beans");
        untold("kryo1", JAVA_TIME); // written field by field, so that a loaded ZoneOffset has no text
        untold("kryo3", "zoneddatetime offsetdatetime offsettime zoneid zoneoffset"); // likewise
        refused("kryo4", "ncopies lambda lambda.method");
        changed("kryo4", "locale uri bitset pattern timestamp timezone.simple names index throwable failure");
        refused("kryo3", "url ncopies lambda lambda.method");
        changed("kryo3", "locale uri bitset pattern timestamp timezone.simple names index throwable failure");
        refused("kryo1", "locale url ncopies int[][] lambda lambda.method");
        changed("kryo1", "uri bitset pattern timestamp names treeset.comparator treeset.reversed index treemap.comparator treemap.reversed String[][][] Object[][]"
            + " throwable failure");
    }

    final List<String> leaves = new ArrayList<String>();
    final List<String> containers = new ArrayList<String>();
    final Set<String> kinds = new LinkedHashSet<String>();
    final boolean shares;

    private Palette(Set<String> without, boolean shares) {
        this.shares = shares;
        for (Map.Entry<String, Kinds.Kind> each : Kinds.all().entrySet()) {
            if (!without.contains(each.getKey())) {
                kinds.add(each.getKey());
                (each.getValue().holds ? containers : leaves).add(each.getKey());
            }
        }
    }

    private static void refused(String serializer, String kinds) {
        REFUSED.put(serializer, new LinkedHashSet<String>(Arrays.asList(kinds.trim().split("\\s+"))));
    }

    private static void untold(String serializer, String kinds) {
        UNTOLD.put(serializer, new LinkedHashSet<String>(Arrays.asList(kinds.trim().split("\\s+"))));
    }

    private static void changed(String serializer, String kinds) {
        CHANGED.put(serializer, new LinkedHashSet<String>(Arrays.asList(kinds.trim().split("\\s+"))));
    }

    /** The kinds that MSM can't store, or not load again. */
    static Set<String> refused(String format) {
        return of(REFUSED, format);
    }

    /** The kinds of which MSM loads something else than it stored. */
    static Set<String> changed(String format) {
        return of(CHANGED, format);
    }

    /** The kinds that get fields which no record tells of, when they are loaded, or lose those that it does. */
    static Set<String> untold(String format) {
        return of(UNTOLD, format);
    }

    private static Set<String> of(Map<String, Set<String>> kinds, String format) {
        Set<String> found = kinds.get(format.substring(0, format.indexOf('-')));
        return found == null ? Collections.<String>emptySet() : found;
    }

    /** What a format's sessions are made of: what it keeps; of flexjson, which keeps next to nothing, what it can load. */
    static Palette of(String format) {
        boolean keepsLittle = format.startsWith("flexjson");
        Set<String> without = new LinkedHashSet<String>(refused(format));
        without.addAll(untold(format));
        if (!keepsLittle) {
            without.addAll(changed(format));
        }
        return new Palette(without, !keepsLittle && !format.startsWith("kryo1"));
    }

    /** One kind, which may hold plain strings and numbers that every format keeps. */
    static Palette only(String kind) {
        Set<String> without = new LinkedHashSet<String>(Kinds.all().keySet());
        without.removeAll(Arrays.asList(kind, "text", "boolean"));
        return new Palette(without, false);
    }
}
