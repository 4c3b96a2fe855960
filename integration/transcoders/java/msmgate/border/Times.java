package msmgate.border;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

/** Dates and times, the old ones and those of java.time. */
final class Times {
    private Times() {
    }

    static void add() {
        Kinds.leaf("date", g -> g.keep(new Date(millis(g))));
        Kinds.leaf("date.early", g -> g.keep(new Date(-12200000000000L - g.random.nextInt(Integer.MAX_VALUE) * 40000L)));
        Kinds.leaf("date.late", g -> g.keep(new Date(253000000000000L + g.random.nextInt(Integer.MAX_VALUE) * 1000L)));
        Kinds.leaf("sqldate", g -> g.keep(new java.sql.Date(millis(g))));
        Kinds.leaf("sqltime", g -> g.keep(new java.sql.Time(millis(g))));
        Kinds.leaf("timestamp", Times::timestamp);
        Kinds.leaf("calendar", Times::calendar);
        Kinds.leaf("timezone", g -> g.keep(TimeZone.getTimeZone(g.random.nextBoolean() ? "Europe/Paris" : "UTC")));
        Kinds.leaf("timezone.simple", g -> g.keep(new SimpleTimeZone(g.random.nextInt(24) * 3600000, "here")));
        Kinds.leaf("instant", g -> Instant.ofEpochSecond(millis(g) / 1000, g.random.nextInt(1000000000)));
        Kinds.leaf("localdate", g -> day(g));
        Kinds.leaf("localtime", g -> clock(g));
        Kinds.leaf("localdatetime", g -> LocalDateTime.of(day(g), clock(g)));
        Kinds.leaf("zoneddatetime", g -> ZonedDateTime.of(day(g), clock(g), zone(g)));
        Kinds.leaf("offsetdatetime", g -> OffsetDateTime.of(day(g), clock(g), offset(g)));
        Kinds.leaf("offsettime", g -> OffsetTime.of(clock(g), offset(g)));
        Kinds.leaf("zoneid", Times::zone);
        Kinds.leaf("zoneoffset", Times::offset);
        Kinds.leaf("year", g -> Year.of(g.random.nextInt(4000) - 1000));
        Kinds.leaf("yearmonth", g -> YearMonth.of(g.random.nextInt(12000) - 1000, 1 + g.random.nextInt(12)));
        Kinds.leaf("monthday", g -> MonthDay.of(1 + g.random.nextInt(12), 1 + g.random.nextInt(28)));
        Kinds.leaf("period", g -> Period.of(g.random.nextInt(50) - 20, g.random.nextInt(50) - 20, g.random.nextInt(50) - 20));
        Kinds.leaf("duration", g -> Duration.ofSeconds(g.random.nextInt() / (1 + g.random.nextInt(100000)), g.random.nextInt(1000000000)));
        Kinds.leaf("duration.whole", g -> Duration.ofMinutes(g.random.nextInt(10000) - 5000));
        Kinds.leaf("month", g -> Month.of(1 + g.random.nextInt(12)));
        Kinds.leaf("dayofweek", g -> DayOfWeek.of(1 + g.random.nextInt(7)));
    }

    private static long millis(Graphs g) {
        return g.random.nextBoolean() ? g.random.nextLong() % 4000000000000L : 1417008645000L + g.random.nextInt(3);
    }

    private static Object timestamp(Graphs g) {
        java.sql.Timestamp stamp = new java.sql.Timestamp(millis(g));
        stamp.setNanos(g.random.nextInt(1000000000));
        return g.keep(stamp);
    }

    private static Object calendar(Graphs g) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(g.random.nextBoolean() ? "America/New_York" : "UTC"), Locale.FRANCE);
        calendar.setTimeInMillis(millis(g));
        if (g.random.nextBoolean()) {
            calendar.setLenient(false);
        }
        return g.keep(calendar);
    }

    private static LocalDate day(Graphs g) {
        return LocalDate.ofEpochDay(g.random.nextInt(6000000) - 2000000);
    }

    private static LocalTime clock(Graphs g) {
        LocalTime time = LocalTime.ofSecondOfDay(g.random.nextInt(86400));
        switch (g.random.nextInt(4)) {
        case 0:
            return time.withSecond(0);
        case 1:
            return time.withNano(g.random.nextInt(1000) * 1000000);
        case 2:
            return time.withNano(g.random.nextInt(1000000000));
        default:
            return time;
        }
    }

    private static ZoneId zone(Graphs g) {
        return ZoneId.of(new String[] {"Europe/Berlin", "UTC", "Asia/Kolkata", "America/St_Johns", "+05:30"}[g.random.nextInt(5)]);
    }

    private static ZoneOffset offset(Graphs g) {
        return ZoneOffset.ofTotalSeconds((g.random.nextInt(49) - 24) * 1800 + (g.random.nextInt(5) == 0 ? 17 : 0));
    }
}
