package msmgate.shop;

import java.io.Serializable;

/** What all things of the shop have in common; the super-class of the beans in a session. */
public abstract class Entity implements Serializable {
    private static final long serialVersionUID = 1L;

    private long number;
    private String label;

    protected Entity() {
    }

    protected Entity(long number, String label) {
        this.number = number;
        this.label = label;
    }

    public long getNumber() {
        return number;
    }

    public String getLabel() {
        return label;
    }
}
