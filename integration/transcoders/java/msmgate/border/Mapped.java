package msmgate.border;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import msmgate.zoo.ByLength;
import msmgate.zoo.Index;
import msmgate.zoo.Key;
import msmgate.zoo.Mood;
import msmgate.zoo.Planet;

/** Maps. */
final class Mapped {
    private Mapped() {
    }

    static void add() {
        Kinds.holder("hashmap", g -> fill(g, g.keep(new HashMap<Object, Object>(g.random.nextInt(40))), true));
        Kinds.holder("hashmap.nullkey", g -> {
            Map<Object, Object> map = g.keep(new HashMap<Object, Object>());
            map.put(null, g.some());
            return map;
        });
        Kinds.holder("linkedhashmap", g -> fill(g, g.keep(new LinkedHashMap<Object, Object>()), true));
        Kinds.holder("linkedhashmap.nullvalue", g -> {
            Map<Object, Object> map = g.keep(new LinkedHashMap<Object, Object>());
            map.put("a", null);
            map.put("b", g.some());
            return map;
        });
        Kinds.holder("linkedhashmap.recent", g -> fill(g, g.keep(new LinkedHashMap<Object, Object>(16, 0.5f, true)), true));
        Kinds.holder("linkedhashmap.beans", g -> {
            Map<Object, Object> map = g.keep(new LinkedHashMap<Object, Object>());
            map.put(new Key("a", g.number()), g.some());
            map.put(new Key("b", 2), g.some());
            return map;
        });
        Kinds.holder("index", g -> {
            Index index = g.keep(new Index());
            index.revision = g.number();
            return fill(g, index, true);
        });
        Kinds.holder("treemap", g -> texts(g, g.keep(new TreeMap<Object, Object>())));
        Kinds.holder("treemap.numbers", g -> numbers(g, g.keep(new TreeMap<Object, Object>())));
        Kinds.holder("treemap.comparator", g -> texts(g, comparing(g, new TreeMap<String, Object>(new ByLength()))));
        Kinds.holder("treemap.reversed", g -> texts(g, comparing(g, new TreeMap<String, Object>(Collections.<String>reverseOrder()))));
        Kinds.holder("hashtable", g -> fill(g, g.keep(new Hashtable<Object, Object>()), false));
        Kinds.holder("concurrenthashmap", g -> fill(g, g.keep(new ConcurrentHashMap<Object, Object>()), false));
        Kinds.holder("skiplistmap", g -> texts(g, g.keep(new ConcurrentSkipListMap<Object, Object>())));
        Kinds.leaf("properties", Mapped::properties);
        Kinds.holder("enummap", Mapped::moods);
        Kinds.holder("enummap.body", Mapped::planets);
        Kinds.holder("identityhashmap", g -> {
            Map<Object, Object> map = g.keep(new IdentityHashMap<Object, Object>());
            map.put("only", g.orNull());
            return map;
        });
        Kinds.leaf("emptymap", g -> Collections.emptyMap());
        Kinds.holder("singletonmap", g -> g.keep(Collections.singletonMap(g.key(1), g.some())));
        Kinds.holder("unmodifiablemap", g -> g.keep(Collections.unmodifiableMap(fill(g, new LinkedHashMap<Object, Object>(), true))));
        Kinds.holder("synchronizedmap", g -> g.keep(Collections.synchronizedMap(fill(g, new LinkedHashMap<Object, Object>(), true))));
        Kinds.holder("entry", g -> g.keep(new AbstractMap.SimpleEntry<Object, Object>(g.key(1), g.some())));
    }

    private static Map<Object, Object> fill(Graphs g, Map<Object, Object> map, boolean nulls) {
        for (int i = g.size() * (g.random.nextInt(8) == 0 ? 5 : 1); i > 0; i--) {
            map.put(g.key(i), nulls && g.has("linkedhashmap.nullvalue") ? g.orNull() : g.some());
        }
        return map;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<Object, Object> comparing(Graphs g, TreeMap<String, Object> map) {
        return (Map) g.keep(map);
    }

    private static Map<Object, Object> texts(Graphs g, Map<Object, Object> map) {
        for (int i = g.size(); i > 0; i--) {
            map.put(g.text() + i, g.some());
        }
        return map;
    }

    private static Map<Object, Object> numbers(Graphs g, Map<Object, Object> map) {
        for (int i = g.size(); i > 0; i--) {
            map.put(g.number(), g.some());
        }
        return map;
    }

    private static Object properties(Graphs g) {
        Properties properties = g.keep(new Properties());
        for (int i = g.random.nextInt(5); i > 0; i--) {
            properties.setProperty(g.text() + i, g.text());
        }
        return properties;
    }

    private static Object moods(Graphs g) {
        Map<Mood, Object> map = g.keep(new EnumMap<Mood, Object>(Mood.class));
        map.put(Mood.WILD, g.orNull());
        map.put(Mood.CALM, g.some());
        return map;
    }

    private static Object planets(Graphs g) {
        Map<Planet, Object> map = g.keep(new EnumMap<Planet, Object>(Planet.class));
        map.put(Planet.EARTH, g.some());
        return map;
    }
}
