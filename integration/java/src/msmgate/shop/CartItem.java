package msmgate.shop;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of a cart, with a map of options in it. */
public class CartItem implements Serializable {
    private static final long serialVersionUID = 3L;

    private String sku;
    private int quantity;
    private long cents;
    private Map<String, String> options = new LinkedHashMap<String, String>();

    public CartItem() {
    }

    public CartItem(String sku, int quantity, long cents) {
        this.sku = sku;
        this.quantity = quantity;
        this.cents = cents;
    }

    public String getSku() {
        return sku;
    }

    public CartItem option(String name, String value) {
        options.put(name, value);
        return this;
    }
}
