package com.acme.shop;

import java.io.Serializable;
import java.util.List;

/** As the captured sessions hold it. */
public class Cart implements Serializable {
    private static final long serialVersionUID = 20141126L;

    private User owner;
    private OrderStatus status;
    private List<CartItem> items;
    private CartItem[] recent;
    private Object anything;
    private char currencySign;
    private double discount;
}
