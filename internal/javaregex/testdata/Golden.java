import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Writes what java.util.regex makes of a table of patterns and inputs, as JSON:
 * java testdata/Golden.java > testdata/java.json
 */
public class Golden {
    /** Each row: a pattern, then inputs for it. */
    static final String[][] CASES = {
        // Patterns of configuration files, on request ids.
        {".*/.(png|gif|jpg|css|js)$", "GET /a/x.png", "GET /a/.png", "GET /apng", "GET /a/xpng", "GET /a/xpng\n", "GET /x/jjs", "POST /jcss", "", "GET /a/x.png?v=1"},
        {".*\\.(png|gif|jpg|css|js)$", "GET /a/x.png", "GET /a/x.png?v=1", "GET /a/x.PNG", "GET /xpng", "GET /a.js\n"},
        {".*\\.(ico|png|gif|jpg|css|js)(\\?.*)?", "GET /a.js", "GET /a.js?x=1", "GET /a.jsp"},
        {"^/static/.*", "GET /static/x", "/static/x"},
        {".*/sleep.*", "GET /sleep", "POST /app/sleep?ms=1", "GET /asleep"},
        {"(?i).*\\.PNG", "GET /a.png", "GET /a.PnG", "GET /a.p\u0149g"},
        {"GET /(?!app/).*\\.js", "GET /x.js", "GET /app/x.js"},
        {"^(visits|note)$", "visits", "note", "notes", "visits\n"},
        {"[A-Z]+ /[^?]*\\?.*", "GET /a?b", "GET /a"},
        {"(GET|HEAD) .*", "GET /", "HEAD /", "POST /", "GET "},
        // Anchors and line ends.
        {"a$", "a", "a\n", "a\r\n", "ab"}, {"a$\\n", "a\n", "a\r\n", "a"}, {"a$\\r\\n", "a\r\n", "a\n"},
        {"a$.*", "a", "a\n", "ab"}, {"(?s)a$.*", "a\n", "a\r\n", "a\r", "a\u2028", "a\nb", "a\n\n"},
        {"(?m)a$\\nb", "a\nb", "a\r\nb"}, {"(?ms)a$.*", "a\nb", "a\r\nb", "ab"}, {"(?md)a$\\nb", "a\nb"},
        {"(?ds)a$.*", "a\n", "a\r", "a\r\n", "a\n\n"}, {"^a", "a", "\na"}, {"(?s).*^a", "a", "\na"}, {"(?ms).*^a", "a", "\na", "\r\na", "ba"},
        {"(?m)^", "", "a"}, {"(?m)$", ""}, {"^*a", "a"}, {"a\\Z", "a", "a\n"}, {"(?s)a\\Z.", "a\n", "a\u0085", "ab"}, {"a\\z\\n", "a\n"}, {"\\Aa\\z", "a"}, {"\\Ga", "a"}, {"a\\Gb", "ab"},
        {"(?sm).*^$.*", "a\n\nb", "a\nb", ""}, {"(?s).*\\b.*", "a", " ", "\u00e9", "e\u0301", "\u0301"}, {".*\\bb", "ab", "a b", "\u00e9b", "-b"}, {"a\\Bb", "ab"}, {"\\B", "", "a"},
        // The dot.
        {".", "a", "\n", "\r", "\u0085", "\u2028", "\u2029", "\u000b", "\f", "\ud83d\ude00", ""}, {"(?d).", "\n", "\r", "\u0085"}, {"(?s).", "\n", "\u2028"}, {"..", "\ud83d\ude00", "ab"},
        // Classes by escapes.
        {"\\s", " ", "\t", "\u000b", "\f", "\u00a0", "\u001c"}, {"\\S", "a", " ", "\u00a0"}, {"\\w", "a", "_", "\u00e9", "\u0660", "-"}, {"\\W", "\u00e9", "a"}, {"\\d", "5", "\u0665"}, {"\\D", "a", "5"},
        {"\\h", " ", "\t", "\u00a0", "\u180e", "\u3000", "\n"}, {"\\H", "a", " "}, {"\\v", "\n", "\u000b", "\u2028", " "}, {"\\V", "a", "\n"},
        {"\\R", "\n", "\r\n", "\r", "\u2028", "a"}, {"\\R{2}", "\r\n", "\n\n", "\r\n\n"}, {"\\R\\n", "\r\n", "\n\n"}, {"[\\R]", "a"}, {"[\\v]", "\n"}, {"[\\v-\\r]", "\f", "\n"},
        // Characters by escapes.
        {"\\t\\n\\r\\f\\a\\e", "\t\n\r\f\u0007\u001b"}, {"\\0101", "A"}, {"\\07", "\u0007"}, {"\\0477", "'7"}, {"\\08", "8"}, {"\\0", "0"}, {"\\x41", "A"}, {"\\x4", "x"}, {"\\x{1F600}", "\ud83d\ude00"}, {"\\x{110000}", "a"}, {"\\x{41", "A"}, {"\\x{}", "a"},
        {"\\u0041", "A"}, {"\\u004", "A"}, {"\\ud83d\\ude00", "\ud83d\ude00"}, {"\\cA", "\u0001"}, {"\\ca", "!"}, {"\\c", "c"}, {"\\.\\/\\-\\ \\@", "./- @"}, {"\\y", "y"}, {"\\g", "g"}, {"\\_", "_"}, {"\\\u00e9", "\u00e9"}, {"a\\", "a\\"}, {"\\", ""}, {"\\8", "8"}, {"\\N{LATIN SMALL LETTER A}", "a"}, {"\\N", "a"}, {"\\X", "a"}, {"\\b{g}", ""},
        {"\\Qa.b\\E", "a.b", "axb"}, {"\\Qa.b", "a.b"}, {"\\Q\\E", ""}, {"\\Qab\\E*", "abb", "abab"}, {"\\0\\Q1\\E", "\u00001", "\u0001"}, {"\\x4\\Q1\\E", "A"}, {"[\\Q^-]\\E]", "^", "-", "]", "a"}, {"a\\Eb", "ab"}, {"\\Q1\\E2", "12"}, {"(?x)\\Qa b#\\E c", "a b#c"},
        // Quantifiers.
        {"a{2}", "a", "aa", "aaa"}, {"a{2,}", "a", "aaaa"}, {"a{1,2}", "", "aa", "aaa"}, {"a{,2}", "a"}, {"a{2,1}", "aa"}, {"a{", "a{"}, {"a{x}", "a{x}"}, {"a{2", "aa"}, {"a{2,", "aa"}, {"a{2,x}", "aa"}, {"a{ 2}", "aa"}, {"{", "{"}, {"}", "}"}, {"a}", "a}"}, {"{2}", "", "{2}"}, {"x{2}{3}", "xx", "xxxxxx"}, {"({2})", ""},
        {"*", ""}, {"a**", "a"}, {"a+*", "a"}, {"+a", "a"}, {"?", ""}, {"(*)", ""}, {"a|*", "a"}, {"a{2}*", "aa"}, {"a{99999999999}", "a"}, {"a{1001}", "a"}, {"(a{40}){40}", "a"},
        {"a*?", "aaa"}, {"a+?b", "aab"}, {"a??", "a", ""}, {"a*+a", "aaa"}, {"a++b", "aab"}, {"a?+a", "a", "aa"}, {"(?:b++)*b", "b", "bb"}, {"(?:a|ab){2}+", "aba", "abab", "aa"}, {"a{1,2}+a", "aa", "aaa"}, {"(a|ab)(c|bcd)d*", "abcd", "abcdd"}, {"(a*)*", "aaa", ""}, {"(a*)+", "b"}, {"(|a)+", "aaa"}, {"(?:a|){2}", "a", "aa", "aaa"}, {"(?:a|^){2}", "a"},
        // Groups.
        {"(", ""}, {")", ")"}, {"(a", "a"}, {"a)", "a)"}, {"()", ""}, {"(?:)", ""}, {"|", "", "a"}, {"a||b", "a", "", "b"}, {"(?)", ""}, {"(?", ""}, {"(?y)", ""}, {"(?#a)b", "b"}, {"(?P<n>a)", "a"}, {"(?<n>a)\\k<n>", "aa", "ab"}, {"(?<n>a)(?<n>b)", "ab"}, {"(?<1>a)", "a"}, {"(?<n a)", "a"}, {"\\k<n>", "a"}, {"\\kn", "a"}, {"(?<n_a>a)", "a"},
        {"(a)\\1", "aa", "ab"}, {"\\1(a)", "aa", "a"}, {"(a)\\2", "aa", "a"}, {"(a)\\11", "aa1", "aa"}, {"(a)|\\1b", "a", "b"}, {"(?:\\2b|(c)(a))*", "caab", "ca", "ab"}, {"((a)|b)*\\2", "aba", "ab"}, {"(?i)(a)\\1", "aA"},
        {"(?=a)ab", "ab"}, {"(?!a)..", "ab", "bb"}, {".*(?<=a)b", "ab", "bb"}, {".*(?<!a)b", "ab", "bb"}, {"(?<=a*)b", "b"}, {"(?<=a{1,3})b", "b"}, {"(?>a+)ab", "aab"}, {"(?>a|ab)c", "ac", "abc"}, {"(?>b+)*b", "b"},
        // Flags.
        {"(?i)a", "A", "a"}, {"(?i)k", "K", "\u212a"}, {"(?iu)k", "K", "\u212a"}, {"(?i)\u00e9", "\u00c9", "\u00e9"}, {"(?iu)\u00e9", "\u00c9"}, {"(?i)[a-z]", "A", "\u017f"}, {"(?iu)[a-z]", "\u017f", "\u212a"}, {"(?i)[^a]", "A", "b"}, {"(?i)ab(?-i)c", "ABc", "ABC"}, {"(?i:a)b", "Ab", "AB"}, {"a(?i)b|c", "aB", "C", "A"}, {"(a(?i)b)c", "aBc", "aBC"}, {"(?i-i)a", "A"}, {"(?iu)\u03c3", "\u03c2", "\u03a3"}, {"(?i)*", ""}, {"(?U)\\w", "\u00e9"}, {"(?c)a", "a"}, {"(?i)\\p{Lower}", "A"}, {"(?iu)ss", "\u00df"}, {"(?iu)\u0130", "i", "\u0130", "I"},
        {"(?x)a b # c\n d", "abd", "a bd"}, {"(?x)[a b]", " ", "a"}, {"(?x)a\\ b", "a b"}, {"(?x)a #", "a"}, {"(?x) a +", "aa"}, {"(?x)a{2 }", "aa"}, {"(?xd)a#\rb\nc", "ac", "abc"}, {"(?x)\\x4 1", "A"}, {"(?x)( ?:a)", "a"},
        // Character classes.
        {"[abc]", "a", "d"}, {"[^abc]", "a", "d", "\n", "\ud83d\ude00"}, {"[a-c]", "b", "d"}, {"[c-a]", "b"}, {"[a-]", "-", "a", "b"}, {"[-a]", "-"}, {"[a-c-e]", "-", "d", "e"}, {"[]a]", "]", "a"}, {"[]", "]"}, {"[^]", "^"}, {"[^]a]", "]", "b"}, {"[a^]", "^"}, {"[^^]", "^", "a"}, {"[a", "a"}, {"[", "["}, {"]", "]"}, {"[a]]", "a]"},
        {"[a[bc]]", "a", "b", "c", "d"}, {"[a-z&&[^b]]", "a", "b"}, {"[a-z&&b-d&&c]", "c", "b"}, {"[^a&&b]", "a", "b", "c"}, {"[^a-c&&[b]]", "a", "b"}, {"[a&&]", "a"}, {"[&&a]", "a", "&"}, {"[&&]", "&"}, {"[a&b]", "&", "a"}, {"[a&]", "&"}, {"[&]", "&"}, {"[a&&&b]", "a", "&", "b"}, {"[c&&[ab]&]", "c", "&", "a"}, {"[a-f&&[b-c][e]]", "b", "e", "d"}, {"[ab&&bc]", "a", "b", "c"}, {"[[a]", "a"}, {"[[^a]]", "a", "b"}, {"[^[a]]", "a", "b"}, {"[a-\\d]", "a"}, {"[\\d-z]", "-", "5", "z", "a"}, {"[\\d\\s]", "5", " ", "a"}, {"[^\\d]", "5", "a"}, {"[\\b]", "b"}, {"[\\A]", "A"}, {"[\\1]", "1"}, {"[\\x41-\\x43]", "B"}, {"[a-[b]]", "a", "-", "b", "c"}, {"[.$|()*+?{}]", ".", "{", "|", "a"}, {"[\\]\\[\\^\\-]", "]", "[", "^", "-", "\\"}, {"[\\x{1F600}-\\x{1F610}]", "\ud83d\ude01", "\ud83d\ude20"}, {"[#]", "#"}, {"[\\Qa-c\\E]", "b", "-"},
        // Properties.
        {"\\p{Alpha}", "a", "\u00e9"}, {"\\p{Lower}", "a", "A"}, {"\\p{Upper}", "A"}, {"\\p{Punct}", "!", "~", "a", "$"}, {"\\p{Graph}", "a", " "}, {"\\p{Print}", " ", "\t"}, {"\\p{Blank}", "\t", "\n"}, {"\\p{Cntrl}", "\u0001", "\u007f", "\u0080"}, {"\\p{XDigit}", "f", "g"}, {"\\p{Space}", "\u000b", "a"}, {"\\p{ASCII}", "\u007f", "\u0080"}, {"\\p{Alnum}", "1", "_"}, {"\\p{Digit}", "1", "\u0661"},
        {"\\p{L}", "\u00e9", "1"}, {"\\pL", "a"}, {"\\pLa", "ba"}, {"\\P{L}", "a", "1"}, {"\\PL", "1"}, {"\\p{Lu}", "A", "a"}, {"\\p{IsL}", "a"}, {"\\p{gc=L}", "a"}, {"\\p{general_category=Nd}", "5"}, {"\\p{LC}", "a", "\u00aa"}, {"\\p{LD}", "5"}, {"\\p{L1}", "\u00ff", "\u0100"}, {"\\p{all}", "a"}, {"\\p{IsLatin}", "a", "\u03b1"}, {"\\p{IsGREEK}", "\u03b1"}, {"\\p{script=Greek}", "\u03b1"}, {"\\p{sc=Greek}", "a"}, {"\\p{IsAlphabetic}", "\u00e9", "1"}, {"\\p{IsWhite_Space}", "\u00a0", "\u0085"}, {"\\p{IsUppercase}", "\u2160", "a"}, {"\\p{IsDigit}", "\u0661"}, {"\\p{IsPunctuation}", "!", "$"}, {"\\p{IsControl}", "\u0085"},
        {"\\p{javaLowerCase}", "\u00aa", "A"}, {"\\p{javaWhitespace}", "\u00a0", "\u001c", "\u2028"}, {"\\p{javaLetterOrDigit}", "\u0661", "_"}, {"\\p{javaSpaceChar}", "\u00a0", "\t"}, {"\\p{javaISOControl}", "\u009f"}, {"\\p{javaMirrored}", "("},
        {"\\p{foo}", "a"}, {"\\p{IsFoo}", "a"}, {"\\p{InFoo}", "a"}, {"\\p{InGreek}", "\u03b1"}, {"\\p{lower}", "a"}, {"\\p{script=Foo}", "a"}, {"\\p{x=y}", "a"}, {"\\p{}", "a"}, {"\\p{L", "a"}, {"\\p", "a"}, {"\\p{^L}", "1"}, {"[\\p{L}&&[^a]]", "b", "a"}, {"[\\P{L}a]", "a", "b", "1"}, {"[\\pL-z]", "-", "a"},
    };

    public static void main(String[] args) {
        List<String> rows = new ArrayList<>();
        for (String[] row : CASES) {
            rows.add(row(row));
        }
        System.out.println("[\n" + String.join(",\n", rows) + "\n]");
    }

    static String row(String[] row) {
        String start = "{\"pattern\":" + quote(row[0]);
        Pattern pattern;
        try {
            pattern = Pattern.compile(row[0]);
        } catch (PatternSyntaxException e) {
            return start + ",\"error\":" + quote(e.getDescription()) + "}";
        }
        List<String> results = new ArrayList<>();
        for (int i = 1; i < row.length; i++) {
            String matched;
            try {
                matched = "" + pattern.matcher(row[i]).matches();
            } catch (RuntimeException e) {
                matched = "null";
            }
            results.add("{\"input\":" + quote(row[i]) + ",\"matches\":" + matched + "}");
        }
        return start + ",\"results\":[" + String.join(",", results) + "]}";
    }

    static String quote(String s) {
        StringBuilder b = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            if (c == '"' || c == '\\') {
                b.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                b.append(String.format("\\u%04x", (int) c));
            } else {
                b.append(c);
            }
        }
        return b.append('"').toString();
    }
}
