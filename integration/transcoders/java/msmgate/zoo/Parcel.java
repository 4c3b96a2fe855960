package msmgate.zoo;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** Writes all of itself. */
public class Parcel implements Externalizable {
    private static final long serialVersionUID = 6L;

    private long weight;
    private Object content;

    public Parcel() {
    }

    public Parcel(long weight, Object content) {
        this.weight = weight;
        this.content = content;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeLong(weight);
        out.writeObject(content);
        out.writeBoolean(true);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
        weight = in.readLong();
        content = in.readObject();
        if (!in.readBoolean()) {
            throw new IOException("a parcel without its mark");
        }
    }
}
