package contextxml

import "errors"

func loadBase(o Options) (*Result, error) { return nil, errors.New("not yet") }
