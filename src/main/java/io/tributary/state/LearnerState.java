package io.tributary.state;

import io.tributary.evaluation.Baselines;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.learning.Changes;
import io.tributary.learning.Learner;
import io.tributary.learning.PendingRows;
import java.util.BitSet;
import java.util.Optional;

/**
 * A learner that can be written as named blocks: those that changed, or all of them.
 *
 * <p>The names: {@code trunk/params/i}, {@code trunk/moments/i}, {@code family/NAME/i}, {@code entity/NAME}, {@code
 * admission/i}, {@code feature/statistics/i}, {@code label/NAME}, {@code loss/NAME}, {@code table/family/NAME}, {@code
 * table/entity/NAME}, {@code pending/i}, {@code ids/i}, {@code meta}. Not thread-safe.
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
    static final String FAMILY_TABLES = "table/family/";
    static final String ENTITY_TABLES = "table/entity/";

    private final Learner learner;
    private final ModelBlocks blocks;
    private final ModelWriter model;
    private final IdBlocks ids;
    private final TableBlocks tables;
    private final TableWriter tableWriter;
    private Fingerprint fingerprint;
    private final Optional<BaselineBlocks> baselines;
    private final BlockWriter writer = new BlockWriter();
    private long nextOffset;
    private boolean offsetChanged;
    private int generation;
    private ModelVersion announced = ModelVersion.NONE;
    private Optional<Origin> origin = Optional.empty();

    /**
     * @param partitions the partitions of the learner's log
     */
    public LearnerState(Learner learner, int partitions) {
        this(learner, Fingerprint.of(learner.config(), partitions), Optional.empty());
    }

    /**
     * @param measured the learner, and the baselines that are written with it
     * @param partitions the partitions of the learner's log
     * @param log the log's name, which the state is to agree with too
     */
    public LearnerState(MeasuredLearner measured, int partitions, String log) {
        this(
                measured.learner(),
                Fingerprint.of(measured.learner().config(), partitions).withLog(log),
                Optional.of(new BaselineBlocks(
                        measured.baselines(), measured.learner().families())));
    }

    /** A state that may be read from wherever a model of its shape was written. */
    public static LearnerState anywhere(MeasuredLearner measured) {
        return new LearnerState(
                measured.learner(),
                Fingerprint.of(measured.learner().config(), 1).anywhere(),
                Optional.of(new BaselineBlocks(
                        measured.baselines(), measured.learner().families())));
    }

    private LearnerState(Learner learner, Fingerprint fingerprint, Optional<BaselineBlocks> baselines) {
        this.baselines = baselines;
        this.learner = learner;
        this.fingerprint = fingerprint;
        blocks = new ModelBlocks(learner);
        model = new ModelWriter(learner, blocks);
        ids = new IdBlocks(learner.recentIds());
        tables = new TableBlocks(learner.tables(), learner.families());
        tableWriter = new TableWriter(learner, tables, model);
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

    /** Which model this is. */
    public ModelVersion version() {
        return new ModelVersion(generation, learner.counters().learned());
    }

    /** The last snapshot that was announced, or that this generation began from. */
    public ModelVersion announced() {
        return announced;
    }

    /** Says that a snapshot is announced in the transaction under way. */
    public void announced(ModelVersion version) {
        announced = version;
        offsetChanged = true;
    }

    /** Begins a generation of its own from this model, which was a snapshot. */
    public void beginGeneration(int next) {
        announced = version();
        generation = next;
    }

    /** Begins generation 0 of an application from this model, which was another one's. */
    public void beginApplication() {
        announced = ModelVersion.NONE;
        generation = 0;
    }

    /** Where the model began; empty if it began with its log. */
    public Optional<Origin> origin() {
        return origin;
    }

    /** Says where the model begins, and that it learns from there on the log of this name, which has one partition. */
    public void beginFrom(Origin began, String log) {
        origin = Optional.of(began);
        nextOffset = began.place();
        fingerprint = Fingerprint.of(learner.config(), 1).withLog(log);
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
        writeRemovals(sink);
        model.writeChanges(changes, sink);
        writeAdmission(sink, changes.admission());
        writePending(sink, changes.pendingWritten());
        ids.writeChanges(writer, sink);
        writeLosses(sink);
        tableWriter.writeChanges(sink);
        baselines.ifPresent(blocks -> blocks.writeChanges(sink));
        writeMeta(sink);
        changes.written(learner.pending().rows());
        offsetChanged = false;
    }

    /** First of all the entities that have left, so that a restore needs no more room than the learner did. */
    private void writeRemovals(ChangeSink sink) {
        for (String name : learner.roster().removed()) {
            sink.remove(ENTITY + name);
            sink.remove(ENTITY_TABLES + name); // Which there may be from a time when tables were kept.
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
        model.writeAll(sink);
        tableWriter.writeAll(sink);
        baselines.ifPresent(blocks -> blocks.writeAll(sink));
        writeCounted(sink);
    }

    /** Writes what is of no single entity. */
    void writeShared(BlockSink sink) {
        model.writeShared(sink);
        tableWriter.writeFamilies(sink);
        baselines.ifPresent(blocks -> blocks.writeFamilies(sink));
        writeCounted(sink);
    }

    /** Writes what the learner knows of one entity, by its number. */
    void writeEntity(BlockSink sink, int entity) {
        model.writeEntity(sink, entity);
        if (tableWriter.hasEntityTables()) {
            tableWriter.writeEntity(sink, entity);
        }
    }

    private void writeCounted(BlockSink sink) {
        writeAdmission(sink, allPages());
        writePending(sink, 0);
        ids.writeAll(writer, sink);
        writeLosses(sink);
        writeMeta(sink);
    }

    private BitSet allPages() {
        BitSet pages = new BitSet();
        learner.roster().admission().ifPresent(admission -> pages.set(0, admission.pages()));
        return pages;
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
                learner.recentIds().next(),
                announced,
                origin);
    }

    void restore(Meta meta) {
        learner.restore(meta.counters());
        baselines.ifPresent(BaselineBlocks::restored);
        ids.restore(meta.oldestId(), meta.nextId());
        nextOffset = meta.nextOffset();
        offsetChanged = false;
        generation = meta.generation();
        announced = meta.announced();
        origin = meta.origin();
    }

    IdBlocks ids() {
        return ids;
    }

    ModelBlocks blocks() {
        return blocks;
    }

    /** What is measured beside the learner; empty of a learner that stands alone. */
    public Optional<Baselines> baselines() {
        return baselines.map(BaselineBlocks::baselines);
    }

    Optional<BaselineBlocks> baselineBlocks() {
        return baselines;
    }

    ModelWriter model() {
        return model;
    }

    TableBlocks tables() {
        return tables;
    }
}
