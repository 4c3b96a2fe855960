import java.io.*;
import java.lang.reflect.Array;
import java.util.*;

/** Reads attribute bytes as MSM does and prints what they hold: java ReadSession.java FILE */
public class ReadSession {
    public static void main(String[] args) throws Exception {
        try (FileInputStream file = new FileInputStream(args[0]); ObjectInputStream in = new ObjectInputStream(file)) {
            PrintStream out = new PrintStream(System.out, true, "UTF-8");
            int n = ((Integer) in.readObject()).intValue();
            for (int i = 0; i < n; i++) {
                String name = (String) in.readObject();
                Object value = in.readObject();
                out.println(name + " = " + value.getClass().getName() + " " + text(value));
            }
            if (file.read() >= 0) throw new IOException("bytes are left");
        }
    }

    static String text(Object value) {
        if (value instanceof Date) return ((Date) value).getTime() + (value instanceof java.sql.Timestamp ? " " + ((java.sql.Timestamp) value).getNanos() : "");
        if (value instanceof String && ((String) value).length() > 100) return "length " + ((String) value).length() + " hash " + value.hashCode();
        if (value instanceof String) { StringBuilder b = new StringBuilder(); for (char c : ((String) value).toCharArray()) b.append(c < 127 && c > 31 ? "" + c : String.format("\\u%04x", (int) c)); return b.toString(); }
        if (value instanceof LinkedList && ((List<?>) value).get(0) instanceof List) { List<?> c = (List<?>) ((List<?>) value).get(0); return "circle " + (c.get(0) == c) + " " + (((List<?>) value).get(1) == c); }
        if (value.getClass().isArray()) { StringBuilder b = new StringBuilder("["); for (int i = 0; i < Array.getLength(value); i++) { Object e = Array.get(value, i); b.append(i > 0 ? ", " : "").append(e == null ? "null" : text(e)); } return b + "]"; }
        return value.toString();
    }
}
