package msmgate.zoo;

/** Its fields have the names of inherited ones. */
public class Hiding extends Thing {
    private static final long serialVersionUID = 3L;

    public String label;
    public Object number;

    public Hiding() {
    }

    public Hiding(int inherited, String inheritedLabel, String label, Object number) {
        super(inherited, inheritedLabel);
        this.label = label;
        this.number = number;
    }
}
