import de.javakaffee.web.msm.serializer.json.JSONTranscoder;
import flexjson.JSONDeserializer;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads documents that Go wrote, and prints what it got, one line each. A line of the
 * input is the case's name, the version and the document, with tabs between.
 *
 * Version 2 is loaded by MSM's own JSONTranscoder 1.6.0 over flexjson 2.1. There is no
 * artifact of MSM's for flexjson 3.3, so version 3 makes the same call that MSM 2 makes;
 * run once with each flexjson on the class path:
 *
 *   go test ./manager/transcoder/flexjson -run TestGolden -cases /tmp/cases.tsv
 *   javac -encoding UTF-8 -cp JARS -d OUT testdata/Golden.java
 *   java -Dfile.encoding=UTF-8 -cp OUT:JARS:flexjson-2.1.jar Golden 2 /tmp/cases.tsv > testdata/golden2.tsv
 *   java -Dfile.encoding=UTF-8 -cp OUT:JARS:flexjson-3.3.jar Golden 3 /tmp/cases.tsv > testdata/golden3.tsv
 *
 * JARS: msm-flexjson-serializer 1.6.0, memcached-session-manager 1.6.5, and Tomcat 7's catalina,
 * tomcat-api, servlet-api and tomcat-juli.
 */
public class Golden {
    public static class Item {
        private int count; private String name; private Double price; private List<String> tags; private Map<String, Integer> stock; private Item next;
        public int getCount() { return count; } public void setCount(int v) { count = v; }
        public String getName() { return name; } public void setName(String v) { name = v; }
        public Double getPrice() { return price; } public void setPrice(Double v) { price = v; }
        public List<String> getTags() { return tags; } public void setTags(List<String> v) { tags = v; }
        public Map<String, Integer> getStock() { return stock; } public void setStock(Map<String, Integer> v) { stock = v; }
        public Item getNext() { return next; } public void setNext(Item v) { next = v; }
    }

    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            String[] parts = line.split("\t");
            if (!parts[1].equals(args[0])) continue;
            String result;
            try {
                StringBuilder out = new StringBuilder();
                print(load(args[0], parts[2].getBytes("UTF-8")), out);
                result = out.toString();
            } catch (Throwable e) {
                result = "failed: " + e;
            }
            System.out.println(line + "\t" + result.replaceAll("[\t\n]", " "));
        }
    }

    static Object load(String version, byte[] data) throws Exception {
        if (version.equals("2")) return new Msm().load(data);
        Object map = new ConcurrentHashMap<String, Object>();
        return JSONDeserializer.class.getMethod("deserializeInto", java.io.Reader.class, Object.class)
            .invoke(new JSONDeserializer<Object>(), new InputStreamReader(new ByteArrayInputStream(data)), map);
    }

    static class Msm {
        Object load(byte[] data) { return new JSONTranscoder(null).deserializeAttributes(data); }
    }

    static void print(Object o, StringBuilder out) {
        if (o == null) { out.append("null"); return; }
        if (o instanceof String) {
            out.append('"');
            for (char c : ((String) o).toCharArray()) {
                if (c < 32 || c > 126 || c == '"' || c == '\\') out.append(String.format("\\u%04x", (int) c)); else out.append(c);
            }
            out.append('"');
            return;
        }
        out.append(o.getClass().getSimpleName()).append(' ');
        if (o instanceof Double) { out.append(Long.toHexString(Double.doubleToRawLongBits((Double) o))); return; }
        if (o instanceof Item) {
            Item i = (Item) o;
            Map<String, Object> fields = new TreeMap<>();
            fields.put("count", i.count); fields.put("name", i.name); fields.put("price", i.price); fields.put("tags", i.tags);
            fields.put("stock", i.stock); fields.put("next", i.next);
            o = fields;
        }
        if (o instanceof Map) {
            out.append('{');
            for (Map.Entry<?, ?> e : new TreeMap<Object, Object>((Map<?, ?>) o).entrySet()) {
                print(e.getKey(), out);
                out.append('=');
                print(e.getValue(), out);
                out.append(' ');
            }
            out.append('}');
            return;
        }
        if (o instanceof Collection) {
            out.append('[');
            for (Object e : (Collection<?>) o) { print(e, out); out.append(' '); }
            out.append(']');
            return;
        }
        out.append(o);
    }
}
