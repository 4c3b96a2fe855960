package msmgate.zoo;

import java.util.List;
import java.util.Map;

/** Fields of every kind of type, its own and inherited ones. */
public class Gadget extends Thing {
    private static final long serialVersionUID = 2L;
    static int made;

    public boolean flag;
    public byte tiny;
    public char letter;
    public short small;
    public int count;
    public long big;
    public float single;
    public double amount;
    public Boolean maybe;
    public Integer boxed;
    public Long wide;
    public Double ratio;
    public String text;
    public Mood mood;
    public Object any;
    public Number numeric;
    public List<Object> list;
    public Map<String, Object> map;
    public int[] ints;
    public String[] words;
    public Object[] things;
    public Gadget next;
    public transient String cache;
    private final String origin;

    public Gadget() {
        this(0, null, null);
    }

    public Gadget(int number, String label, String origin) {
        super(number, label);
        this.origin = origin;
        this.letter = '-';
        this.cache = "never stored";
        made++;
    }
}
