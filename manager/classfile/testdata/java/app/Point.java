package app;

import java.io.Serializable;

/** A record declares no id: it is 0. */
public record Point(int x, String label) implements Serializable {
    record Named(String name) implements Serializable {
        private static final long serialVersionUID = 3L;
    }
}
