package msmgate.shop;

import java.util.Arrays;
import java.util.Map;

/** Strings that are easily spoilt on their way. */
final class Strings {
    private Strings() {
    }

    static void fill(Map<String, Object> into, boolean rich) {
        into.put("s.ascii", "plain ascii");
        into.put("s.empty", "");
        into.put("s.latin", "J\u00f6rg <M\u00fcller> & \"S\u00f6hne\" \u00a0'\u00df'");
        into.put("s.cjk", "\u65e5\u672c\u8a9e\u3068\u4e2d\u6587 \ud55c\uad6d\uc5b4");
        into.put("s.emoji", "\ud83d\ude00 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udde9\ud83c\uddea \ud840\udc00");
        into.put("s.rtl", "\u0634\u0643\u0631\u0627 \u05e9\u05dc\u05d5\u05dd e\u0301");
        into.put("s.markup", "<a href=\"x\">&amp;&#10;</a><![CDATA[x]]>");
        into.put("s.control", "tab\tline\nreturn\rbell\u0007escape\u001bdel\u007fnel\u0085ls\u2028end\uffff");
        char[] big = new char[70000];
        Arrays.fill(big, 'x');
        big[69999] = '\u20ac';
        into.put("s.long", new String(big));
        into.put("s. odd/name=\u00e4;\"<&>", "the name is what is odd");
        if (rich) {
            into.put("s.nul", "a\u0000b");
            into.put("s.surrogate", "half \ud83d alone, and \ude00");
        }
    }
}
