package io.tributary.state;

import io.tributary.feature.RunningStatistics;
import io.tributary.learning.Changes;
import io.tributary.learning.Learner;
import io.tributary.learning.PendingRows;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * A learner that can be written as named blocks: those that changed, or all of them.
 *
 * <p>The names: {@code trunk/params/i}, {@code trunk/moments/i}, {@code family/NAME/i}, {@code entity/NAME}, {@code
 * admission/i}, {@code feature/statistics/i}, {@code label/NAME}, {@code loss/NAME}, {@code pending/i}, {@code ids/i}, {@code meta}. Not
 * thread-safe.
 */
public final class LearnerState {
    static final String META = "meta";
    static final String TRUNK_PARAMETERS = "trunk/params/";
    static final String TRUNK_MOMENTS = "trunk/moments/";
    static final String FAMILY = "family/";
    static final String ENTITY = "entity/";
    static final String ADMISSION = "admission/";
    static final String FEATURE = "feature/statistics/";
    static final String LABEL = "label/";
    static final String LOSS = "loss/";
    static final String PENDING = "pending/";
    /** Series of feature statistics in one block. */
    static final int SERIES = 4096;

    private final Learner learner;
    private final ModelBlocks blocks;
    private final IdBlocks ids;
    private final Fingerprint fingerprint;
    private final BlockWriter writer = new BlockWriter();
    private long nextOffset;
    private boolean offsetChanged;
    private int generation;

    /**
     * @param partitions the partitions of the learner's log
     */
    public LearnerState(Learner learner, int partitions) {
        this(learner, Fingerprint.of(learner.config(), partitions));
    }

    /**
     * @param partitions the partitions of the learner's log
     * @param log the log's name, which the state is to agree with too
     */
    public LearnerState(Learner learner, int partitions, String log) {
        this(learner, Fingerprint.of(learner.config(), partitions).withLog(log));
    }

    private LearnerState(Learner learner, Fingerprint fingerprint) {
        this.learner = learner;
        this.fingerprint = fingerprint;
        blocks = new ModelBlocks(learner);
        ids = new IdBlocks(learner.recentIds());
    }

    public Learner learner() {
        return learner;
    }

    /** What the configuration asks of the state. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The offset of the log's next record; 0 before the first. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Says how far the log has been observed. */
    public void nextOffset(long offset) {
        offsetChanged |= offset != nextOffset;
        nextOffset = offset;
    }

    /** Grows when the model is rolled back. */
    public int generation() {
        return generation;
    }

    /** Whether there is something to write. */
    public boolean isDirty() {
        return offsetChanged || !learner.changes().isEmpty();
    }

    /** Writes what has changed since the last time, and forgets that it changed. */
    public void writeChanges(ChangeSink sink) {
        if (!isDirty()) {
            return;
        }
        Changes changes = learner.changes();
        if (changes.trunk()) {
            writeTrunk(sink);
        }
        BitSet families = changes.families();
        for (int f = families.nextSetBit(0); f >= 0; f = families.nextSetBit(f + 1)) {
            writeFamily(sink, f);
        }
        BitSet labels = changes.labels();
        for (int f = labels.nextSetBit(0); f >= 0; f = labels.nextSetBit(f + 1)) {
            writeLabel(sink, f);
        }
        writeEntities(sink, changes.entities());
        writeAdmission(sink, changes.admission());
        if (changes.features()) {
            writeFeatures(sink);
        }
        writePending(sink, changes.pendingWritten());
        ids.writeChanges(writer, sink);
        writeLosses(sink);
        writeMeta(sink);
        changes.written(learner.pending().rows());
        offsetChanged = false;
    }

    /** First the entities that have left, so that a restore needs no more room than the learner did. */
    private void writeEntities(ChangeSink sink, BitSet changed) {
        for (String name : learner.roster().removed()) {
            sink.remove(ENTITY + name);
        }
        for (int entity = changed.nextSetBit(0); entity >= 0; entity = changed.nextSetBit(entity + 1)) {
            writeEntity(sink, entity);
        }
    }

    private void writeAdmission(BlockSink sink, BitSet pages) {
        learner.roster().admission().ifPresent(admission -> pages.stream().forEach(page -> {
            blocks.writeAdmission(writer.begin(), admission, page);
            sink.put(ADMISSION + page, writer.block());
        }));
    }

    /** Writes everything, changed or not. */
    public void writeAll(BlockSink sink) {
        writeModel(sink);
        writeAdmission(sink, allPages());
        writePending(sink, 0);
        ids.writeAll(writer, sink);
        writeLosses(sink);
        writeMeta(sink);
    }

    /** Writes the model in canonical order, without what is pending and counted. */
    void writeModel(BlockSink sink) {
        for (int entity : learner.entities().inNameOrder()) {
            writeEntity(sink, entity);
        }
        for (int f = 0; f < learner.families().size(); f++) {
            writeFamily(sink, f);
        }
        writeFeatures(sink);
        for (int f = 0; f < learner.families().size(); f++) {
            writeLabel(sink, f);
        }
        writeTrunk(sink);
    }

    private BitSet allPages() {
        BitSet pages = new BitSet();
        learner.roster().admission().ifPresent(admission -> pages.set(0, admission.pages()));
        return pages;
    }

    private void writeTrunk(BlockSink sink) {
        int chunks = ModelBlocks.chunks(learner.network().shape().trunkSize());
        for (int chunk = 0; chunk < chunks; chunk++) {
            blocks.writeTrunkMoments(writer.begin(), chunk);
            sink.put(TRUNK_MOMENTS + chunk, writer.block());
            blocks.writeTrunkParameters(writer.begin(), chunk);
            sink.put(TRUNK_PARAMETERS + chunk, writer.block());
        }
    }

    private void writeFamily(BlockSink sink, int family) {
        int chunks = ModelBlocks.chunks(learner.network().shape().headSize(family));
        for (int chunk = 0; chunk < chunks; chunk++) {
            blocks.writeFamily(writer.begin(), family, chunk);
            sink.put(FAMILY + learner.families().get(family).name() + "/" + chunk, writer.block());
        }
    }

    private void writeLabel(BlockSink sink, int family) {
        blocks.writeStatistics(writer.begin(), learner.labelStatistics(), family, 1);
        sink.put(LABEL + learner.families().get(family).name(), writer.block());
    }

    private void writeEntity(BlockSink sink, int entity) {
        blocks.writeEntity(writer.begin(), entity);
        sink.put(ENTITY + new String(learner.entities().name(entity), StandardCharsets.UTF_8), writer.block());
    }

    private void writeFeatures(BlockSink sink) {
        RunningStatistics statistics = learner.encoder().statistics();
        for (int from = 0; from < statistics.series(); from += SERIES) {
            blocks.writeStatistics(writer.begin(), statistics, from, Math.min(SERIES, statistics.series() - from));
            sink.put(FEATURE + from / SERIES, writer.block());
        }
    }

    private void writePending(BlockSink sink, int from) {
        PendingRows pending = learner.pending();
        for (int row = from; row < pending.rows(); row++) {
            blocks.writePendingExample(writer.begin(), row);
            byte[] payload = pending.payload(row);
            writer.putLong(pending.joined(row)).putLong(pending.position(row)).putBytes(payload, payload.length);
            sink.put(PENDING + row, writer.block());
        }
    }

    private void writeLosses(BlockSink sink) {
        for (int f = 0; f < learner.families().size(); f++) {
            blocks.writeStatistics(writer.begin(), learner.losses().whole(), f, 1);
            blocks.writeStatistics(writer, learner.losses().fading(), f, 1);
            sink.put(LOSS + learner.families().get(f).name(), writer.block());
        }
    }

    private void writeMeta(BlockSink sink) {
        meta().write(writer.begin());
        sink.put(META, writer.block());
    }

    private Meta meta() {
        return new Meta(
                fingerprint,
                learner.counters(),
                learner.pending().rows(),
                nextOffset,
                generation,
                learner.recentIds().oldest(),
                learner.recentIds().next());
    }

    void restore(Meta meta) {
        learner.restore(meta.counters());
        ids.restore(meta.oldestId(), meta.nextId());
        nextOffset = meta.nextOffset();
        offsetChanged = false;
        generation = meta.generation();
    }

    IdBlocks ids() {
        return ids;
    }

    ModelBlocks blocks() {
        return blocks;
    }
}
