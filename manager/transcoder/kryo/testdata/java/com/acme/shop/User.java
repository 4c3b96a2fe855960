package com.acme.shop;

import java.util.List;

public class User extends Entity {
    private String name;
    private String email;
    private boolean active;
    private Tier tier;
    private Address home;
    private List<Address> addresses;
    private transient String sessionToken;
    private int loginCount;
}
