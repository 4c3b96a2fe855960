package census

import (
	"fmt"
	"math"
)

// Plots are worked out here and drawn by page.html as SVG; the page runs no
// script.

// plot is a histogram as columns.
type plot struct {
	ID, Title, Note string
	Width, Height   float64
	Base            float64 // y of the axis
	Columns         []column
	Lines           []gridLine
	// EndTick is the end of the last column, if it has one.
	EndTick, EndAnchor string
	EndX               float64
}

// column is one step of a histogram.
type column struct {
	X, Y, W, H  float64
	Label, Tick string
	TickX       float64
	Count       int64
}

type gridLine struct {
	Y, X1, X2 float64
	Text      string
}

// Measures of a plot, in the units of its drawing.
const (
	plotWidth  = 640.0
	plotHeight = 240.0
	plotLeft   = 48.0
	plotTop    = 12.0
	plotBase   = 206.0
	plotGap    = 3.0
)

// plotOf draws a distribution; nil if it is empty.
func plotOf(id, title string, d Distribution) *plot {
	if d.Count == 0 {
		return nil
	}
	p := &plot{
		ID: id, Title: title, Width: plotWidth, Height: plotHeight, Base: plotBase,
		Note: fmt.Sprintf("%d values: smallest %s, median %s, 95 %% are at most %s, largest %s.",
			d.Count, d.text(d.Min), d.text(d.Median), d.text(d.P95), d.text(d.Max)),
	}
	most := int64(0)
	for _, b := range d.Histogram {
		most = max(most, b.Count)
	}
	step := gridStep(most)
	top := (most + step - 1) / step * step
	height := plotBase - plotTop
	for n := int64(0); n <= top; n += step {
		p.Lines = append(p.Lines, gridLine{Y: plotBase - height*float64(n)/float64(top), X1: plotLeft, X2: plotWidth, Text: fmt.Sprint(n)})
	}
	room := (plotWidth - plotLeft) / float64(len(d.Histogram))
	room = min(room, 90)
	for i, b := range d.Histogram {
		h := height * float64(b.Count) / float64(top)
		if b.Count > 0 {
			h = max(h, 2)
		}
		x := plotLeft + room*float64(i)
		p.Columns = append(p.Columns, column{
			X: x + plotGap/2, W: room - plotGap, Y: plotBase - h, H: h,
			Label: d.label(b), Tick: d.text(b.From), TickX: x, Count: b.Count,
		})
	}
	if last := d.Histogram[len(d.Histogram)-1]; last.To >= 0 && room >= 75 {
		p.EndTick, p.EndX, p.EndAnchor = d.text(last.To), plotLeft+room*float64(len(d.Histogram)), "start"
		if p.EndX > plotWidth-40 {
			p.EndAnchor = "end"
		}
	}
	return p
}

// gridStep gives a round number that makes at the most five steps.
func gridStep(most int64) int64 {
	for power := int64(1); power <= math.MaxInt64/10; power *= 10 {
		for _, n := range []int64{1, 2, 5} {
			if n*power*5 >= most {
				return n * power
			}
		}
	}
	return most
}

// part is one piece of a stacked bar, in percent of all.
type part struct {
	X, W  float64
	Class string
}

// stack is a row of a plot: how many sessions can be edited, read, carried.
type stack struct {
	Name  string
	Parts []part
	Text  string
}

// stackRows is how many attributes are drawn.
const stackRows = 25

func stacksOf(list []Attribute) []stack {
	var rows []stack
	most := int64(1)
	if len(list) > 0 {
		most = list[0].Sessions
	}
	for _, a := range list[:min(len(list), stackRows)] {
		row := stack{Name: a.Name, Text: fmt.Sprintf("%d: %d edit, %d read, %d carry", a.Sessions, a.Edit, a.Read, a.Carry)}
		x := 0.0
		for i, n := range []int64{a.Edit, a.Read, a.Carry} {
			w := 100 * float64(n) / float64(most)
			if n > 0 {
				row.Parts = append(row.Parts, part{X: x, W: w, Class: []string{"edit", "read", "carry"}[i]})
			}
			x += w
		}
		rows = append(rows, row)
	}
	return rows
}
