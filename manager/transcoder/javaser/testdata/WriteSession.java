import java.io.*;
import java.lang.reflect.*;
import java.math.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

/** Writes a session as MSM does, with what the captured ones lack: java WriteSession.java DIR */
public class WriteSession {
    static class Bare implements Serializable { // its writeObject leaves the fields out
        private static final long serialVersionUID = 1;
        int a = 1; String b = "never written"; transient String c = "bare";
        private void writeObject(ObjectOutputStream out) throws IOException { out.writeUTF(c); out.writeObject("o"); out.writeInt(7); }
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException { c = in.readUTF() + in.readObject() + in.readInt(); }
        public String toString() { return a + " " + c; }
    }
    static class Base implements Serializable {
        private static final long serialVersionUID = 2;
        int number = 3; Object any; List<String> list = new ArrayList<>(List.of("x"));
    }
    static class Bean extends Base {
        private static final long serialVersionUID = 3;
        boolean flag = true; char c = 'é'; float f = 1.5f; Integer boxed = 7; Bean self = this; int[] ints = {1, 2}; Base[] others = {new Base(), this};
        enum Level { LOW, HIGH { @Override public String toString() { return "high"; } } }
        Level level = Level.HIGH; Map<Level, String> byLevel = new EnumMap<>(Map.of(Level.LOW, "l"));
        public String toString() { return number + " " + any + " " + list + " " + flag + c + f + boxed + (self == this) + Arrays.toString(ints) + others.length + (others[1] == this) + level + byLevel; }
    }
    static class NamedList extends ArrayList<String> { private static final long serialVersionUID = 4; String name = "named"; }
    static class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 5;
        public Object invoke(Object proxy, Method m, Object[] args) { return m.getName().equals("hashCode") ? (Object) 1 : "proxied"; }
    }
    static class Unshared implements Serializable {
        private static final long serialVersionUID = 6;
        Date one = new Date(1), two = one;
        private static final ObjectStreamField[] serialPersistentFields = {new ObjectStreamField("one", Date.class, true), new ObjectStreamField("two", Date.class, true)};
    }
    static class Poison implements Serializable { private static final long serialVersionUID = 7; String before = "b"; Object thread = new Object(); }
    static class Failure extends Exception { private static final long serialVersionUID = 8; int code = 42; Failure(String m, Throwable c) { super(m, c); } }

    static Map<String, Object> session() throws Exception {
        Map<String, Object> s = new LinkedHashMap<>();
        s.put("bare", new Bare());
        Bean bean = new Bean(); bean.any = bean.list;
        s.put("bean", bean);
        s.put("bean-list-again", bean.list);
        NamedList named = new NamedList(); named.add("n1");
        s.put("named", named);
        s.put("proxy", java.lang.reflect.Proxy.newProxyInstance(WriteSession.class.getClassLoader(), new Class<?>[] {Runnable.class, Serializable.class}, new Handler()));
        s.put("unshared", new Unshared());
        Failure failure = new Failure("failed", new IllegalStateException("cause")); failure.addSuppressed(new RuntimeException());
        s.put("failure", failure);
        s.put("listof", List.of("a", "b", "c")); s.put("setof", Set.of("a")); s.put("mapof", Map.of("k", 1)); s.put("listof-null", Collections.unmodifiableList(Arrays.asList("a", null)));
        s.put("enumset", EnumSet.of(Bean.Level.LOW, Bean.Level.HIGH));
        s.put("unit", TimeUnit.DAYS);
        s.put("treeset-reverse", reverse());
        s.put("treemap-insensitive", new TreeMap<>(String.CASE_INSENSITIVE_ORDER) );
        ((TreeMap<String, Object>) s.get("treemap-insensitive")).putAll(Map.of("B", 1, "a", 2));
        s.put("identity", new IdentityHashMap<>(Map.of("k", "v")));
        s.put("skiplistmap", new ConcurrentSkipListMap<>(Map.of("b", 2, "a", 1))); s.put("skiplistset", new ConcurrentSkipListSet<>(List.of("b", "a")));
        s.put("cowset", new CopyOnWriteArraySet<>(List.of("w"))); s.put("keyset", keys()); s.put("setfrommap", fromMap());
        s.put("queue", new ConcurrentLinkedQueue<>(List.of("q1", "q2"))); s.put("deque", new ConcurrentLinkedDeque<>(List.of("d1"))); s.put("blocking", new LinkedBlockingQueue<>(List.of("b1"))); s.put("blocking-deque", new LinkedBlockingDeque<>(List.of("b2")));
        s.put("priority", new PriorityQueue<>(List.of(3, 1, 2)));
        s.put("synchronizedset", Collections.synchronizedSet(new LinkedHashSet<>(List.of("s")))); s.put("checkedlist", Collections.checkedList(new ArrayList<>(List.of("c")), String.class));
        s.put("unmodifiable-sortedmap", Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("k", "v"))));
        s.put("inet4", InetAddress.getByAddress("host.example", new byte[] {10, 0, 0, (byte) 255})); s.put("inet4-bare", InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        s.put("inet6", InetAddress.getByAddress("six.example", new byte[] {32, 1, 13, (byte) 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        s.put("locale-full", new Locale.Builder().setLanguage("zh").setRegion("CN").setScript("Hans").setExtension('u', "ca-chinese").build()); s.put("locale-variant", new Locale("de", "DE", "POSIX")); s.put("locale-extension", Locale.forLanguageTag("th-TH-u-nu-thai")); s.put("locale-script", Locale.forLanguageTag("sr-Latn"));
        s.put("url-plain", new URL("http://a.example")); s.put("url-file", new URL("file:/tmp/x?y#z")); s.put("uri", new URI("urn:isbn:1")); s.put("file", new File("/tmp/a")); s.put("pattern", java.util.regex.Pattern.compile("a+", 2));
        s.put("atomic-ref", new AtomicReference<>("r")); s.put("atomic-array", new AtomicIntegerArray(new int[] {1, 2})); s.put("atomic-long", new AtomicLong(5)); s.put("atomic-bool", new AtomicBoolean(true));
        s.put("simpletz", new SimpleTimeZone(3600000, "Mine")); s.put("class-enum", Bean.Level.class);
        s.put("decimal-exp", new BigDecimal("1.23E-15")); s.put("decimal-neg", new BigDecimal("-0.00")); s.put("decimal-big", new BigDecimal("12E+1000")); s.put("decimal-edge", new BigDecimal("0.0000012")); s.put("decimal-edge2", new BigDecimal("0.00000012"));
        double[] doubles = {2e-3, 1e23, 2e23, 9007199254740993.0, 1.0E7, 9999999.999, 0.001, 9.999e-4, 123456.789, 4.35, 100, 1e21, 5e-324, 2.2250738585072014E-308, 8.41E21};
        for (int i = 0; i < doubles.length; i++) s.put("double-" + i, doubles[i]);
        float[] floats = {1.0E10f, 3.4028235E38f, 1.17549435E-38f, 0.3f, 16777216f, 1e-3f, 1.1f};
        for (int i = 0; i < floats.length; i++) s.put("float-" + i, floats[i]);
        java.time.ZoneId berlin = java.time.ZoneId.of("Europe/Berlin");
        Object[] times = {java.time.Duration.ofSeconds(-1, 5), java.time.Duration.ofMillis(-1500), java.time.Duration.ofHours(25), java.time.Instant.EPOCH, java.time.Instant.MIN, java.time.Instant.MAX, java.time.LocalDate.MIN, java.time.LocalDate.of(-44, 3, 15), java.time.LocalDate.MAX, java.time.LocalTime.MIDNIGHT, java.time.LocalTime.of(1, 2, 3), java.time.LocalTime.of(1, 2, 3, 4000000), java.time.LocalTime.of(0, 0, 0, 1000), java.time.LocalDateTime.of(2020, 1, 2, 3, 4), java.time.LocalDateTime.of(2020, 1, 2, 0, 0, 5).atZone(berlin), java.time.LocalDateTime.of(2020, 1, 2, 0, 0).atZone(java.time.ZoneOffset.ofHoursMinutes(-3, -30)), berlin, java.time.ZoneOffset.UTC, java.time.ZoneOffset.ofTotalSeconds(-3601), java.time.OffsetDateTime.MAX, java.time.OffsetTime.MIN, java.time.Year.of(-5), java.time.YearMonth.of(12345, 6), java.time.YearMonth.of(-5, 6), java.time.MonthDay.of(2, 29), java.time.Period.of(1, -2, 0), java.time.Period.ZERO};
        for (int i = 0; i < times.length; i++) s.put("time-" + i, times[i]);
        s.put("count", s.size() + 1);
        return s;
    }

    static Object reverse() { Set<String> t = new TreeSet<>(Comparator.<String>reverseOrder()); t.addAll(List.of("a", "b")); return t; }
    static Object keys() { Set<String> k = ConcurrentHashMap.newKeySet(); k.add("k1"); return k; }
    static Object fromMap() { Set<String> k = Collections.newSetFromMap(new LinkedHashMap<>()); k.add("m1"); return k; }

    static void write(File file, Map<String, Object> session, PrintStream text) throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(file))) {
            out.writeObject(Integer.valueOf(session.size()));
            for (Map.Entry<String, Object> e : session.entrySet()) {
                out.writeObject(e.getKey());
                try { out.writeObject(e.getValue()); } catch (NotSerializableException x) { out.writeObject("___NOT_SERIALIZABLE_EXCEPTION___"); }
                if (text != null) text.println(e.getKey() + "\t" + e.getValue().getClass().getName() + "\t" + e.getValue());
            }
        }
    }

    public static void main(String[] args) throws Exception {
        File dir = new File(args[0]);
        if (args.length > 1) { // read what was edited
            try (ObjectInputStream in = new ObjectInputStream(new FileInputStream(args[1]))) {
                int n = (Integer) in.readObject();
                for (int i = 0; i < n; i++) { String name = (String) in.readObject(); System.out.println(name + "\t" + in.readObject()); }
            }
            return;
        }
        try (PrintStream text = new PrintStream(new File(dir, "java-session.txt"), "UTF-8")) { write(new File(dir, "java-session.ser"), session(), text); }
        Map<String, Object> poisoned = new LinkedHashMap<>();
        poisoned.put("first", new Date(1)); poisoned.put("poison", new ArrayList<>(List.of("x", new Poison()))); poisoned.put("last", new Date(2));
        write(new File(dir, "poisoned-session.ser"), poisoned, null);
    }
}
