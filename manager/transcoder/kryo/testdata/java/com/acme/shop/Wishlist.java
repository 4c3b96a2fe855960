package com.acme.shop;

import java.io.Serializable;
import java.util.ArrayList;

public class Wishlist extends ArrayList<Object> {
    private String title;

    public class Note implements Serializable {
        private String text;
    }
}
