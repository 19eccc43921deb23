package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import java.util.Set;

/** The records that are rejected unread, because the operator says so. */
final class Skips {
    private final Set<Skip> places;

    Skips(Set<Skip> places) {
        this.places = places;
    }

    /**
     * Lets a record pass.
     *
     * @throws InvalidRowException if it is to be skipped
     */
    void require(String topic, int partition, long offset) {
        if (!places.isEmpty() && places.contains(new Skip(topic, partition, offset))) {
            throw new InvalidRowException(
                    Reason.SKIPPED,
                    "found its place among the configuration's skips, expected no row there; mend the row and send it"
                            + " again");
        }
    }
}
