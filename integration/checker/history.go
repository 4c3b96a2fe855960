package checker

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"
)

// What a request does.
const (
	Append     = "append"
	Incr       = "incr"
	Read       = "read"
	Invalidate = "invalidate"
)

// Operation is a request as a user plans it.
type Operation struct {
	Do    string
	Sleep time.Duration // inside the request
	Front uint32        // which node, where any will do
}

// Request is one request and what came back. Times count from the start of the run.
type Request struct {
	Begin, End time.Duration
	User       int
	Do         string
	Token      string `json:",omitempty"` // of an append
	Node       string `json:",omitempty"`
	Sent       string `json:",omitempty"` // the session id in the cookie
	Status     int    // 0 where there is no answer
	Error      string `json:",omitempty"`
	Answer     Answer
}

// Good says whether the answer promises anything.
func (r Request) Good() bool { return r.Status == 200 }

// Answer is the JSON below /check/; ID and Birth are empty without a session.
type Answer struct {
	ID          string   `json:"id"`
	Birth       string   `json:"birth"`
	IsNew       bool     `json:"isNew"`
	List        []string `json:"list"`
	Value       int64    `json:"value"`
	Invalidated bool     `json:"invalidated,omitempty"`
}

// History is all that happened in a run.
type History struct {
	Scenario string
	Requests []Request // in order of their ends
	Faults   []Fault   // as they were done, not as they were planned

	mu sync.Mutex
}

func (h *History) addRequest(r Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Requests = append(h.Requests, r)
}

func (h *History) addFault(f Fault) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Faults = append(h.Faults, f)
}

// Write writes a line of JSON for each fault and then for each request.
func (h *History) Write(file string) error {
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("writing a history: %w", err)
	}
	defer f.Close()
	buffer := bufio.NewWriter(f)
	lines := json.NewEncoder(buffer)
	for _, fault := range h.Faults {
		if err := lines.Encode(fault); err != nil {
			return fmt.Errorf("writing a history: %w", err)
		}
	}
	for _, r := range h.Requests {
		if err := lines.Encode(r); err != nil {
			return fmt.Errorf("writing a history: %w", err)
		}
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("writing a history: %w", err)
	}
	return nil
}
