package msmgate.zoo;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/** Writes its fields, and more behind them: numbers that fill several blocks, and an object. */
public class Diary implements Serializable {
    private static final long serialVersionUID = 5L;

    private String owner;
    private transient int[] days;
    private transient Object secret;

    public Diary() {
    }

    public Diary(String owner, int[] days, Object secret) {
        this.owner = owner;
        this.days = days;
        this.secret = secret;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeInt(days.length);
        for (int day : days) {
            out.writeInt(day);
        }
        out.writeObject(secret);
        out.writeUTF("end");
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        days = new int[in.readInt()];
        for (int i = 0; i < days.length; i++) {
            days[i] = in.readInt();
        }
        secret = in.readObject();
        if (!"end".equals(in.readUTF())) {
            throw new IOException("a diary without an end");
        }
    }
}
