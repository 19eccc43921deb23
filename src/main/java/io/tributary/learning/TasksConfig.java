package io.tributary.learning;

import io.tributary.config.Setting;
import java.time.Duration;
import java.util.Optional;

/** Which entities have deviations of their own; all of it may change from one start to the next. */
public record TasksConfig(
        @Setting(
                        value =
                                "The event time without learning after which an entity's deviations are forgotten, longer than limits.future; or off.",
                        byDefault = "off")
                Optional<Duration> idle,
        @Setting(
                        value =
                                "The largest number of entities with deviations of their own; beyond it those that learned least recently are forgotten.",
                        byDefault = "1000000",
                        min = 1,
                        max = 10_000_000)
                int max,
        @Setting(
                        value =
                                "The labelled row from which on an entity has deviations of its own, so that one seen once takes no memory (long ago counts half); 1: its first.",
                        byDefault = "1",
                        min = 1,
                        max = Admission.LARGEST)
                int admitAfter) {
    /** Whoever was last heard of before this time is idle; nobody is where that is off. */
    public long idleBefore(long streamTime) {
        if (idle.isEmpty()) {
            return Long.MIN_VALUE;
        }
        long longest = idle.get().toMillis();
        return streamTime < Long.MIN_VALUE + longest ? Long.MIN_VALUE : streamTime - longest;
    }
}
