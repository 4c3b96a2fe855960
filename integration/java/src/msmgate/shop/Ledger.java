package msmgate.shop;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Writes itself in a form of its own, as classes with writeObject do: nothing but this class can read it. */
public class Ledger implements Serializable {
    private static final long serialVersionUID = 17L;

    private String title;
    private List<String> lines;

    public Ledger() {
    }

    public Ledger(String title, List<String> lines) {
        this.title = title;
        this.lines = lines;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.writeUTF(title);
        out.writeInt(lines.size());
        for (String line : lines) {
            out.writeObject(line);
        }
        out.writeByte(0x2a);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        title = in.readUTF();
        int n = in.readInt();
        lines = new ArrayList<String>();
        for (int i = 0; i < n; i++) {
            lines.add((String) in.readObject());
        }
        if (in.readByte() != 0x2a) {
            throw new IOException("ledger without its end mark");
        }
    }
}
