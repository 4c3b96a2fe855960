package msmgate.border;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import msmgate.shop.Json;
import msmgate.shop.ValueWriter;

/**
 * Shows values as they stand in a record: for Java serialization what writeReplace puts in an object's place; and by
 * their fields where a format has nothing else of a class of the JDK.
 */
final class AsStored extends ValueWriter {
    private static final Set<String> FIELDS_ONLY = new HashSet<String>(Arrays.asList("java.util.Collections$CopiesList",
        "javolution java.util.concurrent.atomic.AtomicBoolean", "javolution java.io.File", "kryo1 java.util.SimpleTimeZone", "xstream java.util.concurrent.ConcurrentSkipListSet",
        "xstream java.util.concurrent.CopyOnWriteArraySet"));

    private final String serializer;
    private final boolean replaces;
    private final IdentityHashMap<Object, Object> replaced = new IdentityHashMap<Object, Object>();

    AsStored(Json json, String format) {
        super(json);
        this.serializer = format.substring(0, format.indexOf('-'));
        this.replaces = serializer.equals("java") || serializer.equals("xstream");
    }

    @Override
    protected boolean showsFields(Object value) {
        String type = value.getClass().getName();
        return FIELDS_ONLY.contains(type) || FIELDS_ONLY.contains(serializer + " " + type)
            || serializer.equals("javolution") && type.startsWith("java.time.");
    }

    @Override
    protected Object written(Object value) {
        Class<?> type = value.getClass();
        if (!replaces || !type.getName().startsWith("msmgate.") || value instanceof Enum) {
            return value;
        }
        return replaced.computeIfAbsent(value, AsStored::replace);
    }

    static Object replace(Object value) {
        try {
            Method method = value.getClass().getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return method.invoke(value);
        } catch (NoSuchMethodException e) {
            return value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("asking a " + value.getClass() + " for its replacement", e);
        }
    }
}
