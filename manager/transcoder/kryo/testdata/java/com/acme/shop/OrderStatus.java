package com.acme.shop;

/** A constant with a body makes the enum's class one that isn't final. */
public enum OrderStatus {
    NEW,
    PAID {
        @Override
        public boolean isPaid() {
            return true;
        }
    },
    SHIPPED;

    public boolean isPaid() {
        return false;
    }
}
