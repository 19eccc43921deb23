package io.tributary.feature;

import java.util.ArrayList;
import java.util.List;

/** The time of day in UTC: one-hot of eight 3-hour bins, then sine and cosine of its angle on the clock of 24 hours. */
record HourOfDay(List<String> inputNames) implements NumberEncoding {
    private static final int BINS = 8;
    private static final int HOURS_PER_BIN = 3;
    private static final long MINUTE = 60_000;
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final float[] SINES = new float[MINUTES_PER_DAY];
    private static final float[] COSINES = new float[MINUTES_PER_DAY];

    static {
        for (int minute = 0; minute < MINUTES_PER_DAY; minute++) {
            double angle = 2 * Math.PI * minute / MINUTES_PER_DAY;
            // StrictMath: the same bits on every machine.
            SINES[minute] = (float) StrictMath.sin(angle);
            COSINES[minute] = (float) StrictMath.cos(angle);
        }
    }

    static HourOfDay of(String feature) {
        List<String> names = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            names.add(feature + "[" + bin * HOURS_PER_BIN + "-" + (bin + 1) * HOURS_PER_BIN + ")");
        }
        names.add(feature + " sin");
        names.add(feature + " cos");
        return new HourOfDay(List.copyOf(names));
    }

    @Override
    public void encode(double value, float[] x, int offset) {
        int minute = (int) Math.floorMod(Math.floorDiv((long) Math.floor(value), MINUTE), (long) MINUTES_PER_DAY);
        x[offset + minute / (60 * HOURS_PER_BIN)] = 1;
        x[offset + BINS] = SINES[minute];
        x[offset + BINS + 1] = COSINES[minute];
    }
}
