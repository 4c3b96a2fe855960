package memcacheserver

// request is a command line, cut at a NUL, and its first tokens.
type request struct {
	line   []byte
	tokens [][]byte
}

// noreply says whether the last token is `noreply`.
func (r request) noreply() bool {
	return string(r.tokens[len(r.tokens)-1]) == "noreply"
}

// command says how many tokens a command may have, its name included, and
// what it does. Commands with data are carried out once their data came.
type command struct {
	min, max int
	run      func(*conn, request) reply
	data     bool
	mode     mode
}

// anyCount stands for no upper limit of tokens: split gives no more.
const anyCount = maxTokens

var commands = map[string]command{
	"get":  {min: 2, max: anyCount, run: retrieve(false, false)},
	"bget": {min: 2, max: anyCount, run: retrieve(false, false)},
	"gets": {min: 2, max: anyCount, run: retrieve(true, false)},
	"gat":  {min: 2, max: anyCount, run: retrieve(false, true)},
	"gats": {min: 2, max: anyCount, run: retrieve(true, true)},

	"set":     {min: 5, max: 6, data: true, mode: modeSet},
	"add":     {min: 5, max: 6, data: true, mode: modeAdd},
	"replace": {min: 5, max: 6, data: true, mode: modeReplace},
	"append":  {min: 5, max: 6, data: true, mode: modeAppend},
	"prepend": {min: 5, max: 6, data: true, mode: modePrepend},
	"cas":     {min: 6, max: 7, data: true, mode: modeCAS},

	"delete":    {min: 2, max: 4, run: runDelete},
	"touch":     {min: 3, max: 4, run: runTouch},
	"incr":      {min: 3, max: 4, run: runAdd(false)},
	"decr":      {min: 3, max: 4, run: runAdd(true)},
	"flush_all": {min: 1, max: 3, run: runFlush},

	"version":     {min: 1, max: anyCount, run: runVersion},
	"verbosity":   {min: 2, max: 3, run: runVerbosity},
	"lru_crawler": {min: 1, max: anyCount, run: runCrawler},

	"stats": {min: 1, max: anyCount, run: runStats},
	"quit":  {min: 1, max: anyCount, run: runQuit},
}

func runUnknown(*conn, request) reply { return reply{line: answerError} }

func runQuit(*conn, request) reply { return reply{close: true} }

func runVersion(c *conn, _ request) reply {
	return reply{line: "VERSION " + c.server.options.Version}
}

// runVerbosity checks its argument as memcached does; there is nothing to set.
func runVerbosity(_ *conn, r request) reply {
	if _, ok := parseUint32(r.tokens[1]); !ok {
		return reply{line: answerBadLine, quiet: r.noreply()}
	}
	return reply{line: answerOK, quiet: r.noreply()}
}

// runDelete knows the old form with a hold time, of which only 0 is left.
func runDelete(c *conn, r request) reply {
	t, quiet := r.tokens, r.noreply()
	if len(t) > 2 {
		zero := string(t[2]) == "0"
		if !(len(t) == 3 && (zero || quiet)) && !(len(t) == 4 && zero && quiet) {
			return reply{line: answerDelete, quiet: quiet}
		}
	}
	// `delete noreply` deletes the key of that name, and answers.
	quiet = quiet && len(t) > 2
	if len(t[1]) > MaxKeyLength {
		return reply{line: answerBadLine, quiet: quiet}
	}
	return reply{line: c.server.store.delete(t[1]), quiet: quiet}
}

func runTouch(c *conn, r request) reply {
	quiet := r.noreply()
	if len(r.tokens[1]) > MaxKeyLength {
		return reply{line: answerBadLine, quiet: quiet}
	}
	exptime, ok := parseInt32(r.tokens[2])
	if !ok {
		return reply{line: answerBadExp, quiet: quiet}
	}
	return reply{line: c.server.store.touch(r.tokens[1], exptime), quiet: quiet}
}

func runAdd(decrement bool) func(*conn, request) reply {
	return func(c *conn, r request) reply {
		quiet := r.noreply()
		if len(r.tokens[1]) > MaxKeyLength {
			return reply{line: answerBadLine, quiet: quiet}
		}
		delta, ok := parseUint64(r.tokens[2])
		if !ok {
			return reply{line: answerBadDelta, quiet: quiet}
		}
		return reply{line: c.server.store.add(r.tokens[1], delta, decrement), quiet: quiet}
	}
}

func runFlush(c *conn, r request) reply {
	t, quiet := r.tokens, r.noreply()
	var delay int32
	if len(t) == 3 || len(t) == 2 && !quiet {
		var ok bool
		if delay, ok = parseInt32(t[1]); !ok {
			return reply{line: answerBadExp, quiet: quiet}
		}
	}
	c.server.store.flush(delay)
	return reply{line: answerOK, quiet: quiet}
}

// parseUpdate reads a storage command's line; ok is false for a bad one.
func parseUpdate(m mode, r request) (u update, ok bool) {
	t := r.tokens
	if len(t[1]) > MaxKeyLength {
		return u, false
	}
	u.mode, u.key = m, string(t[1])
	if u.flags, ok = parseUint32(t[2]); !ok {
		return u, false
	}
	if u.exptime, ok = parseInt32(t[3]); !ok {
		return u, false
	}
	if u.length, ok = parseLength(t[4]); !ok {
		return u, false
	}
	if m == modeCAS {
		u.cas, ok = parseUint64(t[5])
	}
	return u, ok
}
