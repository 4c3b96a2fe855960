package requests

import (
	"slices"
	"testing"
)

// run says which page was loaded at which server.
type run struct{ server, page int }

// runs are the results of all rounds, one after another.
type runs struct{ of map[run][]result }

func (r *runs) add(server, page int, got result) {
	if r.of == nil {
		r.of = make(map[run][]result)
	}
	key := run{server, page}
	r.of[key] = append(r.of[key], got)
}

// report shows the medians of a page's rounds.
func (r *runs) report(b *testing.B, server, page int) {
	for b.Loop() {
		list := r.of[run{server, page}]
		b.ReportMetric(median(list, func(_ int, got result) float64 { return got.perSecond }), "requests/s")
		b.ReportMetric(median(list, func(_ int, got result) float64 { return got.cpu }), "cpu-µs/request")
		b.ReportMetric(median(list, func(_ int, got result) float64 { return float64(got.p99.Microseconds()) / 1000 }), "p99-ms")
		if server > 0 {
			b.ReportMetric(r.ratio(list, run{0, page}), "x-tomcat")
		}
		if without := page - 1; pages[page].name == "read" && pages[without].name == "read-without" {
			b.ReportMetric(r.ratio(list, run{server, without}), "x-without")
		}
	}
	b.ReportMetric(0, "ns/op")
}

// ratio is the median of the rounds' ratios of requests per second.
func (r *runs) ratio(list []result, to run) float64 {
	return median(list, func(round int, got result) float64 { return got.perSecond / r.of[to][round].perSecond })
}

func median(list []result, of func(round int, got result) float64) float64 {
	figures := make([]float64, len(list))
	for i, got := range list {
		figures[i] = of(i, got)
	}
	slices.Sort(figures)
	return figures[len(figures)/2]
}
