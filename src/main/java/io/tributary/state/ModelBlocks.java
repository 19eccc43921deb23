package io.tributary.state;

import io.tributary.feature.RunningStatistics;
import io.tributary.learning.Admission;
import io.tributary.learning.Learner;
import io.tributary.learning.PendingRows;
import io.tributary.learning.Recency;
import io.tributary.model.Deviations;
import io.tributary.model.Shape;
import io.tributary.model.SharedParameters;
import java.nio.FloatBuffer;

/**
 * How each part of a learner is laid out in a block.
 *
 * <p>Every part is written by one method and read by the one after it. An entity's block names its families, so that
 * it can be read after one was added. Not thread-safe.
 */
final class ModelBlocks {
    /** Shared parameters in one block: 64 KB of them, 192 KB with their moments. */
    static final int CHUNK = 1 << 14;
    /** An entity's block begins with an event time, which is no part of what was learned. */
    static final int ENTITY_TIME = Long.BYTES;

    private final Learner learner;
    private final Shape shape;
    private final SharedParameters shared;
    private final Deviations deviations;
    private final Recency recency;
    private final int families;

    ModelBlocks(Learner learner) {
        this.learner = learner;
        shape = learner.network().shape();
        shared = learner.network().shared();
        deviations = learner.network().deviations();
        recency = learner.roster().recency();
        families = shape.families().size();
    }

    static int chunks(int size) {
        return (size + CHUNK - 1) / CHUNK;
    }

    private static int length(int size, int chunk) {
        return Math.min(CHUNK, size - chunk * CHUNK);
    }

    void writeTrunkParameters(BlockWriter writer, int chunk) {
        writer.putFloats(shared.parameters(chunk * CHUNK, length(shape.trunkSize(), chunk)));
    }

    void readTrunkParameters(BlockReader reader, int chunk) {
        reader.getFloats(shared.parameters(chunk * CHUNK, length(shape.trunkSize(), chunk)));
    }

    void writeTrunkMoments(BlockWriter writer, int chunk) {
        int count = length(shape.trunkSize(), chunk);
        writer.putLong(shared.trunkSteps())
                .putFloats(shared.firstMoments(chunk * CHUNK, count))
                .putFloats(shared.secondMoments(chunk * CHUNK, count));
    }

    void readTrunkMoments(BlockReader reader, int chunk) {
        int count = length(shape.trunkSize(), chunk);
        shared.restoreTrunkSteps(reader.getLong());
        reader.getFloats(shared.firstMoments(chunk * CHUNK, count));
        reader.getFloats(shared.secondMoments(chunk * CHUNK, count));
    }

    void writeFamily(BlockWriter writer, int family, int chunk) {
        int from = shape.headOffset(family) + chunk * CHUNK;
        int count = length(shape.headSize(family), chunk);
        writer.putLong(shared.headSteps(family))
                .putFloats(shared.parameters(from, count))
                .putFloats(shared.firstMoments(from, count))
                .putFloats(shared.secondMoments(from, count));
    }

    void readFamily(BlockReader reader, int family, int chunk) {
        int from = shape.headOffset(family) + chunk * CHUNK;
        int count = length(shape.headSize(family), chunk);
        shared.restoreHeadSteps(family, reader.getLong());
        reader.getFloats(shared.parameters(from, count));
        reader.getFloats(shared.firstMoments(from, count));
        reader.getFloats(shared.secondMoments(from, count));
    }

    /** When this entity last learned, and only the families that it has learned. */
    void writeEntity(BlockWriter writer, int entity) {
        writer.putLong(recency.lastTime(entity))
                .putLong(recency.lastLearned(entity))
                .putInt(recency.lastRow(entity))
                .putInt(learnedFamilies(entity));
        for (int f = 0; f < families; f++) {
            if (deviations.learned(entity, f) > 0) {
                writer.putText(shape.families().get(f).name())
                        .putLong(deviations.learned(entity, f))
                        .putInt(deviations.steps(entity, f));
                eachVector(deviations.values(entity), f, writer::putFloats);
            }
        }
    }

    private int learnedFamilies(int entity) {
        int count = 0;
        for (int f = 0; f < families; f++) {
            count += deviations.learned(entity, f) > 0 ? 1 : 0;
        }
        return count;
    }

    void readEntity(BlockReader reader, String block, int entity) {
        long lastTime = reader.getLong();
        recency.restore(entity, reader.getLong(), reader.getInt(), lastTime);
        long[] learned = new long[families];
        int[] steps = new int[families];
        deviations.clear(entity); // It may have left since an earlier block, and come back with fewer families.
        FloatBuffer record = deviations.restore(entity, learned, steps);
        int count = reader.getInt();
        for (int i = 0; i < count; i++) {
            int family = family(reader.getText(), block);
            learned[family] = reader.getLong();
            steps[family] = reader.getInt();
            eachVector(record, family, reader::getFloats);
        }
        deviations.restore(entity, learned, steps);
    }

    private interface Vector {
        void accept(FloatBuffer values);
    }

    /** The family's share of Δ and of each state vector in an entity's record. */
    private void eachVector(FloatBuffer record, int family, Vector vector) {
        int from = shape.outputOffset(family) * shape.deviationWidth();
        int count = shape.families().get(family).outputs() * shape.deviationWidth();
        for (int start = 0; start < deviations.record(); start += deviations.vector()) {
            vector.accept(record.slice(start + from, count));
        }
    }

    int family(String name, String block) {
        for (int f = 0; f < families; f++) {
            if (shape.families().get(f).name().equals(name)) {
                return f;
            }
        }
        throw new CorruptBlockException(block, "it belongs to a family '" + name + "' that is not configured");
    }

    void writeAdmission(BlockWriter writer, Admission admission, int page) {
        writer.putInt(admission.counted()).putBytes(admission.page(page), Admission.PAGE);
    }

    void readAdmission(BlockReader reader, Admission admission, int page) {
        int counted = reader.getInt();
        admission.restore(page, reader.getBytes(), counted);
    }

    void writeStatistics(BlockWriter writer, RunningStatistics statistics, int from, int count) {
        for (int i = from; i < from + count; i++) {
            writer.putLong(statistics.count(i)).putDouble(statistics.mean(i)).putDouble(statistics.variance(i));
        }
    }

    void readStatistics(BlockReader reader, RunningStatistics statistics, int from, int count) {
        for (int i = from; i < from + count; i++) {
            statistics.restore(i, reader.getLong(), reader.getDouble(), reader.getDouble());
        }
    }

    /** What a pending row is to teach: entity, weight, inputs and labels by family. */
    void writePendingExample(BlockWriter writer, int row) {
        PendingRows pending = learner.pending();
        writer.putBytes(pending.entity(row).bytes(), pending.entity(row).length())
                .putDouble(pending.weight(row))
                .putInt(shape.inputs());
        for (int i = 0; i < shape.inputs(); i++) {
            writer.putFloat(learner.network().batch().input(row, i));
        }
        writer.putInt(families);
        for (int f = 0; f < families; f++) {
            writer.putText(shape.families().get(f).name()).putDouble(pending.label(row, f));
        }
    }
}
