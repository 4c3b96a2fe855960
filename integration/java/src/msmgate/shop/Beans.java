package msmgate.shop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Beans of the application: nested, cyclic, and shared between attributes. */
final class Beans {
    private Beans() {
    }

    static void fill(Map<String, Object> into, boolean rich) {
        Customer customer = new Customer(42, "J\u00f6rg \ud83d\ude00 M\u00fcller", new Address("Hauptstra\u00dfe 1", "K\u00f6ln", "50667"));
        Cart cart = new Cart(4711, customer)
            .add(new CartItem("A-1", 2, 1990).option("colour", "red").option("size", null))
            .add(new CartItem("B-2", 1, 3000000001L));
        into.put("b.customer", customer);
        into.put("b.cart", cart);
        into.put("b.home", customer.getHome());
        into.put("b.customer.again", customer);

        Category root = new Category("all");
        Category books = new Category("books \u672c");
        root.add(books.add(new Category("maps"))).add(new Category(null));
        into.put("b.category", root);
        into.put("b.category.child", books);

        List<Object> loop = new ArrayList<Object>();
        loop.add("before");
        loop.add(loop);
        loop.add(customer);
        into.put("b.loop", loop);
        Map<String, Object> ring = new HashMap<String, Object>();
        ring.put("self", ring);
        ring.put("loop", loop);
        into.put("b.ring", ring);
        into.put("b.carts", new ArrayList<Object>(Arrays.asList(cart, cart, new Cart(1, null))));
        if (rich) {
            Invoice invoice = new Invoice(9, new Date(1417008645123L), new BigDecimal("1234.50"));
            into.put("b.invoice", invoice);
            into.put("b.ledger", new Ledger("first quarter", new ArrayList<String>(Arrays.asList("rent \u20ac", "salt", "rent \u20ac"))));
            into.put("b.invoices", new Invoice[] {invoice, new Invoice(10, null, BigDecimal.TEN)});
        }
    }

    /** A cart that only its owner shares with another attribute: as it is filled, and as the example in Go changes it. */
    static void cart(Map<String, Object> into, boolean changed) {
        Customer customer = new Customer(42, "J\u00f6rg \ud83d\ude00 M\u00fcller", new Address("Hauptstra\u00dfe 1", "K\u00f6ln", "50667"));
        Cart cart = new Cart(4712, customer)
            .add(new CartItem("A-1", changed ? 5 : 2, 1990).option("colour", "red").option("size", "L"))
            .add(new CartItem("B-2", 1, 3000000001L));
        if (changed) {
            cart.add(new CartItem("C-3", 1, 495).option("colour", "blue"));
        }
        into.put("customer", customer);
        into.put("cart", cart);
        into.put("last.search", "maps \u672c");
    }
}
