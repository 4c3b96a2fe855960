package msmgate.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds each item twice, in a list and by its number: shared references inside one attribute. */
public class Cart extends Entity {
    private static final long serialVersionUID = 11L;

    private Customer owner;
    private List<CartItem> items = new ArrayList<CartItem>();
    private Map<String, CartItem> bySku = new TreeMap<String, CartItem>();
    private CartItem[] gifts;
    private Object note;
    private double total;

    public Cart() {
    }

    public Cart(long number, Customer owner) {
        super(number, null);
        this.owner = owner;
        this.note = "leave at the door \u2713";
        this.total = 1.0e7;
    }

    public Cart add(CartItem item) {
        items.add(item);
        bySku.put(item.getSku(), item);
        gifts = new CartItem[] {item, null, items.get(0)};
        return this;
    }
}
