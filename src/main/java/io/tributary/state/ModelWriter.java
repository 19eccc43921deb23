package io.tributary.state;

import io.tributary.feature.RunningStatistics;
import io.tributary.learning.Changes;
import io.tributary.learning.Learner;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** Writes the parts of a model under their names: what has changed, or all of it in canonical order. Not thread-safe. */
final class ModelWriter {
    /** Series of feature statistics in one block. */
    static final int SERIES = 4096;

    private final Learner learner;
    private final ModelBlocks blocks;
    private final BlockWriter writer = new BlockWriter();

    ModelWriter(Learner learner, ModelBlocks blocks) {
        this.learner = learner;
        this.blocks = blocks;
    }

    void writeChanges(Changes changes, BlockSink sink) {
        if (changes.trunk()) {
            writeTrunk(sink);
        }
        each(changes.families(), family -> writeFamily(sink, family));
        each(changes.labels(), family -> writeLabel(sink, family));
        each(changes.entities(), entity -> writeEntity(sink, entity));
        if (changes.features()) {
            writeFeatures(sink);
        }
    }

    private static void each(BitSet numbers, IntConsumer action) {
        for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
            action.accept(i);
        }
    }

    /** Writes the model in canonical order, without what is pending and counted. */
    void writeAll(BlockSink sink) {
        for (int entity : learner.entities().inNameOrder()) {
            writeEntity(sink, entity);
        }
        writeShared(sink);
    }

    /** Writes what is of no single entity, in canonical order. */
    void writeShared(BlockSink sink) {
        for (int f = 0; f < learner.families().size(); f++) {
            writeFamily(sink, f);
        }
        writeFeatures(sink);
        for (int f = 0; f < learner.families().size(); f++) {
            writeLabel(sink, f);
        }
        writeTrunk(sink);
    }

    /** Whether {@link #writeShared} writes a block of this name. */
    static boolean isShared(String name) {
        return name.startsWith(LearnerState.FAMILY)
                || name.startsWith(LearnerState.FEATURE)
                || name.startsWith(LearnerState.LABEL)
                || name.startsWith(LearnerState.TRUNK_MOMENTS)
                || name.startsWith(LearnerState.TRUNK_PARAMETERS);
    }

    private void writeTrunk(BlockSink sink) {
        int chunks = ModelBlocks.chunks(learner.network().shape().trunkSize());
        for (int chunk = 0; chunk < chunks; chunk++) {
            blocks.writeTrunkMoments(writer.begin(), chunk);
            sink.put(LearnerState.TRUNK_MOMENTS + chunk, writer.block());
            blocks.writeTrunkParameters(writer.begin(), chunk);
            sink.put(LearnerState.TRUNK_PARAMETERS + chunk, writer.block());
        }
    }

    private void writeFamily(BlockSink sink, int family) {
        int chunks = ModelBlocks.chunks(learner.network().shape().headSize(family));
        for (int chunk = 0; chunk < chunks; chunk++) {
            blocks.writeFamily(writer.begin(), family, chunk);
            sink.put(LearnerState.FAMILY + learner.families().get(family).name() + "/" + chunk, writer.block());
        }
    }

    private void writeLabel(BlockSink sink, int family) {
        blocks.writeStatistics(writer.begin(), learner.labelStatistics(), family, 1);
        sink.put(LearnerState.LABEL + learner.families().get(family).name(), writer.block());
    }

    void writeEntity(BlockSink sink, int entity) {
        blocks.writeEntity(writer.begin(), entity);
        sink.put(LearnerState.ENTITY + name(entity), writer.block());
    }

    private void writeFeatures(BlockSink sink) {
        RunningStatistics statistics = learner.encoder().statistics();
        for (int from = 0; from < statistics.series(); from += SERIES) {
            blocks.writeStatistics(writer.begin(), statistics, from, Math.min(SERIES, statistics.series() - from));
            sink.put(LearnerState.FEATURE + from / SERIES, writer.block());
        }
    }

    /** The name of the entity of this number. */
    String name(int entity) {
        return new String(learner.entities().name(entity), StandardCharsets.UTF_8);
    }
}
