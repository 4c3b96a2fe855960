package msmgate.shop;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A tree whose children know their parent: a cycle. */
public class Category implements Serializable {
    private static final long serialVersionUID = 5L;

    private String name;
    private Category parent;
    private List<Category> children = new ArrayList<Category>();

    public Category() {
    }

    public Category(String name) {
        this.name = name;
    }

    public Category add(Category child) {
        child.parent = this;
        children.add(child);
        return this;
    }
}
