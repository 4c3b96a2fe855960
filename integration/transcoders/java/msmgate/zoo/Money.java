package msmgate.zoo;

import java.io.Serializable;

/** Lets another object be written in its place. */
public class Money implements Serializable {
    private static final long serialVersionUID = 7L;

    private final long cents;
    private final String currency;

    public Money(long cents, String currency) {
        this.cents = cents;
        this.currency = currency;
    }

    private Object writeReplace() {
        return new Form(currency + " " + cents);
    }

    /** What stands in the record. */
    static class Form implements Serializable {
        private static final long serialVersionUID = 8L;

        private final String text;

        Form(String text) {
            this.text = text;
        }

        private Object readResolve() {
            String[] parts = text.split(" ");
            return new Money(Long.parseLong(parts[1]), parts[0]);
        }
    }
}
