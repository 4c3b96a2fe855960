package msmgate.shop;

/** What a customer is to the shop. */
public enum Tier {
    BRONZE, SILVER, GOLD
}
