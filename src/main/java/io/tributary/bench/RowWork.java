package io.tributary.bench;

import io.tributary.learning.Learner;
import io.tributary.source.LabelledEventDecoder;
import io.tributary.source.LabelledEventEncoder;
import io.tributary.task.Prediction;
import io.tributary.task.Row;

/**
 * What is done for every row, one row after another and then from the beginning again.
 *
 * <p>Starts with a learner that has seen every row once. Not thread-safe.
 */
public final class RowWork implements AutoCloseable {
    private final Learner learner;
    private final LabelledEventDecoder decoder;
    private final Row[] rows;
    private final byte[][] events;
    private final Row decoded;
    private int next;

    public RowWork(Workload workload) {
        learner = new Learner(workload.learner());
        decoder = new LabelledEventDecoder(workload.mapping());
        decoded = workload.mapping().newRow();
        rows = workload.rows().toArray(Row[]::new);
        LabelledEventEncoder encoder = new LabelledEventEncoder(workload.mapping());
        events = workload.rows().stream().map(encoder::encode).toArray(byte[][]::new);
        for (Row row : rows) {
            learner.observe(row);
        }
    }

    private int next() {
        next = next + 1 == rows.length ? 0 : next + 1;
        return next;
    }

    /** Predicts, scores and learns the next row. */
    public Prediction observe() {
        return learner.observe(rows[next()]);
    }

    /** Predicts the next row and changes nothing. */
    public Prediction predict() {
        return learner.predictOnly(rows[next()]);
    }

    /** Decodes the next event. */
    public Row decode() {
        decoder.decode(events[next()], decoded);
        return decoded;
    }

    @Override
    public void close() {
        learner.close();
    }
}
