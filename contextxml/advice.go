package contextxml

func (r *reader) adviseNodes(nodes *Nodes) {
	resolveDuplicates(nodes.List)
}

func (r *reader) advisePattern(setting string, m Matcher) {}

func (r *reader) advise(app *Application) {}
