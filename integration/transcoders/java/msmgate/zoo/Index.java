package msmgate.zoo;

import java.util.HashMap;

/** A map with a field of its own. */
public class Index extends HashMap<Object, Object> {
    private static final long serialVersionUID = 12L;

    public int revision;
}
