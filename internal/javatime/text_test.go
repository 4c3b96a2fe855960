package javatime

import "testing"

// What is wanted is what java.time of JDK 17 shows.

func TestDuration(t *testing.T) {
	for _, c := range []struct {
		seconds, nano int64
		want          string
	}{
		{0, 0, "PT0S"},
		{-1, 500000000, "PT-0.5S"},
		{-61, 500000000, "PT-1M-0.5S"},
		{3661, 0, "PT1H1M1S"},
		{-3661, 1, "PT-1H-1M-0.999999999S"},
		{59, 999999999, "PT59.999999999S"},
		{-3600, 0, "PT-1H"},
		{-1, 999999000, "PT-0.000001S"},
		{90061, 120000000, "PT25H1M1.12S"},
		{-9223372036854775808, 0, "PT-2562047788015215H-30M-8S"},
		{-60, 0, "PT-1M"},
		{-1, 0, "PT-1S"},
		{-120, 1, "PT-1M-59.999999999S"},
	} {
		if have := Duration(c.seconds, c.nano); have != c.want {
			t.Errorf("%d s and %d ns: %s, want %s", c.seconds, c.nano, have, c.want)
		}
	}
}

func TestInstant(t *testing.T) {
	for _, c := range []struct {
		seconds, nano int64
		want          string
	}{
		{0, 0, "1970-01-01T00:00:00Z"},
		{1234567890, 123000000, "2009-02-13T23:31:30.123Z"},
		{-62167219201, 1000, "-0001-12-31T23:59:59.000001Z"},
		{253402300800, 1, "+10000-01-01T00:00:00.000000001Z"},
		{-31557014167219200, 0, "-1000000000-01-01T00:00:00Z"},
		{31556889864403199, 999999999, "+1000000000-12-31T23:59:59.999999999Z"},
	} {
		if have := Instant(c.seconds, c.nano); have != c.want {
			t.Errorf("%d s and %d ns: %s, want %s", c.seconds, c.nano, have, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		year        int32
		date, month string
	}{
		{0, "0000-02-03", "0000-02"},
		{-1, "-0001-02-03", "-0001-02"},
		{9999, "9999-02-03", "9999-02"},
		{10000, "+10000-02-03", "10000-02"},
		{-10000, "-10000-02-03", "-10000-02"},
		{999999999, "+999999999-02-03", "999999999-02"},
		{-999999999, "-999999999-02-03", "-999999999-02"},
	} {
		if have := Date(c.year, 2, 3); have != c.date {
			t.Errorf("%s, want %s", have, c.date)
		}
		if have := YearMonth(c.year, 2); have != c.month {
			t.Errorf("%s, want %s", have, c.month)
		}
	}
}

func TestClock(t *testing.T) {
	for _, c := range []struct {
		hour, minute, second, nano int64
		want                       string
	}{
		{0, 0, 0, 0, "00:00"},
		{23, 59, 0, 0, "23:59"},
		{1, 2, 3, 0, "01:02:03"},
		{1, 2, 0, 1, "01:02:00.000000001"},
		{1, 2, 3, 120000000, "01:02:03.120"},
		{1, 2, 3, 120000, "01:02:03.000120"},
		{1, 2, 3, 100, "01:02:03.000000100"},
	} {
		if have := Clock(c.hour, c.minute, c.second, c.nano); have != c.want {
			t.Errorf("%s, want %s", have, c.want)
		}
	}
}

func TestOffsetsAndPeriods(t *testing.T) {
	for seconds, want := range map[int64]string{
		0: "Z", 3600: "+01:00", -3600: "-01:00", 19800: "+05:30", -1: "-00:00:01", 64800: "+18:00", -64800: "-18:00", 3661: "+01:01:01",
	} {
		if have := Offset(seconds); have != want {
			t.Errorf("%s, want %s", have, want)
		}
	}
	for parts, want := range map[[3]int32]string{{}: "P0D", {1, -2, 3}: "P1Y-2M3D", {0, 13, 0}: "P13M", {-1, 0, -40}: "P-1Y-40D"} {
		if have := Period(parts[0], parts[1], parts[2]); have != want {
			t.Errorf("%s, want %s", have, want)
		}
	}
}
