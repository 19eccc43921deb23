package io.tributary.feature;

import java.util.List;
import java.util.stream.Stream;

/** The day of the week in UTC: one-hot of seven, Monday first. */
record DayOfWeek(List<String> inputNames) implements NumberEncoding {
    private static final long DAY = 86_400_000;
    /** 1970-01-01 was a Thursday. */
    private static final int WEEKDAY_OF_EPOCH = 3;

    static DayOfWeek of(String feature) {
        return new DayOfWeek(Stream.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
                .map(day -> feature + " " + day)
                .toList());
    }

    @Override
    public void encode(double value, float[] x, int offset) {
        long day = Math.floorDiv((long) Math.floor(value), DAY);
        x[offset + Math.floorMod(day + WEEKDAY_OF_EPOCH, 7)] = 1;
    }
}
