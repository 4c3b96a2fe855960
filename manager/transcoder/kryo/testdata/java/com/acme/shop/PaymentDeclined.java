package com.acme.shop;

public class PaymentDeclined extends Exception {
    private int code;
}
