package main

import "errors"

// The exit codes of every command.
const (
	exitFine = 0
	// exitFault: the input is at fault, or the operation was refused.
	exitFault = 1
	// exitUnreadable: something could not be read or reached, or the usage is wrong.
	exitUnreadable = 2
)

// exitError is an error that chooses the exit code.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// fault marks an error as the input's, or as a refusal: exit code 1.
func fault(err error) error { return &exitError{exitFault, err} }

// unreadable marks an error as something that could not be read or reached:
// exit code 2.
func unreadable(err error) error { return &exitError{exitUnreadable, err} }

// exitCode is what the process ends with. An error nobody marked is cobra's,
// about wrong usage.
func exitCode(err error) int {
	if err == nil {
		return exitFine
	}
	var marked *exitError
	if errors.As(err, &marked) {
		return marked.code
	}
	return exitUnreadable
}
