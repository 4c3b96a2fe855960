package msmgate.shop;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;

/**
 * Writes Java values as msmgate's own record show does: objects are numbered in the order in which they appear, one
 * that was seen before is a {"ref":number}; collections show what they hold, beans their fields, super-class first.
 */
public class ValueWriter {
    private static final Set<String> PRINTED = new HashSet<String>(Arrays.asList(
        "java.lang.Boolean", "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long",
        "java.math.BigInteger", "java.math.BigDecimal", "java.util.UUID", "java.net.URL", "java.net.URI",
        "java.util.Currency", "java.lang.StringBuilder", "java.lang.StringBuffer",
        "java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong",
        "java.util.concurrent.atomic.AtomicBoolean", "java.io.File", "java.util.regex.Pattern"));

    private final Json json;
    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<Object, Integer>();

    public ValueWriter(Json json) {
        this.json = json;
    }

    /** What a record holds in a value's place: the value itself, unless a format knows better. */
    protected Object written(Object value) {
        return value;
    }

    /** Whether only the fields of a value are to be shown, though there would be more to say. */
    protected boolean showsFields(Object value) {
        return false;
    }

    public void write(Object object) throws IllegalAccessException {
        Object value = object == null ? null : written(object);
        if (value == null) {
            json.raw("null");
            return;
        }
        if (value instanceof String) {
            json.open('{').name("class").string("java.lang.String").name("value").string((String) value).close('}');
            return;
        }
        if (value instanceof Enum) {
            Enum<?> constant = (Enum<?>) value;
            json.open('{').name("class").string(value.getClass().getName())
                .name("declaring").string(constant.getDeclaringClass().getName())
                .name("enum").string(constant.name()).close('}');
            return;
        }
        if (value instanceof Class) {
            json.open('{').name("class").string("java.lang.Class").name("value").string(((Class<?>) value).getName()).close('}');
            return;
        }
        Integer known = seen.get(value);
        if (known != null) {
            json.open('{').name("ref").number(known).close('}');
            return;
        }
        int id = seen.size() + 1;
        seen.put(value, id);
        json.open('{').name("id").number(id).name("class").string(value instanceof Proxy ? "java.lang.reflect.Proxy" : value.getClass().getName());
        content(value);
        json.close('}');
    }

    private void content(Object value) throws IllegalAccessException {
        if (showsFields(value)) {
            fields(value, Object.class);
        } else if (value instanceof Character) {
            json.name("value").string(value.toString()).name("code").number((Character) value);
        } else if (value instanceof Double) {
            json.name("value").string(value.toString())
                .name("bits").string(Long.toHexString(Double.doubleToRawLongBits((Double) value)));
        } else if (value instanceof Float) {
            json.name("value").string(value.toString())
                .name("bits").string(Integer.toHexString(Float.floatToRawIntBits((Float) value)));
        } else if (printed(value)) {
            json.name("value").string(value.toString());
        } else if (value instanceof Date) {
            json.name("millis").string(Long.toString(((Date) value).getTime()));
            if (value instanceof java.sql.Timestamp) {
                json.name("nanos").number(((java.sql.Timestamp) value).getNanos());
            }
        } else if (value instanceof Calendar) {
            Calendar calendar = (Calendar) value;
            json.name("millis").string(Long.toString(calendar.getTimeInMillis()))
                .name("zone").string(calendar.getTimeZone().getID())
                .name("lenient").bool(calendar.isLenient())
                .name("firstDayOfWeek").number(calendar.getFirstDayOfWeek())
                .name("minimalDaysInFirstWeek").number(calendar.getMinimalDaysInFirstWeek());
        } else if (value instanceof TimeZone) {
            json.name("value").string(((TimeZone) value).getID());
        } else if (value instanceof byte[]) {
            StringBuilder hex = new StringBuilder();
            for (byte b : (byte[]) value) {
                hex.append(Integer.toHexString(0x100 | b & 0xff), 1, 3);
            }
            json.name("hex").string(hex.toString());
        } else if (value.getClass().isArray()) {
            json.name("elements").open('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i));
            }
            json.close(']');
        } else if (value instanceof Map) {
            if (value instanceof SortedMap) {
                comparator(((SortedMap<?, ?>) value).comparator());
            }
            entries((Map<?, ?>) value);
            added(value);
        } else if (value instanceof Collection) {
            if (value instanceof SortedSet) {
                comparator(((SortedSet<?>) value).comparator());
            }
            json.name("elements").open('[');
            for (Object element : (Collection<?>) value) {
                write(element);
            }
            json.close(']');
            added(value);
        } else if (value instanceof Throwable) {
            throwable((Throwable) value);
        } else if (value instanceof Proxy) {
            json.name("proxyInterfaces").open('[');
            for (Class<?> each : value.getClass().getInterfaces()) {
                json.string(each.getName());
            }
            json.close(']').name("handler");
            write(Proxy.getInvocationHandler(value));
        } else {
            fields(value, Object.class);
        }
    }

    private void throwable(Throwable value) throws IllegalAccessException {
        json.name("message").string(value.getMessage()).name("cause");
        write(value.getCause());
        json.name("stackTrace").open('[');
        for (StackTraceElement frame : value.getStackTrace()) {
            json.open('{').name("declaringClass").string(frame.getClassName()).name("methodName").string(frame.getMethodName())
                .name("fileName").string(frame.getFileName()).name("lineNumber").number(frame.getLineNumber()).close('}');
        }
        json.close(']');
        added(value);
    }

    /** The fields that an application's class adds to one of the JDK. */
    private void added(Object value) throws IllegalAccessException {
        Class<?> jdk = value.getClass();
        while (!jdk.getName().startsWith("java")) {
            jdk = jdk.getSuperclass();
        }
        if (jdk != value.getClass()) {
            fields(value, jdk);
        }
    }

    private static boolean printed(Object value) {
        String name = value.getClass().getName();
        return PRINTED.contains(name) || value instanceof Locale || value instanceof BitSet || name.startsWith("java.time.");
    }

    private void comparator(Object comparator) {
        if (comparator != null) {
            json.name("comparator").string(comparator.getClass().getName());
        }
    }

    private void entries(Map<?, ?> map) throws IllegalAccessException {
        json.name("entries").open('[');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.open('[');
            write(entry.getKey());
            write(entry.getValue());
            json.close(']');
        }
        json.close(']');
    }

    private void fields(Object bean, Class<?> below) throws IllegalAccessException {
        List<Class<?>> classes = new ArrayList<Class<?>>();
        for (Class<?> c = bean.getClass(); c != null && c != below; c = c.getSuperclass()) {
            classes.add(0, c);
        }
        json.name("fields").open('[');
        for (Class<?> c : classes) {
            for (Field field : c.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                field.setAccessible(true);
                json.open('{').name("declaring").string(c.getName())
                    .name("name").string(field.getName())
                    .name("type").string(field.getType().getName())
                    .name("transient").bool(Modifier.isTransient(field.getModifiers()))
                    .name("value");
                write(field.get(bean));
                json.close('}');
            }
        }
        json.close(']');
    }
}
