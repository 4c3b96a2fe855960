package com.acme.shop;

import java.io.Serializable;

public class Sku implements Serializable {
    private String vendor;
    private int number;
}
