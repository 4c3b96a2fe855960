package com.acme.shop;

import java.io.Serializable;

public class Coupon implements Serializable {
    private String code;
    private transient int uses;
}
