package msmgate.shop;

import java.util.Map;

/** Arrays of everything that there are arrays of. */
final class Arrayed {
    private Arrayed() {
    }

    static void fill(Map<String, Object> into, boolean rich) {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        into.put("a.bytes", bytes);
        into.put("a.shorts", new short[] {-1, 0, 32767});
        into.put("a.ints", new int[] {1, -2, Integer.MAX_VALUE});
        into.put("a.longs", new long[] {Long.MIN_VALUE, 7});
        into.put("a.floats", new float[] {1.5f, -0.25f});
        into.put("a.doubles", new double[] {0.1, 1e-5, Double.POSITIVE_INFINITY});
        into.put("a.chars", new char[] {'a', '<', '\u4e2d'});
        into.put("a.empty", new int[0]);
        into.put("a.strings", new String[] {"a", null, "\u65e5\u672c", ""});
        into.put("a.integers", new Integer[] {1, null, 3});
        into.put("a.nested", new int[][] {{1}, {}, {2, 3}});
        Address shared = new Address("Platz 1", "Wien", "1010");
        into.put("a.beans", new Address[] {shared, null, shared});
        Object[] mixed = new Object[4];
        mixed[0] = "text";
        mixed[1] = 5L;
        mixed[2] = shared;
        mixed[3] = mixed;
        into.put("a.mixed", mixed);
        if (rich) {
            into.put("a.booleans", new boolean[] {true, false, true});
        }
    }
}
