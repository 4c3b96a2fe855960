package msmgate.border;

import java.io.File;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.util.BitSet;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import msmgate.zoo.Mood;
import msmgate.zoo.Planet;

/** Texts, numbers, and other values that hold nothing else. */
final class Leaves {
    private static final Locale[] LOCALES = {Locale.GERMANY, Locale.ENGLISH, Locale.ROOT, new Locale("", "CH"), new Locale("no", "NO", "NY"),
        Locale.forLanguageTag("zh-Hant-TW"), Locale.forLanguageTag("th-TH-u-nu-thai")};

    private Leaves() {
    }

    static void add() {
        Kinds.leaf("text", Graphs::text);
        Kinds.leaf("text.controls", g -> Texts.controls(g.random));
        Kinds.leaf("text.nul", g -> "a\0" + g.text());
        Kinds.leaf("text.half", g -> Texts.halves(g.random));
        Kinds.leaf("text.supplementary", g -> Texts.supplementary(g.random));
        Kinds.leaf("text.huge", g -> g.random.nextInt(20) == 0 ? Texts.huge(g.random) : g.text());
        Kinds.leaf("boolean", g -> g.random.nextBoolean());
        Kinds.leaf("byte", g -> (byte) g.number());
        Kinds.leaf("short", g -> (short) g.number());
        Kinds.leaf("integer", Graphs::number);
        Kinds.leaf("long", g -> Numbers.wide(g.random));
        Kinds.leaf("float", g -> (float) g.real());
        Kinds.leaf("double", g -> g.real());
        Kinds.leaf("double.any", g -> Numbers.real(g.random));
        Kinds.leaf("double.special", g -> new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}[g.random.nextInt(3)]);
        Kinds.leaf("double.minuszero", g -> -0.0);
        Kinds.leaf("character", g -> "ax1<&\u20ac\u00e4\"'".charAt(g.random.nextInt(9)));
        Kinds.leaf("character.odd", g -> "\0\n\ud800\uffff".charAt(g.random.nextInt(4)));
        Kinds.leaf("biginteger", g -> Numbers.big(g.random));
        Kinds.leaf("bigdecimal", g -> new BigDecimal(Numbers.big(g.random), g.random.nextInt(30) - 5));
        Kinds.leaf("uuid", g -> g.keep(new UUID(g.random.nextLong(), g.random.nextLong())));
        Kinds.leaf("locale", g -> g.keep(LOCALES[g.random.nextInt(LOCALES.length)]));
        Kinds.leaf("currency", g -> Currency.getInstance(g.random.nextBoolean() ? "EUR" : "JPY"));
        Kinds.leaf("uri", g -> URI.create("http://example.org:81/a%20b?q=" + g.random.nextInt(9) + "#f"));
        Kinds.leaf("url", g -> url("http://user@example.org:8080/shop?item=" + g.random.nextInt(9) + "#top"));
        Kinds.leaf("file", g -> new File("/tmp/a b/" + g.random.nextInt(9)));
        Kinds.leaf("class", g -> new Class<?>[] {String.class, Mood.class, int[].class, Object[][].class}[g.random.nextInt(4)]);
        Kinds.leaf("class.primitive", g -> int.class);
        Kinds.leaf("enum", g -> Mood.values()[g.random.nextInt(3)]);
        Kinds.leaf("enum.body", g -> Planet.values()[g.random.nextInt(3)]);
        Kinds.leaf("stringbuilder", g -> g.keep(new StringBuilder(g.text()).append('!')));
        Kinds.leaf("stringbuffer", g -> g.keep(new StringBuffer(g.text()).append('!')));
        Kinds.leaf("atomicinteger", g -> g.keep(new AtomicInteger(g.number())));
        Kinds.leaf("atomiclong", g -> g.keep(new AtomicLong(Numbers.wide(g.random))));
        Kinds.leaf("atomicboolean", g -> g.keep(new AtomicBoolean(g.random.nextBoolean())));
        Kinds.leaf("bitset", Leaves::bits);
        Kinds.leaf("pattern", g -> g.keep(Pattern.compile("a+[b-d]" + g.random.nextInt(9), g.random.nextBoolean() ? Pattern.CASE_INSENSITIVE : 0)));
    }

    private static Object url(String text) {
        try {
            return new URL(text);
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object bits(Graphs g) {
        BitSet bits = new BitSet();
        for (int i = g.random.nextInt(5); i > 0; i--) {
            bits.set(g.random.nextInt(200));
        }
        return g.keep(bits);
    }
}
