package msmgate.shop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The collections of java.util. */
final class Collected {
    private Collected() {
    }

    static void fill(Map<String, Object> into, boolean rich) {
        List<Object> some = new ArrayList<Object>(Arrays.<Object>asList("one", 2, 3L, null, 4.5, Tier.BRONZE));
        Map<String, Object> pairs = new LinkedHashMap<String, Object>();
        pairs.put("z", "last letter first");
        pairs.put("a", 1);
        pairs.put("\u4e2d", new Address("s", "c", null));
        pairs.put("none", null);

        into.put("c.arraylist", some);
        into.put("c.arraylist.empty", new ArrayList<Object>());
        into.put("c.linkedlist", new LinkedList<Object>(some));
        into.put("c.vector", new Vector<Object>(some));
        Stack<Object> stack = new Stack<Object>();
        stack.addAll(some);
        into.put("c.stack", stack);
        into.put("c.arraydeque", new ArrayDeque<Object>(Arrays.asList("x", "y", "z")));
        into.put("c.hashset", new HashSet<Object>(Arrays.asList("x", 1, "y")));
        into.put("c.linkedhashset", new LinkedHashSet<Object>(Arrays.asList("x", 1, "y")));
        into.put("c.treeset", new TreeSet<String>(Arrays.asList("b", "a", "c")));
        into.put("c.linkedhashmap", pairs);
        into.put("c.hashmap", new HashMap<String, Object>(pairs));
        into.put("c.treemap", new TreeMap<Integer, String>(Collections.singletonMap(5, "five")));
        Hashtable<String, Integer> table = new Hashtable<String, Integer>();
        table.put("one", 1);
        table.put("two", 2);
        into.put("c.hashtable", table);
        into.put("c.concurrent", new ConcurrentHashMap<String, Integer>(table));
        Properties properties = new Properties();
        properties.setProperty("key", "value");
        into.put("c.properties", properties);
        Map<Object, Object> ints = new HashMap<Object, Object>();
        ints.put(1, "one");
        ints.put(300L, new ArrayList<Object>(Arrays.asList(1, 2)));
        into.put("c.hashmap.numbers", ints);
        into.put("c.nested", new ArrayList<Object>(Arrays.asList(new ArrayList<Object>(some), pairs, some)));
        into.put("c.aslist", Arrays.asList("a", "b"));
        into.put("c.singletonlist", Collections.singletonList("only"));
        into.put("c.unmodifiablelist", Collections.unmodifiableList(new ArrayList<Object>(Arrays.asList("a", 1))));
        into.put("c.unmodifiablemap", Collections.unmodifiableMap(new LinkedHashMap<String, Object>(pairs)));
        into.put("c.synchronizedmap", Collections.synchronizedMap(new LinkedHashMap<String, Integer>(table)));
        if (rich) {
            richOnly(into);
        }
    }

    private static void richOnly(Map<String, Object> into) {
        EnumMap<Tier, Object> tiers = new EnumMap<Tier, Object>(Tier.class);
        tiers.put(Tier.GOLD, 1);
        tiers.put(Tier.BRONZE, "b");
        into.put("c.enummap", tiers);
        into.put("c.enumset", EnumSet.of(Tier.BRONZE, Tier.GOLD));
        BitSet bits = new BitSet();
        bits.set(3);
        bits.set(70);
        into.put("c.bitset", bits);
        TreeMap<String, Integer> reversed = new TreeMap<String, Integer>(Collections.<String>reverseOrder());
        reversed.put("a", 1);
        reversed.put("b", 2);
        into.put("c.treemap.reversed", reversed);
        into.put("c.priorityqueue", new PriorityQueue<Integer>(Arrays.asList(3, 1, 2)));
        into.put("c.copyonwrite", new CopyOnWriteArrayList<String>(Arrays.asList("p", "q")));
        into.put("c.emptylist", Collections.emptyList());
        into.put("c.emptymap", Collections.emptyMap());
    }
}
