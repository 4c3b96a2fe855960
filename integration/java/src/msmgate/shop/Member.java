package msmgate.shop;

import java.io.Serializable;
import java.security.Principal;

/** A user as a JAAS login module may make it: a principal that can be serialized, with a field of its own. */
public class Member implements Principal, Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int number;

    public Member(String name, int number) {
        this.name = name;
        this.number = number;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String toString() {
        return "member " + number;
    }
}
