package msmgate.border;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Stack;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import msmgate.zoo.ByLength;
import msmgate.zoo.Key;
import msmgate.zoo.Mood;
import msmgate.zoo.Names;
import msmgate.zoo.Planet;

/** Lists, queues and sets. */
final class Collected {
    private Collected() {
    }

    static void add() {
        Kinds.holder("arraylist", g -> fill(g, g.keep(new ArrayList<Object>(g.random.nextInt(20)))));
        Kinds.holder("linkedlist", g -> fill(g, g.keep(new LinkedList<Object>())));
        Kinds.holder("vector", g -> fill(g, g.keep(new Vector<Object>())));
        Kinds.holder("stack", g -> fill(g, g.keep(new Stack<Object>())));
        Kinds.holder("copyonwritelist", g -> fill(g, g.keep(new CopyOnWriteArrayList<Object>())));
        Kinds.holder("aslist", g -> g.keep(Arrays.asList(g.orNull(), g.orNull())));
        Kinds.holder("names", g -> {
            Names names = g.keep(new Names());
            names.title = g.text();
            return fill(g, names);
        });
        Kinds.holder("arraydeque", g -> dense(g, g.keep(new ArrayDeque<Object>())));
        Kinds.holder("concurrentqueue", g -> dense(g, g.keep(new ConcurrentLinkedQueue<Object>())));
        Kinds.holder("blockingqueue", g -> dense(g, g.keep(new LinkedBlockingQueue<Object>(100))));
        Kinds.leaf("hashset", g -> keys(g, g.keep(new HashSet<Object>())));
        Kinds.leaf("linkedhashset", g -> keys(g, g.keep(new LinkedHashSet<Object>())));
        Kinds.leaf("linkedhashset.beans", g -> g.keep(new LinkedHashSet<Object>(Arrays.asList(new Key("a", g.number()), new Key("b", 1)))));
        Kinds.leaf("copyonwriteset", g -> keys(g, g.keep(new CopyOnWriteArraySet<Object>())));
        Kinds.leaf("treeset", g -> texts(g, g.keep(new TreeSet<Object>())));
        Kinds.leaf("treeset.comparator", g -> texts(g, comparing(g, new TreeSet<String>(new ByLength()))));
        Kinds.leaf("treeset.reversed", g -> texts(g, comparing(g, new TreeSet<String>(Collections.<String>reverseOrder()))));
        Kinds.leaf("skiplistset", g -> texts(g, g.keep(new ConcurrentSkipListSet<Object>())));
        Kinds.leaf("priorityqueue", g -> numbers(g, g.keep(new PriorityQueue<Object>())));
        Kinds.leaf("enumset", g -> g.keep(g.random.nextBoolean() ? EnumSet.of(Mood.WILD, Mood.CALM) : EnumSet.noneOf(Mood.class)));
        Kinds.leaf("enumset.body", g -> g.keep(EnumSet.of(Planet.EARTH, Planet.MARS)));
        Kinds.leaf("emptylist", g -> Collections.emptyList());
        Kinds.leaf("emptyset", g -> Collections.emptySet());
        Kinds.holder("singletonlist", g -> g.keep(Collections.singletonList(g.some())));
        Kinds.leaf("singletonset", g -> g.keep(Collections.singleton(g.key(1))));
        Kinds.holder("unmodifiablelist", g -> g.keep(Collections.unmodifiableList((List<Object>) fill(g, new ArrayList<Object>()))));
        Kinds.holder("unmodifiablelinked", g -> g.keep(Collections.unmodifiableList((List<Object>) fill(g, new LinkedList<Object>()))));
        Kinds.leaf("unmodifiableset", g -> g.keep(Collections.unmodifiableSet((Set<Object>) keys(g, new LinkedHashSet<Object>()))));
        Kinds.holder("unmodifiablecollection", g -> g.keep(Collections.unmodifiableCollection(fill(g, new ArrayList<Object>()))));
        Kinds.holder("synchronizedlist", g -> g.keep(Collections.synchronizedList((List<Object>) fill(g, new ArrayList<Object>()))));
        Kinds.leaf("synchronizedset", g -> g.keep(Collections.synchronizedSet((Set<Object>) keys(g, new LinkedHashSet<Object>()))));
        Kinds.leaf("ncopies", g -> g.keep(Collections.nCopies(3, "x")));
    }

    private static Collection<Object> fill(Graphs g, Collection<Object> list) {
        for (int i = g.size(); i > 0; i--) {
            list.add(g.orNull());
        }
        return list;
    }

    private static Collection<Object> dense(Graphs g, Collection<Object> list) {
        for (int i = g.size(); i > 0; i--) {
            list.add(g.some());
        }
        return list;
    }

    private static Collection<Object> keys(Graphs g, Collection<Object> set) {
        for (int i = g.random.nextInt(14); i > 0; i--) {
            set.add(g.key(i));
        }
        return set;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Collection<Object> comparing(Graphs g, TreeSet<String> set) {
        return (Collection) g.keep(set);
    }

    private static Collection<Object> texts(Graphs g, Collection<Object> set) {
        for (int i = g.random.nextInt(14); i > 0; i--) {
            set.add(g.text() + i);
        }
        return set;
    }

    private static Collection<Object> numbers(Graphs g, Collection<Object> set) {
        for (int i = g.random.nextInt(14); i > 0; i--) {
            set.add(g.number());
        }
        return set;
    }
}
