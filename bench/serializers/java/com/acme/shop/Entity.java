package com.acme.shop;

import java.io.Serializable;
import java.util.Date;

/** As the captured sessions hold it. */
public abstract class Entity implements Serializable {
    private static final long serialVersionUID = 4711L;

    protected long id;
    protected Date created;
}
