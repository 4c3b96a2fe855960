package msmgate.border;

import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares two object graphs in Java's eyes: equals where it means content, field by field else, and what is shared. */
final class Sameness {
    private final IdentityHashMap<Object, Object> there = new IdentityHashMap<Object, Object>();
    private final IdentityHashMap<Object, Object> back = new IdentityHashMap<Object, Object>();
    private final boolean transients;

    /** Transient fields count if both sessions were loaded, not if one was made. */
    Sameness(boolean transients) {
        this.transients = transients;
    }

    /** Null, or the first difference of two sessions but for an attribute. */
    String attributes(Map<String, Object> a, Map<String, Object> b, String except) throws IllegalAccessException {
        Set<String> names = new TreeSet<String>(a.keySet());
        names.addAll(b.keySet());
        if (except != null) {
            names.remove(except);
        }
        for (String name : names) {
            if (!a.containsKey(name) || !b.containsKey(name)) {
                return name + " is only in one of both";
            }
            String difference = compare(name, a.get(name), b.get(name));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String compare(String path, Object a, Object b) throws IllegalAccessException {
        if (a == null || b == null) {
            return a == b ? null : path + ": " + show(a) + ", and " + show(b);
        }
        if (isLambda(a) && isLambda(b)) {
            return compare(path + "=>", AsStored.replace(a), AsStored.replace(b));
        }
        if (a.getClass() != b.getClass() && !(a instanceof Proxy && b instanceof Proxy)) {
            return path + ": " + show(a) + ", and " + show(b);
        }
        if (isValue(a)) {
            return same(a, b) ? null : path + ": " + show(a) + ", and " + show(b);
        }
        if (there.containsKey(a) || back.containsKey(b)) {
            return there.get(a) == b && back.get(b) == a ? null : path + ": shared on one side only, " + show(a) + " and " + show(b);
        }
        there.put(a, b);
        back.put(b, a);
        return content(path, a, b);
    }

    private String content(String path, Object a, Object b) throws IllegalAccessException {
        String difference = null;
        if (a.getClass().isArray()) {
            int n = Array.getLength(a);
            if (n != Array.getLength(b)) {
                return path + ": " + n + " elements, and " + Array.getLength(b);
            }
            for (int i = 0; i < n && difference == null; i++) {
                difference = compare(path + "[" + i + "]", Array.get(a, i), Array.get(b, i));
            }
            return difference;
        }
        if (a instanceof Map) {
            difference = maps(path, (Map<?, ?>) a, (Map<?, ?>) b);
        } else if (a instanceof Collection) {
            difference = elements(path, (Collection<?>) a, (Collection<?>) b);
        } else if (a instanceof Throwable) {
            return throwables(path, (Throwable) a, (Throwable) b);
        } else if (a instanceof Proxy) {
            return Arrays.equals(a.getClass().getInterfaces(), b.getClass().getInterfaces())
                ? compare(path + ".handler", Proxy.getInvocationHandler(a), Proxy.getInvocationHandler(b)) : path + ": proxies of other interfaces";
        } else if (a instanceof Calendar || a instanceof TimeZone || a instanceof Pattern || a instanceof CharSequence || a instanceof BitSet || a instanceof Date) {
            return looksSame(a, b) ? null : path + ": " + a + ", and " + b;
        }
        return difference != null ? difference : fields(path, a, b);
    }

    private String maps(String path, Map<?, ?> a, Map<?, ?> b) throws IllegalAccessException {
        if (a.size() != b.size()) {
            return path + ": " + a.size() + " entries, and " + b.size();
        }
        boolean ordered = isOrdered(a);
        Iterator<?> others = b.entrySet().iterator();
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            Map.Entry<?, ?> other = (Map.Entry<?, ?>) others.next();
            Object key = entry.getKey();
            String difference = ordered ? compare(path + " key", key, other.getKey()) : b.containsKey(key) ? null : path + ": no key " + show(key);
            if (difference == null) {
                difference = compare(path + "{" + show(key) + "}", entry.getValue(), ordered ? other.getValue() : b.get(key));
            }
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String elements(String path, Collection<?> a, Collection<?> b) throws IllegalAccessException {
        if (a.size() != b.size()) {
            return path + ": " + a.size() + " elements, and " + b.size();
        }
        if (!isOrdered(a)) {
            return b.containsAll(a) && a.containsAll(b) ? null : path + ": other elements";
        }
        Iterator<?> others = b.iterator();
        int i = 0;
        for (Object element : a) {
            String difference = compare(path + "[" + i++ + "]", element, others.next());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String throwables(String path, Throwable a, Throwable b) throws IllegalAccessException {
        if (!String.valueOf(a.getMessage()).equals(String.valueOf(b.getMessage())) || !Arrays.toString(a.getStackTrace()).equals(Arrays.toString(b.getStackTrace()))) {
            return path + ": " + a + ", and " + b + ", or their stack traces";
        }
        String difference = compare(path + ".cause", a.getCause(), b.getCause());
        return difference != null ? difference : fields(path, a, b);
    }

    /** The fields of the application's classes, and of those of the JDK that are neither collections nor exceptions. */
    private String fields(String path, Object a, Object b) throws IllegalAccessException {
        boolean known = a instanceof Map || a instanceof Collection || a instanceof Throwable;
        for (Class<?> c = a.getClass(); c != null && c != Object.class && !(known && c.getName().startsWith("java")); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                boolean isTransient = Modifier.isTransient(field.getModifiers());
                if (Modifier.isStatic(field.getModifiers()) || isTransient && !(transients && c.getName().startsWith("msmgate."))) {
                    continue;
                }
                field.setAccessible(true);
                String difference = compare(path + "." + field.getName(), field.get(a), field.get(b));
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    private static boolean isLambda(Object o) {
        return o.getClass().isSynthetic();
    }

    /** What iterates in an order of its own. */
    private static boolean isOrdered(Object o) {
        String name = o.getClass().getName();
        return !name.contains("Hash") && !name.endsWith(".Index") && !name.endsWith(".Properties") || name.contains("Identity") || name.contains("Linked");
    }

    /** Whether an object's content is a text or number. */
    static boolean isValue(Object o) {
        String name = o.getClass().getName();
        return o instanceof Enum || o instanceof Class || o instanceof String || o instanceof Boolean || o instanceof Character
            || name.startsWith("java.math.") || name.startsWith("java.time.") || name.startsWith("java.net.")
            || o instanceof Number && name.startsWith("java.lang.") || o instanceof File || o instanceof java.util.Currency || o instanceof java.util.Locale
            || name.equals("java.util.Collections$EmptyList") || name.equals("java.util.Collections$EmptySet") || name.equals("java.util.Collections$EmptyMap");
    }

    /** Objects of the JDK whose fields aren't what counts: buffers with room, results kept for later. */
    private static boolean looksSame(Object a, Object b) {
        if (a instanceof Pattern) {
            return a.toString().equals(b.toString()) && ((Pattern) a).flags() == ((Pattern) b).flags();
        }
        return a instanceof CharSequence ? a.toString().equals(b.toString()) : a.equals(b);
    }

    private static boolean same(Object a, Object b) {
        return a instanceof URL ? ((URL) a).toExternalForm().equals(((URL) b).toExternalForm()) : a.equals(b);
    }

    private static String show(Object o) {
        if (o == null) {
            return "null";
        }
        String text = isValue(o) ? o.getClass().getName() + " " + o : o.getClass().getName();
        return text.length() > 100 ? text.substring(0, 100) : text;
    }
}
