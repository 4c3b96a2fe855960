package msmgate.shop;

import java.io.Serializable;

/** A bean of strings, some of them null. */
public class Address implements Serializable {
    private static final long serialVersionUID = 20141125L;

    private String street;
    private String city;
    private String zip;

    public Address() {
    }

    public Address(String street, String city, String zip) {
        this.street = street;
        this.city = city;
        this.zip = zip;
    }

    public String getCity() {
        return city;
    }
}
