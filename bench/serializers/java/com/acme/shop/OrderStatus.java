package com.acme.shop;

/** As the captured sessions hold it. */
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
