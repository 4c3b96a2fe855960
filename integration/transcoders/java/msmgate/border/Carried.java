package msmgate.border;

import java.util.ArrayList;
import java.util.Arrays;
import msmgate.zoo.Failure;
import msmgate.zoo.Greeter;
import msmgate.zoo.Task;

/** What can be stored and loaded, but nobody could make or change without running it. */
final class Carried {
    private Carried() {
    }

    static void add() {
        Kinds.leaf("lambda", g -> g.keep(Task.captures(g.text(), g.number())));
        Kinds.holder("lambda.method", g -> g.keep(Task.of(new ArrayList<Object>(Arrays.asList(g.text(), 1)))));
        Kinds.leaf("proxy", g -> g.keep(Greeter.Handler.proxy(g.text())));
        Kinds.leaf("throwable", g -> g.keep(new IllegalStateException(g.text(), new RuntimeException("cause"))));
        Kinds.leaf("failure", g -> g.keep(new Failure(g.text(), g.number(), g.random.nextBoolean() ? new Error() : null)));
    }
}
