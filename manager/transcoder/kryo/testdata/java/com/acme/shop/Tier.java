package com.acme.shop;

public enum Tier { BRONZE, SILVER, GOLD }
