package msmgate.border;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.WeakHashMap;

/** Uses every collection of a loaded session: what iterates must be found, and what is added must stay. */
final class Lookups {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    private final Deque<Object> todo = new ArrayDeque<Object>();

    private Lookups() {
    }

    static void check(Map<String, Object> session) throws IllegalAccessException {
        Lookups lookups = new Lookups();
        lookups.map(session);
        while (!lookups.todo.isEmpty()) {
            lookups.visit(lookups.todo.pop());
        }
    }

    private void reach(Object o) {
        if (o != null && !Sameness.isValue(o) && seen.add(o)) {
            todo.push(o);
        }
    }

    private void visit(Object o) throws IllegalAccessException {
        if (o instanceof Object[]) {
            for (Object element : (Object[]) o) {
                reach(element);
            }
        } else if (o instanceof Map) {
            map((Map<?, ?>) o);
        } else if (o instanceof Collection) {
            collection((Collection<?>) o);
        } else if (o.getClass().getName().startsWith("msmgate.")) {
            for (Class<?> c = o.getClass(); c != Object.class && c != null; c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        reach(field.get(o));
                    }
                }
            }
        }
    }

    private void map(Map<?, ?> map) {
        int n = 0;
        // A copy of the entries: with access order, a lookup moves what it finds to the end.
        for (Map.Entry<?, ?> entry : new ArrayList<Map.Entry<?, ?>>(map.entrySet())) {
            n++;
            reach(entry.getKey());
            reach(entry.getValue());
            Object key = again(map, entry.getKey());
            require(map.containsKey(key) && map.get(key) == entry.getValue(), map, "doesn't find the key " + entry.getKey());
        }
        require(n == map.size() || map instanceof WeakHashMap, map, "iterates over " + n + " entries of " + map.size());
        copy(map);
    }

    private void collection(Collection<?> collection) {
        int n = 0;
        for (Object element : collection) {
            n++;
            reach(element);
            if (collection instanceof Set) {
                require(collection.contains(again(collection, element)), collection, "doesn't find the element " + element);
            }
        }
        require(n == collection.size(), collection, "iterates over " + n + " elements of " + collection.size());
        if (collection instanceof List && n > 0) {
            require(((List<?>) collection).get(n - 1) == new ArrayList<Object>(collection).get(n - 1), collection, "has another last element by index");
        }
        if (collection instanceof PriorityQueue) {
            queue((PriorityQueue<?>) collection);
        }
        copy(collection);
    }

    @SuppressWarnings("unchecked")
    private static void queue(PriorityQueue<?> queue) {
        PriorityQueue<Object> rest = new PriorityQueue<Object>((PriorityQueue<Object>) queue);
        Object last = null;
        while (!rest.isEmpty()) {
            Object next = rest.poll();
            require(last == null || ((Comparable<Object>) last).compareTo(next) <= 0, queue, "gives " + last + " before " + next);
            last = next;
        }
    }

    /** Adds to a clone, as an application would to the thing itself. */
    @SuppressWarnings("unchecked")
    private static void copy(Object o) {
        boolean isStrict = o instanceof EnumMap || o instanceof java.util.EnumSet || o instanceof java.util.SortedMap || o instanceof java.util.SortedSet;
        if (isStrict || !(o instanceof Cloneable)) {
            return;
        }
        Object clone;
        try {
            clone = o.getClass().getMethod("clone").invoke(o);
        } catch (ReflectiveOperationException e) {
            return; // not for everybody
        }
        for (int i = 0; i < 40; i++) {
            if (clone instanceof Map) {
                String key = "added " + i;
                ((Map<Object, Object>) clone).put(key, "x");
                require("x".equals(((Map<?, ?>) clone).get(key)), o, "doesn't find what was added");
            } else if (clone instanceof Collection) {
                int before = ((Collection<?>) clone).size();
                ((Collection<Object>) clone).add("added " + i);
                require(((Collection<?>) clone).size() == before + 1, o, "doesn't grow");
            }
        }
    }

    /** An equal key that isn't the same object, where there can be one. */
    private static Object again(Object in, Object key) {
        boolean byIdentity = in instanceof IdentityHashMap;
        return key instanceof String && !byIdentity ? new String((String) key) : key;
    }

    private static void require(boolean holds, Object of, String what) {
        if (!holds) {
            throw new IllegalStateException("a loaded " + of.getClass().getName() + " " + what);
        }
    }
}
