package msmgate.zoo;

import java.io.Serializable;

/** Has an equals of its own, so that it can be a key. */
public class Key implements Serializable {
    private static final long serialVersionUID = 14L;

    private final String realm;
    private final int id;

    public Key() {
        this("", 0);
    }

    public Key(String realm, int id) {
        this.realm = realm;
        this.id = id;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Key && ((Key) o).id == id && ((Key) o).realm.equals(realm);
    }

    @Override
    public int hashCode() {
        return realm.hashCode() * 31 + id;
    }
}
