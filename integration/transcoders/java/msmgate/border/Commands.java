package msmgate.border;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import msmgate.shop.Json;

/** The questions that the tests ask; each answer is one JSON object. */
final class Commands {
    private final Map<String, Format> formats;

    Commands(Map<String, Format> formats) {
        this.formats = formats;
    }

    String run(String[] words) throws Throwable {
        Format format = formats.get(words[1]);
        if (format == null) {
            throw new IllegalArgumentException("no format " + words[1]);
        }
        switch (words[0]) {
        case "make":
            return make(format, new Graphs(Long.parseLong(words[2]), Palette.of(format.name)).session());
        case "kind":
            return make(format, new Graphs(Long.parseLong(words[3]), Palette.only(words[2])).one(words[2]));
        case "gallery":
            return make(format, Graphs.gallery(Palette.of(format.name)));
        case "kinds":
            return kinds(format);
        case "load":
            return load(format, bytes(words[2]));
        case "same":
            return same(format, bytes(words[2]), bytes(words[3]), words.length > 4 ? text(words[4]) : null);
        default:
            throw new IllegalArgumentException("no command " + words[0]);
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String text(String base64) {
        return new String(bytes(base64), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Stores a session and tells what the node that loads it then has; and whether that is what was stored. */
    private static String make(Format format, Map<String, Object> session) throws Throwable {
        byte[] stored;
        try {
            stored = format.store(session);
        } catch (StackOverflowError e) { // kryo 3 looks for some type variables for ever
            return new Json().open('{').name("unloadable").string("not even stored: " + e).close('}').toString();
        }
        Json json = new Json().open('{').name("stored").string(Base64.getEncoder().encodeToString(stored));
        Map<String, Object> loaded;
        try {
            loaded = format.load(stored);
        } catch (Throwable e) {
            return json.name("unloadable").string(e.toString()).close('}').toString();
        }
        String difference = new Sameness(false).attributes(session, loaded, null);
        if (difference != null) {
            json.name("changed").string(difference);
        }
        return held(json, format, loaded).close('}').toString();
    }

    private static String load(Format format, byte[] stored) throws Throwable {
        Map<String, Object> loaded = format.load(stored);
        Lookups.check(loaded);
        return held(new Json().open('{'), format, loaded).close('}').toString();
    }

    private static Json held(Json json, Format format, Map<String, Object> session) throws Exception {
        json.name("attributes").open('{');
        AsStored values = new AsStored(json, format.name);
        for (Map.Entry<String, Object> each : new TreeMap<String, Object>(session).entrySet()) {
            json.name(each.getKey());
            values.write(each.getValue());
        }
        return json.close('}');
    }

    private static String same(Format format, byte[] a, byte[] b, String except) throws Throwable {
        String difference = new Sameness(true).attributes(format.load(a), format.load(b), except);
        Json json = new Json().open('{');
        if (difference != null) {
            json.name("differs").string(difference);
        }
        return json.close('}').toString();
    }

    private static String kinds(Format format) {
        return new Json().open('{').name("kinds").raw(names(Kinds.all().keySet())).name("refused").raw(names(Palette.refused(format.name)))
            .name("changedKinds").raw(names(Palette.changed(format.name))).name("untold").raw(names(Palette.untold(format.name))).close('}').toString();
    }

    private static String names(Iterable<String> names) {
        Json json = new Json().open('[');
        for (String name : names) {
            json.string(name);
        }
        return json.close(']').toString();
    }
}
