package com.acme.shop;

import java.io.Serializable;
import java.util.Date;

public abstract class Entity implements Serializable {
    protected long id;
    protected Date created;
}
