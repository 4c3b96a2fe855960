import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Prints the JDK's own classes, as far as an application may extend or hold them: see ../../jdk.go. */
public class DumpJDK {
    private static final String[] MODULES = {"java.base", "java.sql", "java.logging", "java.naming", "java.desktop"};
    private static final Map<String, String> rows = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        for (String module : MODULES) {
            Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/" + module);
            try (Stream<Path> files = Files.walk(root)) {
                for (Iterator<Path> i = files.iterator(); i.hasNext();) {
                    String file = root.relativize(i.next()).toString();
                    if (file.endsWith(".class") && wanted(file)) {
                        offer(file.substring(0, file.length() - 6).replace('/', '.'));
                    }
                }
            }
        }
        rows.values().forEach(System.out::println);
    }

    private static boolean wanted(String file) {
        if (file.startsWith("java/applet") || file.startsWith("java/awt") || file.contains("package-info")) {
            return false;
        }
        return file.startsWith("java/") || file.startsWith("javax/sql/") || file.startsWith("javax/naming/") || file.equals("sun/util/calendar/ZoneInfo.class");
    }

    private static void offer(String name) throws Exception {
        Class<?> c = Class.forName(name, false, ClassLoader.getSystemClassLoader());
        boolean visible = (c.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
        if ((visible || Serializable.class.isAssignableFrom(c)) && !c.isAnonymousClass() && !c.isAnnotation()) {
            add(c);
        }
    }

    private static void add(Class<?> c) {
        if (c == null || c == Object.class || rows.containsKey(c.getName())) {
            return;
        }
        StringBuilder row = new StringBuilder();
        row.append(c.getName()).append(' ').append(Integer.toHexString(c.getModifiers()));
        row.append(' ').append(c.isInterface() ? "-" : c.getSuperclass().getName());
        rows.put(c.getName(), "");
        add(c.getSuperclass());
        for (Class<?> each : c.getInterfaces()) {
            row.append(' ').append(each.getName());
            add(each);
        }
        List<String> fields = new ArrayList<>();
        if (Serializable.class.isAssignableFrom(c)) {
            for (Field f : c.getDeclaredFields()) {
                if (f.isEnumConstant() || !Modifier.isStatic(f.getModifiers())) {
                    fields.add(Integer.toHexString(f.getModifiers()) + " " + descriptor(f.getType()) + " " + f.getName());
                }
            }
        }
        rows.put(c.getName(), row + "|" + String.join(",", fields) + constructor(c));
    }

    /** The flags of the constructor without parameters: a serializable class below needs it. */
    private static String constructor(Class<?> c) {
        try {
            return "|" + Integer.toHexString(c.getDeclaredConstructor().getModifiers());
        } catch (NoSuchMethodException e) {
            return "";
        }
    }

    private static String descriptor(Class<?> type) {
        return Array.newInstance(type, 0).getClass().getName().substring(1).replace('.', '/');
    }
}
