package msmgate.border;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes random sessions: the same seed and palette, the same session. */
final class Graphs {
    final Random random;
    private final Palette palette;
    private final List<Object> made = new ArrayList<Object>();
    private int budget = 60;
    private int depth;

    Graphs(long seed, Palette palette) {
        this.random = new Random(seed);
        this.palette = palette;
    }

    Map<String, Object> session() {
        Map<String, Object> session = new LinkedHashMap<String, Object>();
        int n = 1 + random.nextInt(6);
        for (int i = 0; i < n; i++) {
            session.put(random.nextInt(8) == 0 ? "attribute " + Texts.plain(random) + i : "a" + i, some());
        }
        return session;
    }

    /** A session with one attribute of a kind. */
    Map<String, Object> one(String kind) {
        Map<String, Object> session = new LinkedHashMap<String, Object>();
        session.put("a", make(kind));
        return session;
    }

    /** One value of each kind of the application's, of those that a format keeps, by the name of its kind. */
    static Map<String, Object> gallery(Palette palette) {
        Map<String, Object> session = new LinkedHashMap<String, Object>();
        for (String kind : Arrays.asList("enum", "enum.body", "gadget", "gadget.bare", "hiding", "card", "key", "inner", "outer", "names", "index", "chain")) {
            if (palette.kinds.contains(kind)) {
                session.put(kind, new Graphs(1, Palette.only(kind)).small().make(kind));
            }
        }
        return session;
    }

    private Graphs small() {
        budget = 0;
        return this;
    }

    /** Any value but null. */
    Object some() {
        if (palette.shares && !made.isEmpty() && random.nextInt(7) == 0) {
            return made.get(random.nextInt(made.size()));
        }
        boolean holds = budget > 0 && depth < 7 && !palette.containers.isEmpty() && random.nextInt(10) < (depth == 0 ? 8 : 4);
        List<String> kinds = holds ? palette.containers : palette.leaves;
        return make(kinds.get(random.nextInt(kinds.size())));
    }

    Object orNull() {
        return random.nextInt(8) == 0 ? null : some();
    }

    private Object make(String kind) {
        budget--;
        depth++;
        Object value = Kinds.all().get(kind).make(this);
        depth--;
        return value;
    }

    /** Lets what is made later refer to an object, also from inside of it. */
    <T> T keep(T object) {
        made.add(object);
        return object;
    }

    /** How many elements something gets. */
    int size() {
        return budget <= 0 ? 0 : random.nextInt(5);
    }

    boolean shares() {
        return palette.shares;
    }

    boolean has(String kind) {
        return palette.kinds.contains(kind);
    }

    String text() {
        return Texts.plain(random);
    }

    int number() {
        return Numbers.whole(random);
    }

    double real() {
        return has("double.any") ? Numbers.real(random) : Numbers.plain(random);
    }

    /** Something with equals and hashCode that depend on nothing else. */
    Object key(int i) {
        switch (random.nextInt(4)) {
        case 0:
            return has("integer") ? (Object) (number() ^ i) : "k" + i;
        case 1:
            return has("long") ? (Object) ((long) number() << 20 | i) : "l" + i;
        default:
            return text() + i;
        }
    }
}
