package msmgate.zoo;

import java.io.Serializable;

/** The super-class of the zoo's beans. */
public abstract class Thing implements Serializable {
    private static final long serialVersionUID = 1L;

    protected int number;
    private String label;

    protected Thing() {
    }

    protected Thing(int number, String label) {
        this.number = number;
        this.label = label;
    }
}
