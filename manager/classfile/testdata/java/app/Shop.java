package app;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Classes of many shapes; expected.txt tells what Java says of each. */
public class Shop {

    public static class Cart implements Serializable {
        private String owner;
        protected long total;
        int count;
        public boolean open;
        private List<Item> items = new ArrayList<>();
        private transient Object cache;
        private static int made;
        public static final int LIMIT = 100;
        private int[] sizes;
        private Item[][] grid;
        private Tier tier;
        private volatile double rate;

        public Cart() {}

        protected Cart(String owner) {
            this.owner = owner;
        }

        private Cart(int count) {
            this.count = count;
        }

        public String getOwner() {
            return owner;
        }

        private void secret() {}

        synchronized void add(Item... more) {}

        strictfp double sum(long a, int[] b, String[][] c) {
            return 0;
        }

        native void fast();
    }

    /** Declares its id. */
    public static class Item implements Serializable, Comparable<Item> {
        private static final long serialVersionUID = -4212345678901234567L;
        String name;
        Integer amount;
        java.math.BigDecimal price;

        @Override
        public int compareTo(Item other) {
            return 0;
        }
    }

    /** The id is an int, which widens. */
    static class SmallId implements Serializable {
        private static final int serialVersionUID = -7;
    }

    static class CharId implements Serializable {
        private static final char serialVersionUID = '\uffff';
    }

    /** Java ignores a boolean. */
    static class BooleanId implements Serializable {
        private static final boolean serialVersionUID = true;
    }

    /** Java ignores a field that isn't final. */
    static class LooseId implements Serializable {
        private static long serialVersionUID = 5L;
    }

    static class OwnId implements Serializable {
        private final long serialVersionUID = 5L;
    }

    /** Set by code: the class file doesn't tell. */
    static class CodeId implements Serializable {
        private static final long serialVersionUID = "code".hashCode();
    }

    public enum Tier {
        BASIC,
        GOLD {
            @Override
            double rate() {
                return 0.5;
            }
        },
        PLATINUM;

        double rate() {
            return 1;
        }
    }

    public enum Plain implements Marker { ONE, TWO }

    /** No methods: Java clears the abstract flag. */
    public interface Marker extends Serializable {}

    interface Priced extends Serializable {
        Object TOKEN = new Object();

        double price();

        default double taxed() {
            return price() * 1.2;
        }

        static int twice(int n) {
            return 2 * n;
        }
    }

    interface Constants extends Serializable {
        Object TOKEN = new Object();
    }

    protected abstract static class Base<T extends Comparable<T>> implements Serializable, Priced {
        protected T value;
        private String hidden;

        abstract T value();

        protected T value(T other) {
            return other;
        }
    }

    static final class Derived extends Base<String> implements Marker {
        private String hidden;
        final int own = 4;
        int plain;

        @Override
        String value() {
            return "";
        }

        @Override
        public double price() {
            return 1;
        }
    }

    private static class Hidden implements Serializable {
        private int secret;
    }

    /** With this$0. */
    class Inner implements Serializable {
        private int n = 1;
    }

    int peek(Inner i, Hidden h) {
        return i.n + h.secret;
    }

    static class Listing extends ArrayList<String> {
        String title;
    }

    static class Table extends HashMap<String, Item> implements Map<String, Item> {}

    static class Failure extends RuntimeException {
        private final int code = 3;
    }

    static class Outside implements Externalizable {
        public Outside() {}

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    static class Writer implements Serializable {
        int n;

        private void writeObject(ObjectOutputStream out) throws java.io.IOException {
            out.defaultWriteObject();
            out.writeInt(5);
        }
    }

    static class Replaced implements Serializable {
        int n;

        protected Object writeReplace() {
            return "instead";
        }
    }

    static class BelowReplaced extends Replaced {}

    static class Chosen implements Serializable {
        private static final java.io.ObjectStreamField[] serialPersistentFields = {
            new java.io.ObjectStreamField("other", long.class)
        };
        int n;
    }

    /** Not serializable, but its children may be. */
    static class Parent {
        int lost;
    }

    static class Child extends Parent implements Serializable {
        int kept;
    }

    static class Grandchild extends Child {
        Child other;
    }

    static class Asserting implements Serializable {
        int check(int n) {
            assert n > 0;
            return n;
        }
    }

    static class Lambdas implements Serializable, Comparator<String> {
        Runnable run = (Runnable & Serializable) () -> {};

        @Override
        public int compare(String a, String b) {
            return 0;
        }

        int pick(Tier t) {
            switch (t) {
                case GOLD:
                    return 1;
                default:
                    return 0;
            }
        }
    }

    /** Sorted as UTF-16, the first field stands between the others. */
    static class Unicode implements Serializable {
        int \ud835\udcb3;
        int a;
        int \uff21;
        int é;

        int größe(int \ud835\udcb3) {
            return 0;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface Note {
        String value() default "";

        int[] numbers() default {};

        Tag[] tags() default {};

        Class<?> type() default Object.class;

        Tier tier() default Tier.BASIC;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Tag {
        String value();
    }

    @Note(value = "x", numbers = {1, 2}, tags = {@Tag("a"), @Tag("b")}, type = Cart.class, tier = Tier.GOLD)
    static class Annotated implements Serializable {
        @Note @Deprecated
        int n;
    }

    static Object local() {
        class Local implements Serializable {
            int n;
        }
        return new Local();
    }

    static Object anonymous() {
        return new Serializable() {
            int n;
        };
    }
}
