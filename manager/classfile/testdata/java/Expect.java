import java.io.File;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.util.Arrays;

/** Prints what Java says of each class: name, modifiers, super-class, serialVersionUID, serialized fields. */
public class Expect {
    public static void main(String[] args) throws Exception {
        String[] files = new File(args[0], "app").list();
        Arrays.sort(files);
        for (String file : files) {
            if (file.endsWith(".class")) {
                Class<?> c = Class.forName("app." + file.substring(0, file.length() - 6));
                System.out.println(row(c));
            }
        }
    }

    private static String row(Class<?> c) {
        StringBuilder row = new StringBuilder();
        row.append(c.getName()).append('\t').append(Integer.toHexString(c.getModifiers()));
        row.append('\t').append(c.getSuperclass() == null ? "-" : c.getSuperclass().getName()).append('\t');
        ObjectStreamClass d = ObjectStreamClass.lookup(c);
        if (d == null) {
            return row + "-\t";
        }
        row.append(d.getSerialVersionUID()).append('\t');
        for (ObjectStreamField f : d.getFields()) {
            String type = f.isPrimitive() ? String.valueOf(f.getTypeCode()) : f.getTypeString();
            row.append(type).append(' ').append(f.getName()).append(',');
        }
        return row.toString();
    }
}
