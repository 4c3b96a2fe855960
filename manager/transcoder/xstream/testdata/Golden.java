import de.javakaffee.web.msm.serializer.xstream.XStreamTranscoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;

/**
 * Holds what Go writes against MSM's own XStreamTranscoder 2.1.1 with XStream 1.4.7.
 * "base" writes a session; "load" loads the files of a directory that Go wrote, stores
 * what it got again, and writes that beside them, or why it failed.
 *
 *   javac -encoding UTF-8 -cp JARS -d OUT testdata/Golden.java
 *   java --add-opens ... -Dfile.encoding=UTF-8 -cp OUT:JARS Golden base > testdata/base.xml
 *   go test ./manager/transcoder/xstream -run TestGolden -cases DIR
 *   java --add-opens ... -Dfile.encoding=UTF-8 -cp OUT:JARS Golden load DIR
 *   cp DIR/*.xml testdata/golden/
 *
 * JARS: msm-xstream-serializer 2.1.1, memcached-session-manager 2.1.1, xstream 1.4.7,
 * xmlpull 1.1.3.1, xpp3_min 1.1.4c, and Tomcat 7's catalina, tomcat-api, servlet-api, tomcat-juli.
 */
public class Golden {
    public enum Colour { RED, BLUE }

    public static class Base {
        protected String label; private Object anything;
    }

    public static class Item extends Base {
        String label2; private int count; private Double price; private List<Object> parts = new ArrayList<>(); private Map<String, Object> stock = new HashMap<>();
        private Item next; private Object anything; private Colour colour; private Date made; private boolean on; private char sign = 'x';
        private byte[] raw = {1, 2}; private String $odd_name = "odd";
        Item(String label, int count) { this.label = label; this.count = count; }
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("base")) {
            System.out.write(new XStreamTranscoder(null).serializeAttributes(null, base()));
            System.out.flush();
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[1]), "*.go.xml")) {
            for (Path file : files) {
                String result;
                try {
                    ConcurrentMap<String, Object> map = new XStreamTranscoder(null).deserializeAttributes(Files.readAllBytes(file));
                    result = new String(new XStreamTranscoder(null).serializeAttributes(null, map), StandardCharsets.UTF_8);
                } catch (Throwable e) {
                    result = "failed: " + e;
                }
                Files.write(Path.of(file.toString().replace(".go.xml", ".java.xml")), result.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    static ConcurrentMap<String, Object> base() {
        Item a = new Item("a", 3), b = new Item("b & <c>", -1);
        a.next = b; b.next = a; a.price = 1.5; a.colour = Colour.RED; a.made = new Date(5); b.made = a.made;
        a.parts.add(b); a.parts.add("text"); a.parts.add(7L); a.stock.put("k", a.parts); a.stock.put("n", null);
        a.anything = new ArrayList<>(List.of("x")); ((Base) a).anything = a.anything; b.anything = a.raw;
        List<Object> list = new ArrayList<>();
        list.add(b); list.add(list); list.add(a.stock);
        ConcurrentMap<String, Object> map = new ConcurrentHashMap<>();
        map.put("item", a); map.put("list", list); map.put("again", a); map.put("stock", a.stock); map.put("deque", new ArrayDeque<>(List.of(b, 1)));
        map.put("visits", 3); map.put("colours", EnumSet.of(Colour.BLUE)); map.put("raw", a.raw);
        return map;
    }
}
