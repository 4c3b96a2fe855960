package msmgate.border;

import java.util.Random;

/** Strings. */
final class Texts {
    private static final String[] WORDS = {"", "cart", "visits", "a b", "\u00fcber", "\u4e2d\u6587", "x", "<&>\"'", "1", "true", "null", "java.lang.String", "\u20ac", "C:\\dir", "{}[]:,"};

    private Texts() {
    }

    static String plain(Random random) {
        String word = WORDS[random.nextInt(WORDS.length)];
        return random.nextBoolean() ? word : word + Integer.toString(random.nextInt(100000), 36);
    }

    static String controls(Random random) {
        StringBuilder text = new StringBuilder("\t\n\r\b\f\u0001\u001f\u007f\u0085\u00a0\u2028\ufffe\uffff");
        for (int i = random.nextInt(10); i > 0; i--) {
            text.insert(random.nextInt(text.length()), (char) random.nextInt(0xa0));
        }
        return text.toString().replace("\u0000", "");
    }

    static String halves(Random random) {
        return random.nextBoolean() ? "\ud83d" : "a\ude00\ud83db";
    }

    static String supplementary(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        }
        return text.toString();
    }

    /** Longer than the two bytes of length that Java serialization has for most strings, in bytes at least. */
    static String huge(Random random) {
        char c = random.nextBoolean() ? 'x' : '\u20ac';
        StringBuilder text = new StringBuilder();
        for (int i = 21000 + random.nextInt(50000); i > 0; i--) {
            text.append(c);
        }
        return text.toString();
    }
}
