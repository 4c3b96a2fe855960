package com.acme.shop;

import java.util.List;

/** As the captured sessions hold it. */
public class User extends Entity {
    private static final long serialVersionUID = 1L;

    private String name;
    private String email;
    private boolean active;
    private Tier tier;
    private Address home;
    private List<Address> addresses;
    private transient String sessionToken;
    private int loginCount;
}
