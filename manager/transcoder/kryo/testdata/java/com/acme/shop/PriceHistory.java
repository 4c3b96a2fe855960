package com.acme.shop;

import java.io.Serializable;

public class PriceHistory implements Serializable {
    private transient int[] cents;
}
