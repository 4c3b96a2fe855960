package msmgate.zoo;

import java.io.Serializable;
import java.util.Comparator;

/** Shorter strings first. */
public class ByLength implements Comparator<String>, Serializable {
    private static final long serialVersionUID = 13L;

    @Override
    public int compare(String a, String b) {
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }
}
