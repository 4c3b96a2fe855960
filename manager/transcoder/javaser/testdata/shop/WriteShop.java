package app;

import java.io.FileOutputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a session of objects whose classes are those of manager/classfile/testdata, in MSM's form.
 * Strings and numbers are never shared, so that a session made anew has the same bytes.
 */
public class WriteShop {
    private static final Map<String, Object> attributes = new LinkedHashMap<>();

    public static void main(String[] args) throws Exception {
        Object item = make("Item", "name", "Tea", "amount", 7, "price", new BigDecimal("2.50"));
        ArrayList<Object> items = new ArrayList<>();
        items.add(item);
        items.add(make("Item", "name", "Cup", "amount", null, "price", null));
        Shop.Item[][] grid = {{(Shop.Item) item, null}, {}};
        attributes.put("cart", make("Cart", "owner", "Ann", "total", 1234567890123L, "count", 2, "open", true, "items", items,
                "sizes", new int[] {1, -2}, "grid", grid, "tier", Shop.Tier.GOLD, "rate", 0.25));
        attributes.put("derived", make("Derived", "app.Shop$Base.value", "v", "app.Shop$Base.hidden", "base", "hidden", "own", "plain", 9));
        attributes.put("child", make("Child", "kept", 5));
        Object circle = make("Grandchild", "app.Shop$Child.kept", 6);
        set(circle, "other", circle);
        attributes.put("circle", circle);
        attributes.put("annotated", make("Annotated", "n", 3));
        attributes.put("small", make("SmallId"));
        attributes.put("boolean-id", make("BooleanId"));
        attributes.put("unicode", make("Unicode", "\ud835\udcb3", 1, "a", 2, "\uff21", 3, "é", 4));
        attributes.put("enum", Shop.Plain.TWO);
        attributes.put("class", Shop.Asserting.class);
        attributes.put("record", new Point(3, "here"));
        attributes.put("named", new Point.Named("there"));
        Shop.Listing listing = new Shop.Listing();
        listing.title = "things";
        listing.add("one");
        attributes.put("listing", listing);
        Shop.Table table = new Shop.Table();
        table.put("key", (Shop.Item) make("Item", "name", "Pot", "amount", 8, "price", null));
        attributes.put("table", table);
        attributes.put("array", new Shop.Marker[0]);
        try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(args[0]))) {
            out.writeObject(Integer.valueOf(attributes.size()));
            for (Map.Entry<String, Object> each : attributes.entrySet()) {
                out.writeObject(each.getKey());
                out.writeObject(each.getValue());
            }
        }
    }

    private static Object make(String name, Object... fields) throws Exception {
        Constructor<?> c = Class.forName("app.Shop$" + name).getDeclaredConstructor();
        c.setAccessible(true);
        Object o = c.newInstance();
        for (int i = 0; i < fields.length; i += 2) {
            set(o, (String) fields[i], fields[i + 1]);
        }
        return o;
    }

    private static void set(Object o, String name, Object value) throws Exception {
        int dot = name.lastIndexOf('.');
        Class<?> c = dot < 0 ? o.getClass() : Class.forName(name.substring(0, dot));
        Field f = c.getDeclaredField(name.substring(dot + 1));
        f.setAccessible(true);
        f.set(o, value);
    }
}
