package io.tributary.snapshot;

import io.tributary.config.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** When snapshots are taken, where they are kept, for how long, and which of them may become live. */
public record SnapshotConfig(
        @Setting("Where they are kept, a folder for each version; without it ~/.tributary/snapshots/APPLICATION.")
                Optional<String> directory,
        @Setting(value = "Examples learned from one snapshot to the next; 0 for none.", byDefault = "1000000", min = 0)
                long every,
        @Setting(
                        value = "Event time from one snapshot to the next, beside those by examples; or off.",
                        byDefault = "off")
                Optional<Duration> period,
        @Setting(value = "The latest snapshots that are kept.", byDefault = "5", min = 1) int keep,
        @Setting(
                        value =
                                "Days of which the last snapshot is kept, beside the latest; pinned and live ones always are.",
                        byDefault = "7",
                        min = 0)
                int keepDays,
        @Setting(
                        value =
                                "The share by which a family's fading loss may exceed the prior's, and, as a share of the prior's, the live snapshot's, for a new one to become live.",
                        byDefault = "0.1",
                        min = 0)
                double margin,
        @Setting("The same for single families, by their names.") Map<String, String> margins) {
    public SnapshotConfig {
        margins = Map.copyOf(margins);
    }

    /** No snapshots at all. */
    public static SnapshotConfig off() {
        return new SnapshotConfig(Optional.empty(), 0, Optional.empty(), 5, 7, 0.1, Map.of());
    }

    /** Whether any are to be taken. */
    public boolean isOn() {
        return every > 0 || period.isPresent();
    }

    /** By how much one family may be worse. */
    double margin(String family) {
        String own = margins.get(family);
        return own == null ? margin : Double.parseDouble(own);
    }

    /** Whether a snapshot is due once the model has gone on from one row to the next; a function of the log alone. */
    public boolean isDue(long learnedBefore, long learned, long timeBefore, long time) {
        boolean examples = every > 0 && learnedBefore / every < learned / every;
        long millis = period.map(Duration::toMillis).orElse(Long.MAX_VALUE);
        boolean known = timeBefore > Long.MIN_VALUE;
        return examples || (known && Math.floorDiv(timeBefore, millis) < Math.floorDiv(time, millis));
    }
}
