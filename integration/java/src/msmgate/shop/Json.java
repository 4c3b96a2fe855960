package msmgate.shop;

/** Writes JSON in ASCII, so that NUL and lone surrogates survive the way to the reader. */
public final class Json {
    private final StringBuilder out = new StringBuilder();
    private boolean comma;

    public Json open(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    public Json close(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    public Json name(String name) {
        separate();
        quote(name);
        out.append(':');
        comma = false;
        return this;
    }

    public Json string(String value) {
        if (value == null) {
            return raw("null");
        }
        separate();
        quote(value);
        comma = true;
        return this;
    }

    public Json number(long value) {
        return raw(Long.toString(value));
    }

    public Json bool(boolean value) {
        return raw(Boolean.toString(value));
    }

    public Json raw(String json) {
        separate();
        out.append(json);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
    }

    private void quote(String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= 0x20 && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
