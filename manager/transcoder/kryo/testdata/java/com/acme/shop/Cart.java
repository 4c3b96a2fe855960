package com.acme.shop;

import java.io.Serializable;
import java.util.List;

public class Cart implements Serializable {
    private User owner;
    private OrderStatus status;
    private List<CartItem> items;
    private CartItem[] recent;
    private Object anything;
    private char currencySign;
    private double discount;
}
