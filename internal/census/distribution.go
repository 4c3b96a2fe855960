package census

import (
	"math"
	"math/bits"
	"slices"
)

// Distribution tells how numbers are spread.
type Distribution struct {
	Unit   string `json:"unit"`
	Count  int64  `json:"count"`
	Min    int64  `json:"min"`
	Median int64  `json:"median"`
	P95    int64  `json:"p95"`
	Max    int64  `json:"max"`
	Total  int64  `json:"total"`
	// Histogram has the steps between the first and the last that hold something.
	Histogram []Bar `json:"histogram"`
}

// Bar is one step of a histogram: from From up to, but not including, To, which
// is -1 for no end.
type Bar struct {
	From  int64 `json:"from"`
	To    int64 `json:"to"`
	Count int64 `json:"count"`
}

// exactUpTo is how many numbers are kept as they are; what comes on top makes
// the median and the 95th percentile right to 1.6 percent.
const exactUpTo = 10_000

// spread collects numbers in a fixed space. Negative numbers count as 0.
type spread struct {
	unit       string
	steps      []int64 // beginnings of the bars, rising
	bars       []int64
	exact      []int64
	fine       map[int]int64 // by fineStep, once exact is full
	count      int64
	total      int64
	least, top int64
}

func newSpread(unit string, steps []int64) *spread {
	return &spread{unit: unit, steps: steps, bars: make([]int64, len(steps)), least: math.MaxInt64}
}

func (s *spread) add(n int64) {
	n = max(n, 0)
	s.count++
	if s.total <= math.MaxInt64-n {
		s.total += n
	}
	s.least, s.top = min(s.least, n), max(s.top, n)
	at, found := slices.BinarySearch(s.steps, n)
	if !found {
		at--
	}
	s.bars[max(at, 0)]++
	if s.fine == nil && len(s.exact) < exactUpTo {
		s.exact = append(s.exact, n)
		return
	}
	if s.fine == nil {
		s.fine = map[int]int64{}
		for _, n := range s.exact {
			s.fine[fineStep(n)]++
		}
		s.exact = nil
	}
	s.fine[fineStep(n)]++
}

// fineBits is how many bits of a number, from its highest, choose its step.
const fineBits = 6

// fineStep numbers steps whose width is a 64th of their beginning.
func fineStep(n int64) int {
	shift := bits.Len64(uint64(n)) - fineBits - 1
	if shift <= 0 {
		return int(n)
	}
	return shift<<fineBits + int(n>>shift)
}

// fineBegin is the smallest number of a step.
func fineBegin(step int) int64 {
	if step < 2<<fineBits {
		return int64(step)
	}
	shift := step>>fineBits - 1
	return int64(step-shift<<fineBits) << shift
}

// quantile gives the number below or at which the share q of all lie.
func (s *spread) quantile(q float64) int64 {
	rank := int64(math.Ceil(q * float64(s.count)))
	rank = max(rank, 1)
	if s.fine == nil {
		sorted := slices.Sorted(slices.Values(s.exact))
		return sorted[rank-1]
	}
	steps := make([]int, 0, len(s.fine))
	for step := range s.fine {
		steps = append(steps, step)
	}
	slices.Sort(steps)
	for _, step := range steps {
		if rank -= s.fine[step]; rank <= 0 {
			return min(max(fineBegin(step), s.least), s.top)
		}
	}
	return s.top
}

func (s *spread) distribution() Distribution {
	d := Distribution{Unit: s.unit, Count: s.count, Total: s.total, Max: s.top, Histogram: []Bar{}}
	if s.count == 0 {
		return d
	}
	d.Min, d.Median, d.P95 = s.least, s.quantile(0.5), s.quantile(0.95)
	first, last := 0, len(s.bars)-1
	for s.bars[first] == 0 {
		first++
	}
	for s.bars[last] == 0 {
		last--
	}
	for i := first; i <= last; i++ {
		bar := Bar{From: s.steps[i], To: -1, Count: s.bars[i]}
		if i+1 < len(s.steps) {
			bar.To = s.steps[i+1]
		}
		d.Histogram = append(d.Histogram, bar)
	}
	return d
}

// byteSteps are powers of two, timeSteps round times in seconds.
var (
	byteSteps = []int64{0, 256, 512, 1 << 10, 2 << 10, 4 << 10, 8 << 10, 16 << 10, 32 << 10, 64 << 10, 128 << 10, 256 << 10, 512 << 10, 1 << 20, 4 << 20, 16 << 20}
	timeSteps = []int64{0, 60, 300, 900, 1800, 3600, 2 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 30 * 86400, 90 * 86400, 365 * 86400}
)
