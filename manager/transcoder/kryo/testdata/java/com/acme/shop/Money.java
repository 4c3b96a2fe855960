package com.acme.shop;

import java.io.Serializable;
import java.math.BigDecimal;

public class Money implements Serializable {
    private long cents;
    private String currency;
    private BigDecimal rate;
}
