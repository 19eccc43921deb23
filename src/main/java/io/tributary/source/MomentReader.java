package io.tributary.source;

import java.time.Month;
import java.time.Year;

/**
 * Reads a moment as milliseconds since 1970-01-01T00:00Z, without allocating.
 *
 * <p>A moment is a whole number of milliseconds, or ISO-8601: a date, optionally with {@code T} and hours and minutes,
 * seconds, a fraction of a second (cut to milliseconds), and {@code Z} or an offset. Without an offset it is taken for
 * UTC. Not thread-safe.
 */
final class MomentReader {
    /** What is returned for a text that is no moment. */
    static final long UNREADABLE = Long.MIN_VALUE;
    /** 0001-01-01T00:00Z. */
    static final long FIRST = -62_135_596_800_000L;
    /** 9999-12-31T23:59:59.999Z. */
    static final long LAST = 253_402_300_799_999L;
    /** The forms a moment may have, for messages. */
    static final String EXPECTED =
            "ISO-8601 such as 2001-01-31T23:59 or milliseconds since 1970, in the years 1 to 9999";

    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long DAYS_BEFORE_EPOCH = 719_162;
    private static final int DATE_LENGTH = 10;

    private byte[] text = {};
    private int end;
    private int at;

    /** The moment written in the first {@code length} bytes, or {@link #UNREADABLE}. */
    long read(byte[] utf8, int length) {
        text = utf8;
        end = length;
        at = 0;
        long value = isWholeNumber() ? milliseconds() : iso();
        return at == length && isInRange(value) ? value : UNREADABLE;
    }

    static boolean isInRange(long milliseconds) {
        return milliseconds >= FIRST && milliseconds <= LAST;
    }

    private boolean isWholeNumber() {
        for (int i = end > 0 && text[0] == '-' ? 1 : 0; i < end; i++) {
            if (!isDigit(i)) {
                return false;
            }
        }
        return true;
    }

    private long milliseconds() {
        boolean negative = accept('-');
        int digits = end - at;
        if (digits < 1 || digits > 18) {
            return UNREADABLE;
        }
        long value = 0;
        while (at < end) {
            value = 10 * value + text[at++] - '0';
        }
        return negative ? -value : value;
    }

    private long iso() {
        long day = date();
        if (day == UNREADABLE || end == DATE_LENGTH) {
            return day;
        }
        if (!accept('T') && !accept(' ')) {
            return UNREADABLE;
        }
        long time = time();
        long offset = time == UNREADABLE ? UNREADABLE : offset();
        return offset == UNREADABLE ? UNREADABLE : day + time - offset;
    }

    private long date() {
        int year = digits(4);
        int month = accept('-') ? digits(2) : -1;
        int day = accept('-') ? digits(2) : -1;
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return UNREADABLE;
        }
        boolean leap = Year.isLeap(year);
        Month name = Month.of(month);
        if (day > name.length(leap)) {
            return UNREADABLE;
        }
        long before = year - 1L;
        long daysBeforeYear = 365 * before + before / 4 - before / 100 + before / 400;
        return (daysBeforeYear - DAYS_BEFORE_EPOCH + name.firstDayOfYear(leap) - 1 + day - 1) * DAY;
    }

    private long time() {
        int hour = digits(2);
        int minute = accept(':') ? digits(2) : -1;
        int second = accept(':') ? digits(2) : 0;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return UNREADABLE;
        }
        int fraction = accept('.') ? fraction() : 0;
        return fraction < 0 ? UNREADABLE : (hour * 60 + minute) * MINUTE + second * 1000L + fraction;
    }

    private int fraction() {
        int start = at;
        int value = 0;
        for (int scale = 100; at < end && isDigit(at); scale /= 10) {
            value += (text[at++] - '0') * scale;
        }
        return at > start ? value : -1;
    }

    private long offset() {
        if (at == end || accept('Z')) {
            return 0;
        }
        boolean west = accept('-');
        if (!west && !accept('+')) {
            return UNREADABLE;
        }
        int hour = digits(2);
        int minute = at == end ? 0 : minuteOfOffset();
        if (hour < 0 || hour > 18 || minute < 0 || minute > 59) {
            return UNREADABLE;
        }
        long offset = (hour * 60 + minute) * MINUTE;
        return west ? -offset : offset;
    }

    private int minuteOfOffset() {
        return accept(':') || isDigit(at) ? digits(2) : -1;
    }

    private boolean accept(char expected) {
        boolean found = at < end && text[at] == expected;
        if (found) {
            at++;
        }
        return found;
    }

    /** The next {@code count} digits as a number, or -1. */
    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            if (at >= end || !isDigit(at)) {
                return -1;
            }
            value = 10 * value + text[at] - '0';
        }
        return value;
    }

    private boolean isDigit(int index) {
        return text[index] >= '0' && text[index] <= '9';
    }
}
