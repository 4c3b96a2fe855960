package msmgate.shop;

import java.security.Principal;

/** A role as a JAAS login module gives it. */
public class MemberRole implements Principal {
    private final String name;

    public MemberRole(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }
}
