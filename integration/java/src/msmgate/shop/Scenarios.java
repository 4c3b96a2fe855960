package msmgate.shop;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a session can be filled with, by name. With rich=true a scenario also holds what only Java serialization
 * carries; without it, what javolution carries too.
 */
final class Scenarios {
    private Scenarios() {
    }

    /** The attributes of a scenario in the order in which they are set, or null if there is no such scenario. */
    static Map<String, Object> of(String name, boolean rich) {
        Map<String, Object> into = new LinkedHashMap<String, Object>();
        boolean all = name.equals("everything");
        boolean known = all || name.equals("empty");
        if (all || name.equals("strings")) {
            Strings.fill(into, rich);
            known = true;
        }
        if (all || name.equals("numbers")) {
            Numbers.fill(into, rich);
            known = true;
        }
        if (all || name.equals("dates")) {
            Dates.fill(into, rich);
            known = true;
        }
        if (all || name.equals("arrays")) {
            Arrayed.fill(into, rich);
            known = true;
        }
        if (all || name.equals("collections")) {
            Collected.fill(into, rich);
            known = true;
        }
        if (all || name.equals("beans")) {
            Beans.fill(into, rich);
            known = true;
        }
        if (name.equals("cart") || name.equals("cart.changed")) {
            Beans.cart(into, name.equals("cart.changed"));
            known = true;
        }
        return known ? into : null;
    }
}
