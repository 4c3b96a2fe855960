import java.io.ObjectInputFilter;

/**
 * Prints what the JDK's own filter says of patterns and classes, for
 * ../golden.txt: javac -d out *.java app/*.java app/sub/*.java && java -cp out Golden
 *
 * Lines, tab separated: "filter", a pattern, "ok", "none" or "error", the error's text;
 * then, for a filter that is ok, "class", name, answer and
 * "limit", depth, references, bytes, array length, answer. Only answers other than UNDECIDED are printed.
 */
public class Golden {
    static final String[] PATTERNS = {
        "", ";", ";;", "*", "!*", "**", ".*", ".**", "!.*", "a.**", "a.*", "!", "!!app.Cart", "!;*", "/", "/app.*", "!/app.*",
        "java.base/", "java.base/*", "java.base/java.util.*", "!java.base/java.util.**", "java.sql/java.sql.*", "java.util/java.base.*",
        "java.base/java.util.ArrayList", "java.sql/*;!*", "java.base/*;java.sql/*;!*", "java.desktop/java.awt.Point;java.desktop/!java.awt.*",
        "java.rmi/*;java.naming/*;java.xml/**", "a/b/c", "java.base/a/b", "unnamed/*", "jdk.unsupported/*",
        "app.Cart", "app.Cart$Item", "app.Cart*", "app.C*", "app.*", "app.**", "app*", "!app.*", "!app.**", "app.sub.*", "ap.*", "app.sub.**", "a*",
        "NoPackage", "No*", "!NoPackage;app.*", "java.lang.*;!*", "java.lang.**;!*", "java.lang.Integer;java.lang.Number;!*",
        "!app.Cart;app.*", "app.*;!app.Cart", "app.Cart;!app.*;*", "!app.Cart;app.Cart",
        " app.Cart", "app.Cart ", "app.Cart; app.*", "app.Cart ;!*", "*.Cart", "app.*.Deep", "app.***", "app..*", "***", "a**", "app.**;", ";app.Cart;;!*;",
        "[Lapp.Cart;", "[I", "app.Cart[]", "int", "!int",
        "maxdepth=5", "maxrefs=5", "maxbytes=5", "maxarray=5", "maxdepth=0", "maxarray=0", "maxdepth=3;maxdepth=9", "maxdepth=9;maxdepth=3",
        "maxdepth=5;!app.*;maxarray=2", "maxarray=3;*", "maxarray=3;!*", "maxdepth=9223372036854775807", "maxdepth=+7",
        "maxdepth=", "maxdepth=x", "maxdepth=-1", "maxdepth= 5", "maxdepth=5 ", "maxdepth=9223372036854775808", "maxDepth=5", "maxfoo=5", "=5", "!maxdepth=5", "a=b", "app.Cart=1",
        "maxdepth", "maxdepth=5=6", "*=3", "!java.util.List=4;app.*",
        "!com.sun.**;!java.rmi.**;maxdepth=20;app.**;java.util.**;java.lang.**;!*",
    };

    static final Class<?>[] CLASSES = {
        app.Cart.class, app.Cart.Item.class, app.sub.Deep.class, NoPackage.class, app.Cart[].class, app.sub.Deep[][].class, NoPackage[].class,
        int.class, int[].class, byte[][].class, Object.class, Object[].class, String.class, Integer.class, Number.class, Enum.class,
        java.util.ArrayList.class, java.util.Map.Entry.class, java.util.concurrent.ConcurrentHashMap.class, java.util.concurrent.locks.ReentrantLock.class,
        java.sql.Timestamp.class, java.awt.Point.class, java.lang.reflect.Proxy.class, java.rmi.server.RemoteObject.class,
        javax.naming.Reference.class, javax.xml.namespace.QName.class, java.net.URL.class, java.lang.invoke.SerializedLambda.class,
    };

    record Info(Class<?> serialClass, long arrayLength, long depth, long references, long streamBytes) implements ObjectInputFilter.FilterInfo {
    }

    static final long[] STEPS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 21};

    public static void main(String[] args) {
        for (String pattern : PATTERNS) {
            ObjectInputFilter filter;
            try {
                filter = ObjectInputFilter.Config.createFilter(pattern);
            } catch (RuntimeException e) {
                System.out.println("filter\t" + pattern + "\terror\t" + e.getMessage());
                continue;
            }
            System.out.println("filter\t" + pattern + (filter == null ? "\tnone\t" : "\tok\t"));
            if (filter == null) {
                continue;
            }
            for (Class<?> c : CLASSES) {
                var answer = filter.checkInput(new Info(c, -1, 0, 0, 0));
                if (answer != ObjectInputFilter.Status.UNDECIDED) {
                    System.out.println("class\t" + c.getName() + "\t" + answer);
                }
            }
            for (long n : STEPS) {
                limit(filter, new Info(null, -1, n, 0, 0));
                limit(filter, new Info(null, -1, 0, n, 0));
                limit(filter, new Info(null, -1, 0, 0, n));
                limit(filter, new Info(int[].class, n, 0, 0, 0));
            }
        }
    }

    static void limit(ObjectInputFilter filter, Info i) {
        if (filter.checkInput(i) == ObjectInputFilter.Status.REJECTED) {
            System.out.println("limit\t" + i.depth + "\t" + i.references + "\t" + i.streamBytes + "\t" + i.arrayLength + "\tREJECTED");
        }
    }
}
