package census

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestDistributionOfFewIsExact(t *testing.T) {
	s := newSpread("bytes", byteSteps)
	for _, n := range []int64{100, 300, 300, 5000, -7} {
		s.add(n)
	}
	d := s.distribution()
	want := []Bar{{0, 256, 2}, {256, 512, 2}, {512, 1024, 0}, {1024, 2048, 0}, {2048, 4096, 0}, {4096, 8192, 1}}
	if d.Min != 0 || d.Median != 300 || d.P95 != 5000 || d.Max != 5000 || d.Count != 5 || d.Total != 5700 || !slices.Equal(d.Histogram, want) {
		t.Errorf("%+v", d)
	}
	if d := newSpread("bytes", byteSteps).distribution(); d.Count != 0 || d.Min != 0 || len(d.Histogram) != 0 || d.Histogram == nil {
		t.Errorf("of nothing: %+v", d)
	}
}

// Beyond what is kept exactly, quantiles are right to 1.6 percent.
func TestDistributionOfMany(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := newSpread("seconds", timeSteps)
	var all []int64
	for range 5 * exactUpTo {
		n := int64(math.Exp(r.Float64() * 30))
		all = append(all, n)
		s.add(n)
	}
	slices.Sort(all)
	d := s.distribution()
	for name, pair := range map[string][2]int64{"median": {d.Median, all[len(all)/2-1]}, "p95": {d.P95, all[len(all)*95/100-1]}} {
		if got, want := float64(pair[0]), float64(pair[1]); got > want || got < want*(1-1.0/64) {
			t.Errorf("%s is %g, want %g", name, got, want)
		}
	}
	if d.Min != all[0] || d.Max != all[len(all)-1] || len(s.exact) != 0 {
		t.Errorf("%+v", d)
	}
	s.add(math.MaxInt64)
	if d := s.distribution(); d.Max != math.MaxInt64 || d.Total < 0 {
		t.Errorf("%+v", d)
	}
	for _, n := range []int64{0, 1, 63, 64, 127, 128, 129, 255, 256, 1 << 40, math.MaxInt64} {
		if begin := fineBegin(fineStep(n)); begin > n || float64(begin) < float64(n)*63/64 {
			t.Errorf("%d is in the step from %d", n, begin)
		}
	}
}

// A full table loses the names of few sessions, never those of many.
func TestTallyIsBounded(t *testing.T) {
	tally := newTally[struct{}](100)
	for i := range 10_000 {
		tally.count("often")
		tally.count(strings.Repeat("x", i%5000))
	}
	if len(tally.entries) > 100 || tally.entries["often"].sessions != 10_000 || tally.dropped == 0 {
		t.Errorf("%d entries, %+v", len(tally.entries), tally.entries["often"])
	}
	if sorted := tally.sorted(); sorted[0].name != "often" {
		t.Errorf("%s comes first", sorted[0].name)
	}
}

func TestTexts(t *testing.T) {
	for want, got := range map[string]string{
		"0 B": bytesText(0), "1500 B": bytesText(1500), "1 KiB": bytesText(1024), "20 KiB": bytesText(20_000), "1 MiB": bytesText(1 << 20), "12 MiB": bytesText(12_700_000), "20 GiB": bytesText(20 << 30),
		"0 s": secondsText(0), "59 s": secondsText(59), "1 min": secondsText(60), "2 min 5 s": secondsText(125), "1 h 1 min": secondsText(3660), "1 h": secondsText(3601), "3 d 2 h": secondsText(3*86400 + 2*3600 + 5),
		"–": share(1, 0), "<1 %": share(1, 1000), "50 %": share(1, 2), "0 %": share(0, 5),
		"1 session": many(1, "session"), "2 sessions": many(2, "session"),
		`"a\x1b[31m"`: printable("a\x1b[31m"), "é": printable("é"),
		`no "…" here, "…"`: withoutQuotes(`no "secret" here, "an\"other"`),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for most, want := range map[int64]int64{0: 1, 1: 1, 5: 1, 6: 2, 11: 5, 26: 10, 1000: 200} {
		if got := gridStep(most); got != want {
			t.Errorf("a grid up to %d has steps of %d, want %d", most, got, want)
		}
	}
}

func TestGadgets(t *testing.T) {
	for class, want := range map[string]Severity{
		"org.apache.commons.collections.functors.InvokerTransformer":     Critical,
		"org.apache.commons.collections.functors.ConstantTransformer":    High,
		"[Lorg.apache.commons.collections4.functors.ChainedTransformer;": Critical,
		"com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl":     Critical,
		"org.apache.commons.beanutils.BeanComparator":                    Critical,
		"org.codehaus.groovy.runtime.MethodClosure":                      Critical,
		"com.sun.rowset.JdbcRowSetImpl":                                  Critical,
		"com.mchange.v2.c3p0.PoolBackedDataSource":                       Critical,
		"org.springframework.core.SerializableTypeWrapper$TypeProvider":  High,
		"com.sun.syndication.feed.impl.ToStringBean":                     High,
		"org.hibernate.engine.spi.TypedValue":                            High,
		"java.rmi.server.UnicastRemoteObject":                            High,
		"java.net.URL":                                                   Hint,
		"java.net.URLClassLoader":                                        "",
		"java.util.HashMap":                                              "",
		"[I":                                                             "",
		"":                                                               "",
	} {
		got := GadgetOf(class)
		if got == nil && want != "" || got != nil && got.Severity != want {
			t.Errorf("%s: %+v, want %s", class, got, want)
		}
	}
	for _, row := range gadgets() {
		if row.gadget.Severity.rank() == 3 && row.gadget.Severity != Hint || row.name == "" || row.gadget.Family == "" {
			t.Errorf("a bad row: %+v", row)
		}
	}
	if len(gadgets()) < 90 {
		t.Errorf("only %d rows", len(gadgets()))
	}
}
