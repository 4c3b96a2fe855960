package com.acme.shop;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

public class Category implements Serializable {
    private String name;
    private Category parent;
    private Category self;
    private List<Category> children;
    private Map<String, Category> index;
}
