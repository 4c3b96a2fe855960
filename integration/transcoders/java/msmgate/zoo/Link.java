package msmgate.zoo;

import java.io.Serializable;

/** One of a chain, which nests as deep as it is long. */
public class Link implements Serializable {
    private static final long serialVersionUID = 17L;

    public Object value;
    public Link next;
}
