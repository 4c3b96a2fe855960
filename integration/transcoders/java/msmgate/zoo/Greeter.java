package msmgate.zoo;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** The interface of a JDK proxy. */
public interface Greeter {
    String greet(String whom);

    /** Answers every call with its word. */
    class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 15L;

        public String word;

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) {
            switch (method.getName()) {
            case "hashCode":
                return System.identityHashCode(proxy);
            case "equals":
                return proxy == args[0];
            default:
                return word + " " + (args == null ? "" : args[0]);
            }
        }

        public static Object proxy(String word) {
            Handler handler = new Handler();
            handler.word = word;
            return Proxy.newProxyInstance(Greeter.class.getClassLoader(), new Class<?>[] {Greeter.class, Comparable.class}, handler);
        }
    }
}
