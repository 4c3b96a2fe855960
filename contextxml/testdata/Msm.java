import de.javakaffee.web.msm.MemcachedNodesManager;
import de.javakaffee.web.msm.MemcachedNodesManager.StorageClientCallback;
import de.javakaffee.web.msm.StorageKeyFormat;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.tomcat.util.IntrospectionUtils;

/**
 * Writes what memcached-session-manager 2.1.1 makes of memcachedNodes, failoverNodes and storageKeyPrefix, and
 * Tomcat 7.0.57 of ${}, as JSON. With the core jar, spymemcached and Tomcat's libraries on the class path:
 * java -cp … testdata/Msm.java > testdata/msm.json
 */
public class Msm {
    static final String[][] NODES = {
        {"n1:h:1", null}, {"n1:h:1,n2:h:2", null}, {"n1:h:1  n2:h:2", null}, {"n1:h:1\tn2:h:2", null}, {"n1:h:1\u000bn2:h:2", null}, {"n1:h:1\u00a0n2:h:2", null}, {"n1:h:1, n2:h:2", null}, {"n1:h:1 ,n2:h:2", null}, {"n1:h:1,,n2:h:2", null},
        {" n1:h:1", null}, {"n1:h:1 ", null}, {"n1:h:1,", null}, {"n1:h:1;n2:h:2", null}, {"n-1:h:1", null}, {"n.1:h:1", null}, {"n_1:h:1", null}, {"n\u00e9:h:1", null}, {":h:1", null}, {"n1::1", null}, {"n1:h:", null}, {"n1:h:x", null},
        {"h:1", null}, {" h:1", null}, {"h:1,", null}, {"localhost:11211,localhost:11212", null}, {"h", null}, {"", null}, {" ", null}, {"n1:[::1]:1", null}, {"n1.host:1", null}, {"n1:h:65535", null}, {"n1:h:65536", null}, {"n1:h:99999999999", null}, {"h:65536", null}, {"n1:h:0", null}, {"n1:h:\u0661", null}, {"n1:h a:1", null}, {"n1:h:1,n2:a,b:2", null},
        {"n1:h:1,n1:h:2", null}, {"n1:127.0.0.1:1,n2:127.0.0.1:1", null}, {"n1:127.0.0.1:1,n2:localhost:1", null}, {"n1:127.0.0.1:1,n2:127.0.0.1:1,n3:127.0.0.2:1", "n3"}, {"n1:127.0.0.1:1,n1:127.0.0.2:1,n2:127.0.0.3:1", "n1"},
        {"n1:h:1,n2:h:2", "n1"}, {"n1:h:1,n2:h:2", "n1,"}, {"n1:h:1,n2:h:2", "n1 "}, {"n1:h:1,n2:h:2", " n1"}, {"n1:h:1,n2:h:2", "n1, n2"}, {"n1:h:1,n2:h:2", "n1  n2"}, {"n1:h:1,n2:h:2", "n1 n2"}, {"n1:h:1,n2:h:2", "n1\tn2"}, {"n1:h:1,n2:h:2", "\tn1"}, {"n1:h:1,n2:h:2", "n1,n1"}, {"n1:h:1,n2:h:2", "n3"}, {"n1:h:1,n2:h:2", ""}, {"n1:h:1,n2:h:2", " "}, {"n1:h:1,n2:h:2", ","}, {"n1:h:1,n2:h:2", "N1"},
        {"n1:h:1", "n1"}, {"n1:h:1", "n2"}, {"n1:h:1", ""}, {"n1:h:1", " "}, {"h:1", "n1"}, {"n1:h:1,n2:h:2,n3:h:3", "n3,n1"},
    };
    static final String[] PREFIXES = {
        "", "webappVersion", "host", "context", "host.hash", "context.hash", "static:x", "static:", "static:a:b", "static:x,host", "host,static:x,context", "host, context", " host", "host,", ",host", "host,,context", ",", "HOST", "static", "static: x", "static:x ", "x", "webappVersion,static:a", "host.hash,context.hash,webappVersion",
    };
    static final String[] VALUES = {
        "a", "${a}", "${b}", "x${a}y${a}", "${a", "$", "$$", "$${a}", "${}", "${a}${}", "${${a}}", "${a }", "$a", "a$", "${a}$", "{a}", "${a}}", "${x${a}",
    };

    static final StorageClientCallback NO_STORAGE = (StorageClientCallback) Proxy.newProxyInstance(
            Msm.class.getClassLoader(), new Class<?>[] {StorageClientCallback.class}, (proxy, method, arguments) -> null);

    public static void main(String[] args) {
        System.setProperty("a", "A$${b}");
        List<String> nodes = new ArrayList<>();
        for (String[] c : NODES) {
            String result;
            try {
                MemcachedNodesManager m = MemcachedNodesManager.createFor(c[0], c[1], StorageKeyFormat.EMPTY, NO_STORAGE);
                result = "\"encode\":" + m.isEncodeNodeIdInSessionId() + ",\"primary\":" + list(m.getPrimaryNodeIds()) + ",\"failover\":" + list(m.getFailoverNodeIds()) + ",\"count\":" + m.getCountNodes();
            } catch (RuntimeException e) {
                result = "\"fails\":true";
            }
            nodes.add("{\"nodes\":" + quote(c[0]) + ",\"failoverNodes\":" + quote(c[1] == null ? "" : c[1]) + "," + result + "}");
        }
        List<String> prefixes = new ArrayList<>();
        for (String c : PREFIXES) {
            String result;
            try {
                result = "\"key\":" + quote(StorageKeyFormat.of(c, "www", "/shop##2", "2").format("ID"));
            } catch (RuntimeException e) {
                result = "\"fails\":true";
            }
            prefixes.add("{\"prefix\":" + quote(c) + "," + result + "}");
        }
        List<String> values = new ArrayList<>();
        for (String c : VALUES) {
            String result = c;
            try {
                result = IntrospectionUtils.replaceProperties(c, null, new IntrospectionUtils.PropertySource[] {System::getProperty});
            } catch (RuntimeException e) {
                // The digester keeps the value as it is.
            }
            values.add("{\"value\":" + quote(c) + ",\"result\":" + quote(result) + "}");
        }
        System.out.println("{\"nodes\":[\n" + String.join(",\n", nodes) + "\n],\"prefixes\":[\n" + String.join(",\n", prefixes) + "\n],\"values\":[\n" + String.join(",\n", values) + "\n]}");
    }

    static String list(Iterable<String> ids) {
        List<String> quoted = new ArrayList<>();
        for (String id : ids) {
            quoted.add(quote(id));
        }
        return "[" + String.join(",", quoted) + "]";
    }

    static String quote(String s) {
        StringBuilder b = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            if (c == '"' || c == '\\') {
                b.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                b.append(String.format("\\u%04x", (int) c));
            } else {
                b.append(c);
            }
        }
        return b.append('"').toString();
    }
}
