package msmgate.shop;

import java.util.ArrayList;
import java.util.List;

/** A bean with a super-class, an enum, nested beans, every kind of simple field, and one field that is never stored. */
public class Customer extends Entity {
    private static final long serialVersionUID = 7L;

    private String name;
    private boolean active;
    private byte flags;
    private short year;
    private int logins;
    private float discount;
    private double rating;
    private char initial;
    private Tier tier;
    private Integer age;
    private Long points;
    private Boolean newsletter;
    private Address home;
    private List<Address> addresses = new ArrayList<Address>();
    private transient String token;

    public Customer() {
    }

    public Customer(long number, String name, Address home) {
        super(number, "customer " + number);
        this.name = name;
        this.active = true;
        this.flags = (byte) 0x81;
        this.year = 2014;
        this.logins = -7;
        this.discount = 0.25f;
        this.rating = 4.75;
        this.initial = name.charAt(0);
        this.tier = Tier.GOLD;
        this.age = 41;
        this.points = 1234567890123L;
        this.newsletter = Boolean.FALSE;
        this.home = home;
        this.addresses.add(home);
        this.addresses.add(new Address("1 Loop & \"Co\"", null, ""));
        this.token = "never stored";
    }

    public String getName() {
        return name;
    }

    public Address getHome() {
        return home;
    }
}
