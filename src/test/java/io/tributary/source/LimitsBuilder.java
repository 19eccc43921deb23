package io.tributary.source;

import java.time.Duration;
import java.util.Optional;

/** Limits for tests: the defaults of the configuration, and what a test changes. */
public final class LimitsBuilder {
    private int recordBytes = 1 << 20;
    private int entityBytes = 256;
    private int idBytes = 256;
    private int textBytes = 4096;
    private double value = 1e15;
    private double label = 1e15;
    private Optional<Duration> future = Optional.of(Duration.ofHours(1));

    public LimitsBuilder recordBytes(int most) {
        recordBytes = most;
        return this;
    }

    public LimitsBuilder entityBytes(int most) {
        entityBytes = most;
        return this;
    }

    public LimitsBuilder idBytes(int most) {
        idBytes = most;
        return this;
    }

    public LimitsBuilder textBytes(int most) {
        textBytes = most;
        return this;
    }

    public LimitsBuilder value(double largest) {
        value = largest;
        return this;
    }

    public LimitsBuilder label(double largest) {
        label = largest;
        return this;
    }

    public LimitsBuilder future(Duration ahead) {
        future = Optional.of(ahead);
        return this;
    }

    public LimitsBuilder anyFuture() {
        future = Optional.empty();
        return this;
    }

    public LimitsConfig build() {
        return new LimitsConfig(recordBytes, entityBytes, idBytes, textBytes, value, label, future);
    }
}
