package com.acme.shop;

public class ShopScenarios {
    public static class NotSerializable {
        private String text;
    }
}
