package com.acme.shop;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;

public class CartItem implements Serializable {
    private String sku;
    private int quantity;
    private BigDecimal price;
    private Map<String, String> options;
}
