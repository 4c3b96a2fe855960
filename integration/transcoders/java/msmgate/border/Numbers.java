package msmgate.border;

import java.math.BigInteger;
import java.util.Random;

/** Numbers, the ends of their ranges among them. */
final class Numbers {
    private static final int[] INTS = {0, 1, -1, 127, 128, -128, -129, 32767, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final long[] LONGS = {0, 1, -1, 1L << 31, -(1L << 31) - 1, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE, 1417008645123L};
    private static final double[] DOUBLES = {0, 1, -1.5, 0.1, 1e7, 1.0E-4, 123456789.125, Double.MAX_VALUE, Double.MIN_VALUE, 1e300, 2.2250738585072014E-308, 1.0 / 3};

    private Numbers() {
    }

    static int whole(Random random) {
        return random.nextBoolean() ? INTS[random.nextInt(INTS.length)] : random.nextInt();
    }

    static long wide(Random random) {
        return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
    }

    static double real(Random random) {
        return random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
    }

    /** One whose shortest text has few digits. */
    static double plain(Random random) {
        return random.nextInt(2000000) / 64.0 - 8;
    }

    static BigInteger big(Random random) {
        BigInteger n = new BigInteger(random.nextInt(200), random);
        return random.nextBoolean() ? n : n.negate();
    }
}
