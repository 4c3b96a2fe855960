package msmgate.zoo;

import java.io.Serializable;

/** Has an inner class, whose objects hold the outer one in a field that the compiler made. */
public class Outer implements Serializable {
    private static final long serialVersionUID = 9L;

    public String name;
    public Inner inner;

    public Outer() {
    }

    public Outer(String name, int depth) {
        this.name = name;
        this.inner = new Inner();
        this.inner.depth = depth;
    }

    public class Inner implements Serializable {
        private static final long serialVersionUID = 10L;

        public int depth;

        public String whose() {
            return name;
        }
    }
}
