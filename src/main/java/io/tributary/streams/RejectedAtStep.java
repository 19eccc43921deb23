package io.tributary.streams;

import io.tributary.learning.PendingRows;
import io.tributary.learning.StepListener;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** Collects the rows that a step could not learn, until they are sent to the rejected topic. */
final class RejectedAtStep implements StepListener {
    /**
     * One such row.
     *
     * @param entity its entity in UTF-8
     * @param payload the record's original value
     * @param offset where the record stands in the log
     */
    record Rejection(Bytes entity, Bytes payload, long offset) {}

    private final List<Rejection> rejections = new ArrayList<>();

    @Override
    public void rejected(PendingRows rows, int row) {
        rejections.add(new Rejection(
                Bytes.wrap(rows.entity(row).toByteArray()), Bytes.wrap(rows.payload(row)), rows.position(row)));
    }

    boolean isEmpty() {
        return rejections.isEmpty();
    }

    /** The rows collected, which are then forgotten. */
    List<Rejection> take() {
        List<Rejection> taken = List.copyOf(rejections);
        rejections.clear();
        return taken;
    }
}
