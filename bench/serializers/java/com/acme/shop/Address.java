package com.acme.shop;

import java.io.Serializable;
import java.util.Locale;

/** As the captured sessions hold it. */
public class Address implements Serializable {
    private static final long serialVersionUID = 7930806227786478569L;

    private String street;
    private String city;
    private String zip;
    private Locale country;
}
