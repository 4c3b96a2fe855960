package msmgate.border;

import java.io.Serializable;
import msmgate.zoo.Mood;

/** Arrays. */
final class Arrayed {
    private Arrayed() {
    }

    static void add() {
        Kinds.leaf("byte[]", g -> {
            byte[] bytes = g.keep(new byte[g.random.nextInt(300)]);
            g.random.nextBytes(bytes);
            return bytes;
        });
        Kinds.leaf("boolean[]", g -> g.keep(new boolean[] {true, false, g.random.nextBoolean()}));
        Kinds.leaf("char[]", g -> g.keep(("x<" + g.text()).toCharArray()));
        Kinds.leaf("short[]", g -> g.keep(new short[] {(short) g.number(), -1}));
        Kinds.leaf("int[]", g -> g.keep(new int[] {g.number(), g.number()}));
        Kinds.leaf("int[].empty", g -> g.keep(new int[0]));
        Kinds.leaf("long[]", g -> g.keep(new long[] {Numbers.wide(g.random), 7}));
        Kinds.leaf("float[]", g -> g.keep(new float[] {(float) g.real(), 0.5f}));
        Kinds.leaf("double[]", g -> g.keep(new double[] {g.real(), 0.1}));
        Kinds.leaf("String[]", g -> g.keep(new String[] {g.text(), null, g.text()}));
        Kinds.leaf("Integer[]", g -> g.keep(new Integer[] {g.number(), null}));
        Kinds.leaf("enum[]", g -> g.keep(new Mood[] {Mood.WILD, null, Mood.CALM}));
        Kinds.leaf("int[][]", g -> g.keep(new int[][] {{1, g.number()}, {}, null}));
        Kinds.leaf("String[][][]", g -> g.keep(new String[][][] {{{g.text()}, {}}, {}}));
        Kinds.holder("Object[]", g -> {
            Object[] array = g.keep(new Object[g.size()]);
            for (int i = 0; i < array.length; i++) {
                array[i] = g.orNull();
            }
            return array;
        });
        Kinds.holder("Object[][]", g -> {
            Object[][] array = g.keep(new Object[2][1]);
            array[0][0] = g.orNull();
            if (g.shares()) {
                array[1] = array[0];
            }
            return array;
        });
        Kinds.leaf("Serializable[]", g -> g.keep(new Serializable[] {g.number(), g.text()}));
    }
}
