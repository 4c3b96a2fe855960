package app;

/** A class for the filters to judge. */
public class Cart {
    /** A nested one. */
    public static class Item {
    }
}
