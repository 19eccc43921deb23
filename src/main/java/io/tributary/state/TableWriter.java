package io.tributary.state;

import io.tributary.learning.Learner;
import java.util.BitSet;

/** Writes a learner's tables under their names: the lines that have changed, or all of them. Not thread-safe. */
final class TableWriter {
    private final Learner learner;
    private final TableBlocks tables;
    private final ModelWriter model;
    private final BlockWriter writer = new BlockWriter();

    TableWriter(Learner learner, TableBlocks tables, ModelWriter model) {
        this.learner = learner;
        this.tables = tables;
        this.model = model;
    }

    void writeChanges(BlockSink sink) {
        for (int f = 0; f < learner.families().size(); f++) {
            if (tables.hasChanged(f)) {
                writeFamily(sink, f);
                tables.written(f);
            }
        }
        writeChangedEntities(sink);
    }

    /** An entity that has learned may have left and come back since, so that its lines begin anew. */
    private void writeChangedEntities(BlockSink sink) {
        if (hasEntityTables()) {
            BitSet changed = learner.tables().changed();
            changed.or(learner.changes().entities());
            for (int entity = changed.nextSetBit(0); entity >= 0; entity = changed.nextSetBit(entity + 1)) {
                writeEntity(sink, entity);
            }
            changed.clear();
        }
    }

    void writeAll(BlockSink sink) {
        writeFamilies(sink);
        if (hasEntityTables()) {
            for (int entity : learner.entities().inNameOrder()) {
                writeEntity(sink, entity);
            }
        }
    }

    void writeFamilies(BlockSink sink) {
        for (int f = 0; f < learner.families().size(); f++) {
            if (!learner.tables().ofFamilies().isEmpty()) {
                writeFamily(sink, f);
            }
        }
    }

    boolean hasEntityTables() {
        return !learner.tables().ofEntities().isEmpty();
    }

    private void writeFamily(BlockSink sink, int family) {
        tables.writeFamily(writer.begin(), family);
        sink.put(LearnerState.FAMILY_TABLES + learner.families().get(family).name(), writer.block());
    }

    void writeEntity(BlockSink sink, int entity) {
        tables.writeEntity(writer.begin(), entity);
        sink.put(LearnerState.ENTITY_TABLES + model.name(entity), writer.block());
    }
}
