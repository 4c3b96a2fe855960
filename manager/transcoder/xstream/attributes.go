package xstream

// findAttributes finds where the attributes stand.
func (d *document) findAttributes() error {
	o := d.root.obj
	if d.root.ref != "" || o.class != tableClass {
		return &SyntaxError{Offset: d.root.at, Reason: "the attributes are no concurrent-hash-map"}
	}
	if o.shape == custom {
		return d.findOld()
	}
	d.table = o
	for _, entry := range o.kids {
		if entry.name != "entry" || entry.ref != "" || len(entry.obj.kids) != 2 {
			return &SyntaxError{Offset: entry.at, Reason: "an attribute is an entry of a key and a value"}
		}
		if err := d.add(entry, entry.obj.kids[0], entry.obj.kids[1]); err != nil {
			return err
		}
	}
	return nil
}

// findOld finds the attributes as XStream 1.4.2 writes them.
func (d *document) findOld() error {
	d.old = true
	for _, k := range d.root.obj.kids {
		if k.name == tableClass && k.ref == "" {
			d.table = k.obj
		}
	}
	if d.table == nil {
		return &SyntaxError{Offset: d.root.at, Reason: "there is no " + tableClass + " with attributes"}
	}
	kids := d.table.kids
	n := len(kids)
	if n < 3 || n%2 == 0 || kids[0].name != "default" || kids[n-1].name != "null" || kids[n-2].name != "null" {
		return &SyntaxError{Offset: d.table.home.at, Reason: "the attributes don't stand between the fields and two nulls"}
	}
	for i := 1; i < n-2; i += 2 {
		if err := d.add(nil, kids[i], kids[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (d *document) add(entry, key, value *slot) error {
	if key.obj.class != "java.lang.String" || key.obj.shape != leaf {
		return &SyntaxError{Offset: key.at, Reason: "an attribute's name is no string"}
	}
	name, _ := unescape(key.obj.text, d.latin1)
	d.attrs = append(d.attrs, attribute{name: name, entry: entry, key: key, value: value})
	return nil
}
