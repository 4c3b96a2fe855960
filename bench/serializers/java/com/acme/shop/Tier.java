package com.acme.shop;

/** As the captured sessions hold it. */
public enum Tier {
    BRONZE, SILVER, GOLD
}
