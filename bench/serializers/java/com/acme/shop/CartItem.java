package com.acme.shop;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;

/** As the captured sessions hold it. */
public class CartItem implements Serializable {
    private static final long serialVersionUID = -5809782578272943999L;

    private String sku;
    private int quantity;
    private BigDecimal price;
    private Map<String, String> options;
}
