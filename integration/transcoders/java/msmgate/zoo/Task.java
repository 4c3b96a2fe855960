package msmgate.zoo;

import java.io.Serializable;

/** Lambdas that can be serialized. */
public interface Task extends Serializable {
    Object run();

    static Task captures(String text, int number) {
        return () -> text + number;
    }

    static Task of(Object target) {
        return target::toString;
    }
}
