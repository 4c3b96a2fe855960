package msmgate.zoo;

import java.util.ArrayList;

/** A list with a field of its own. */
public class Names extends ArrayList<Object> {
    private static final long serialVersionUID = 11L;

    public String title;
}
