package msmgate.shop;

/** Writes JSON in ASCII, so that NUL and lone surrogates survive the way to the reader. */
final class Json {
    private final StringBuilder out = new StringBuilder();
    private boolean comma;

    Json open(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    Json close(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    Json name(String name) {
        separate();
        quote(name);
        out.append(':');
        comma = false;
        return this;
    }

    Json string(String value) {
        if (value == null) {
            return raw("null");
        }
        separate();
        quote(value);
        comma = true;
        return this;
    }

    Json number(long value) {
        return raw(Long.toString(value));
    }

    Json bool(boolean value) {
        return raw(Boolean.toString(value));
    }

    Json raw(String json) {
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
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
