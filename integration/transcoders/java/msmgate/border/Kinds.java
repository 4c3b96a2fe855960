package msmgate.border;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All kinds of values by name: leaves, and those that hold other values. */
final class Kinds {
    private static final Map<String, Kind> ALL = new LinkedHashMap<String, Kind>();

    static {
        Leaves.add();
        Times.add();
        Collected.add();
        Mapped.add();
        Arrayed.add();
        Beans.add();
        Carried.add();
    }

    private Kinds() {
    }

    static Map<String, Kind> all() {
        return Collections.unmodifiableMap(ALL);
    }

    static void leaf(String name, Maker maker) {
        ALL.put(name, new Kind(maker, false));
    }

    static void holder(String name, Maker maker) {
        ALL.put(name, new Kind(maker, true));
    }

    /** Makes a value. */
    interface Maker {
        Object make(Graphs graphs);
    }

    /** One kind of values. */
    static final class Kind {
        final boolean holds;
        private final Maker maker;

        Kind(Maker maker, boolean holds) {
            this.maker = maker;
            this.holds = holds;
        }

        Object make(Graphs graphs) {
            return maker.make(graphs);
        }
    }
}
