package io.tributary.learning;

/** The running counts of a learner. Not thread-safe. */
final class Tally {
    private long rows;
    private long predictedOnly;
    private long learned;
    private long learnedRows;
    private long rejectedRows;
    private long refused;
    private long steps;
    private long streamTime = Long.MIN_VALUE;

    /** Counts a row, which is to be learned or was predicted only. */
    void predicted(boolean learns) {
        rows++;
        predictedOnly += learns ? 0 : 1;
    }

    void refused() {
        refused++;
    }

    void stepped(int examples, int learnedRows, int rejectedRows) {
        learned += examples;
        this.learnedRows += learnedRows;
        this.rejectedRows += rejectedRows;
        steps++;
    }

    /** Stream time goes on to this event's, but never back; false if it stands. */
    boolean advance(long time) {
        boolean later = time > streamTime;
        streamTime = later ? time : streamTime;
        return later;
    }

    /** N, the examples learned. */
    long learned() {
        return learned;
    }

    /** Steps taken. */
    long steps() {
        return steps;
    }

    /** The latest event time seen, in milliseconds. */
    long streamTime() {
        return streamTime;
    }

    Counters counters() {
        return new Counters(rows, predictedOnly, learned, learnedRows, rejectedRows, refused, steps, streamTime);
    }

    void restore(Counters counters) {
        rows = counters.rows();
        predictedOnly = counters.predictedOnly();
        learned = counters.learned();
        learnedRows = counters.learnedRows();
        rejectedRows = counters.rejectedRows();
        refused = counters.refused();
        steps = counters.steps();
        streamTime = counters.streamTime();
    }
}
