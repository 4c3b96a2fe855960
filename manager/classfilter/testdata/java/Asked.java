import java.io.*;
import java.math.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

/**
 * Prints which classes the JDK asks a filter about while it reads values, for
 * ../asked.txt: javac -d out *.java app/*.java app/sub/*.java && java -cp out Asked
 *
 * Lines, tab separated: the stream of a session with the value as its only attribute, as
 * memcached-session-manager writes it, in hex; the classes, in order, each once.
 */
public class Asked {
    static class Base implements Serializable {
        int number = 1;
    }

    static class Derived extends Base {
        String text = "x";
        Object[] mixed = {"y", 1L, new Base[0]};
        Class<?> type = StringBuilder.class;
    }

    enum Size {
        SMALL, BIG {
        }
    }

    static class ByLength implements Comparator<String>, Serializable {
        Object inside = new Base();

        public int compare(String a, String b) {
            return a.length() - b.length();
        }
    }

    static class Own implements Externalizable {
        public Own() {
        }

        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeObject(new BigInteger("5"));
        }

        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            in.readObject();
        }
    }

    static class Handler implements java.lang.reflect.InvocationHandler, Serializable {
        public Object invoke(Object proxy, java.lang.reflect.Method m, Object[] args) {
            return m.getName().equals("hashCode") ? (Object) 1 : null;
        }
    }

    static <T extends Collection<Object>> T filled(T c) {
        c.add("a");
        c.add("b");
        return c;
    }

    static <T extends Map<Object, Object>> T filled(T m) {
        m.put("a", 1);
        m.put("b", new Date(5));
        return m;
    }

    public static void main(String[] args) throws Exception {
        var sorted = new TreeSet<>(new ByLength());
        sorted.add("a");
        var enums = new EnumMap<Size, Object>(Size.class);
        enums.put(Size.BIG, 1);
        Object[] values = {
            "text", 1, 1L, (short) 1, (byte) 1, 'c', 1.5, 1.5f, true, new BigInteger("7"), new BigDecimal("1.5"), new Date(1), new java.sql.Timestamp(1),
            UUID.fromString("00000000-0000-0001-0000-000000000002"), Locale.GERMANY, Currency.getInstance("EUR"), new StringBuilder("s"), new StringBuffer("s"),
            new AtomicInteger(1), new AtomicLong(1), new AtomicBoolean(true), new BitSet(9), java.net.URI.create("a:b"), new java.net.URL("http://localhost/"),
            new int[]{1, 2}, new byte[3], new String[]{"a"}, new Object[]{1, "b"}, new int[][]{{1}}, new Date[1],
            filled(new ArrayList<>()), filled(new LinkedList<>()), filled(new Vector<>()), filled(new Stack<>()), filled(new ArrayDeque<>()), filled(new PriorityQueue<>()),
            filled(new CopyOnWriteArrayList<>()), filled(new CopyOnWriteArraySet<>()), filled(new ConcurrentLinkedQueue<>()), filled(new LinkedBlockingQueue<>()),
            filled(new PriorityBlockingQueue<>()), filled(new HashSet<>()), filled(new LinkedHashSet<>()), filled(new TreeSet<>()), sorted,
            filled(new HashMap<>()), filled(new LinkedHashMap<>()), filled(new TreeMap<>()), filled(new Hashtable<>()), filled(new Properties()),
            filled(new IdentityHashMap<>()), filled(new ConcurrentHashMap<>()), filled(new ConcurrentSkipListMap<>()), enums, EnumSet.of(Size.BIG),
            Arrays.asList(1, "b"), Collections.emptyList(), Collections.emptyMap(), Collections.singletonList(1), Collections.nCopies(2, "a"),
            Collections.unmodifiableList(filled(new ArrayList<>())), Collections.unmodifiableMap(filled(new HashMap<>())), Collections.synchronizedMap(filled(new HashMap<>())),
            Collections.newSetFromMap(new ConcurrentHashMap<>()), List.of(1, "b", 'c'), Set.of("a"), Map.of("a", 1),
            new Derived(), Size.SMALL, Size.BIG, new Own(), new Exception("e"), String.class, int[].class, Size.class,
            java.time.Instant.ofEpochMilli(1), java.time.LocalDate.of(2026, 1, 2), Optional.class, new GregorianCalendar(TimeZone.getTimeZone("UTC")), TimeZone.getTimeZone("Europe/Berlin"),
            java.lang.reflect.Proxy.newProxyInstance(Asked.class.getClassLoader(), new Class<?>[]{Runnable.class, Comparable.class}, new Handler()),
        };
        for (Object value : values) {
            var bytes = new ByteArrayOutputStream();
            var out = new ObjectOutputStream(bytes);
            out.writeObject(1);
            out.writeObject("a");
            out.writeObject(value);
            out.flush();
            var asked = new LinkedHashSet<String>();
            var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            in.setObjectInputFilter(info -> {
                if (info.serialClass() != null) {
                    asked.add(info.serialClass().getName());
                }
                return ObjectInputFilter.Status.UNDECIDED;
            });
            in.readObject();
            asked.clear(); // the number of attributes
            in.readObject();
            in.readObject();
            System.out.println(HexFormat.of().formatHex(bytes.toByteArray()) + "\t" + String.join(" ", asked));
        }
    }
}
