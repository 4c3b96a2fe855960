package msmgate.shop;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;

/** Points in time. Javolution keeps a calendar, but loses what a Date holds. */
final class Dates {
    private Dates() {
    }

    static void fill(Map<String, Object> into, boolean rich) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Europe/Berlin"), Locale.GERMANY);
        calendar.setTimeInMillis(1417008645123L);
        calendar.setFirstDayOfWeek(Calendar.SUNDAY);
        into.put("d.calendar", calendar);
        if (!rich) {
            return;
        }
        into.put("d.date", new Date(1417008645123L));
        into.put("d.date.early", new Date(-1L));
        into.put("d.sql.date", new java.sql.Date(1417008645000L));
        Timestamp stamp = new Timestamp(1417008645123L);
        stamp.setNanos(123456789);
        into.put("d.timestamp", stamp);
        into.put("d.zone", TimeZone.getTimeZone("Asia/Tokyo"));
        into.put("d.instant", Instant.ofEpochSecond(1417008645L, 5));
        into.put("d.local", LocalDate.of(2014, 11, 26));
        into.put("d.localtime", LocalDateTime.of(2014, 11, 26, 13, 30, 45, 123000000));
        into.put("d.offset", ZoneOffset.ofHours(9));
        into.put("d.locale", new Locale("zh", "TW"));
        into.put("d.uuid", new UUID(0x0123456789abcdefL, 0x8edcba9876543210L));
    }
}
