package com.acme.shop;

import java.io.Serializable;
import java.util.Locale;

public class Address implements Serializable {
    private String street;
    private String city;
    private String zip;
    private Locale country;
}
