package msmgate.shop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers at their bounds, and the other classes of one value. */
final class Numbers {
    private Numbers() {
    }

    static void fill(Map<String, Object> into, boolean rich) {
        into.put("n.true", Boolean.TRUE);
        into.put("n.false", Boolean.FALSE);
        into.put("n.byte", Byte.MIN_VALUE);
        into.put("n.short", Short.MAX_VALUE);
        into.put("n.int", 42);
        into.put("n.int.min", Integer.MIN_VALUE);
        into.put("n.long", 1417008645123L);
        into.put("n.long.min", Long.MIN_VALUE);
        into.put("n.long.max", Long.MAX_VALUE);
        into.put("n.float", 0.1f);
        into.put("n.float.nan", Float.NaN);
        into.put("n.double", 1.0 / 3);
        into.put("n.double.big", 1.0e7);
        into.put("n.double.max", Double.MAX_VALUE);
        into.put("n.double.inf", Double.NEGATIVE_INFINITY);
        into.put("n.char", '\u20ac');
        into.put("n.enum", Tier.SILVER);
        if (rich) {
            into.put("n.double.zero", -0.0);
            into.put("n.char.nul", '\u0000');
            into.put("n.bigint", new BigInteger("-123456789012345678901234567890"));
            into.put("n.bigdec", new BigDecimal("12.50"));
            into.put("n.atomic.int", new AtomicInteger(-5));
            into.put("n.atomic.long", new AtomicLong(1L << 40));
            into.put("n.enum.body", OrderState.OPEN);
            into.put("n.class", String.class);
        }
    }
}
