package io.tributary.state;

import io.tributary.learning.Learner;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills a fresh learner from its blocks, which come in any order, each perhaps several times: the last one counts.
 *
 * <p>Blocks are decoded straight into the learner's arrays; only pending rows, event IDs and the meta block wait
 * for {@link #finish}. Who does not finish it abandons it. Not thread-safe.
 */
public final class Restoration {
    private static final List<String> FAMILY_BLOCKS =
            List.of(LearnerState.FAMILY, LearnerState.LABEL, LearnerState.LOSS, LearnerState.FAMILY_TABLES);

    private final LearnerState state;
    private final Learner learner;
    private final ModelBlocks blocks;
    private final Map<Integer, byte[]> pending = new HashMap<>();
    private final Set<String> trunkBlocks = new HashSet<>();
    /* The numbers of entities whose own block has been read: without it, tables alone make nobody known. */
    private final BitSet learned = new BitSet();
    private final Text entity = new Text();
    private @Nullable Meta meta;
    /* By block: one that comes again, whole, or is removed has none any longer. */
    private final Map<String, RuntimeException> failures = new LinkedHashMap<>();
    private boolean isFinished;

    /**
     * @param state of a learner that has observed nothing
     */
    public Restoration(LearnerState state) {
        this.state = state;
        learner = state.learner();
        blocks = state.blocks();
    }

    /**
     * Takes one block.
     *
     * @param block null if it was removed: an entity left, or the model was rolled back to a snapshot that has no such block
     */
    public void read(String name, byte @Nullable [] block) {
        failures.remove(name);
        try {
            if (block == null) {
                remove(name);
            } else {
                decode(name, block);
            }
        } catch (CorruptBlockException | IndexOutOfBoundsException | IllegalArgumentException e) {
            /* A block of another shape fails here before the fingerprint, which says why, has been seen. */
            failures.put(name, e);
        }
    }

    private void remove(String name) {
        if (name.startsWith(LearnerState.ENTITY_TABLES)) {
            clearTables(name.substring(LearnerState.ENTITY_TABLES.length()));
            return;
        }
        if (name.startsWith(BaselineBlocks.NAME)) {
            state.baselineBlocks().ifPresent(baselines -> baselines.remove(name));
            return;
        }
        if (!name.startsWith(LearnerState.ENTITY)) {
            removeShared(name);
            return;
        }
        forget(name.substring(LearnerState.ENTITY.length()));
    }

    private void clearTables(String name) {
        entity.set(name);
        int number = learner.entities().find(entity);
        if (number != EntityIndex.UNKNOWN) {
            learner.tables().clear(number);
        }
    }

    private void forget(String name) {
        entity.set(name);
        int number = learner.entities().find(entity);
        if (number != EntityIndex.UNKNOWN) {
            learned.clear(number);
            learner.roster().restoreRemoved(entity);
        }
    }

    /** Of what every model has, only the blocks of families that are not configured may go. */
    private void removeShared(String name) {
        if (name.startsWith(LearnerState.PENDING)) {
            pending.remove(number(name, LearnerState.PENDING));
        } else if (name.startsWith(IdBlocks.NAME)) {
            state.ids().remove(number(name, IdBlocks.NAME));
        } else if (!name.startsWith(LearnerState.ADMISSION) && !isOfUnknownFamily(name)) {
            throw new CorruptBlockException(name, "it was removed");
        }
    }

    private boolean isOfUnknownFamily(String name) {
        boolean ofFamily = FAMILY_BLOCKS.stream().anyMatch(name::startsWith);
        return ofFamily
                && learner.families().stream().noneMatch(family -> FAMILY_BLOCKS.stream()
                        .anyMatch(prefix -> (name + "/").startsWith(prefix + family.name() + "/")));
    }

    private void decode(String name, byte[] block) {
        BlockReader reader = new BlockReader(name, block);
        if (name.equals(LearnerState.META)) {
            meta = Meta.read(reader);
        } else if (name.startsWith(BaselineBlocks.NAME)) {
            state.baselineBlocks().ifPresent(baselines -> baselines.read(name, reader));
            return;
        } else if (name.startsWith(LearnerState.PENDING)) {
            pending.put(number(name, LearnerState.PENDING), block);
            return;
        } else if (name.startsWith(IdBlocks.NAME)) {
            state.ids().take(number(name, IdBlocks.NAME), block);
            return;
        } else if (name.startsWith(LearnerState.ENTITY)) {
            entity.set(name.substring(LearnerState.ENTITY.length()));
            int number = learner.roster().restore(entity);
            blocks.readEntity(reader, name, number);
            learned.set(number);
        } else if (name.startsWith(LearnerState.ENTITY_TABLES)) {
            entity.set(name.substring(LearnerState.ENTITY_TABLES.length()));
            state.tables().readEntity(reader, learner.roster().restore(entity));
        } else if (name.startsWith(LearnerState.ADMISSION)) {
            if (learner.roster().admission().isEmpty()) {
                return; // Everyone is admitted by now.
            }
            int page = number(name, LearnerState.ADMISSION);
            blocks.readAdmission(reader, learner.roster().admission().get(), page);
        } else {
            decodeShared(name, reader);
        }
        reader.end();
    }

    private void decodeShared(String name, BlockReader reader) {
        if (name.startsWith(LearnerState.TRUNK_PARAMETERS)) {
            trunkBlocks.add(name);
            blocks.readTrunkParameters(reader, number(name, LearnerState.TRUNK_PARAMETERS));
        } else if (name.startsWith(LearnerState.TRUNK_MOMENTS)) {
            trunkBlocks.add(name);
            blocks.readTrunkMoments(reader, number(name, LearnerState.TRUNK_MOMENTS));
        } else if (name.startsWith(LearnerState.FAMILY)) {
            int slash = name.lastIndexOf('/');
            int family = blocks.family(name.substring(LearnerState.FAMILY.length(), slash), name);
            blocks.readFamily(reader, family, number(name, name.substring(0, slash + 1)));
        } else if (name.startsWith(LearnerState.FEATURE)) {
            int from = number(name, LearnerState.FEATURE) * ModelWriter.SERIES;
            int count =
                    Math.min(ModelWriter.SERIES, learner.encoder().statistics().series() - from);
            blocks.readStatistics(reader, learner.encoder().statistics(), from, count);
        } else if (name.startsWith(LearnerState.LABEL)) {
            int family = blocks.family(name.substring(LearnerState.LABEL.length()), name);
            blocks.readStatistics(reader, learner.labelStatistics(), family, 1);
        } else if (name.startsWith(LearnerState.LOSS)) {
            int family = blocks.family(name.substring(LearnerState.LOSS.length()), name);
            blocks.readStatistics(reader, learner.losses().whole(), family, 1);
            blocks.readStatistics(reader, learner.losses().fading(), family, 1);
        } else if (name.startsWith(LearnerState.FAMILY_TABLES)) {
            state.tables().readFamily(reader, blocks.family(name.substring(LearnerState.FAMILY_TABLES.length()), name));
        } else {
            throw new CorruptBlockException(name, "a block of this name is not known");
        }
    }

    private static int number(String name, String prefix) {
        return Integer.parseInt(name.substring(prefix.length()));
    }

    /**
     * Completes the learner once every block has been read; without any block, the learner is as it was.
     *
     * @throws FingerprintMismatchException if the blocks were written under a configuration of another shape
     * @throws CorruptBlockException if a block was damaged or is missing
     */
    public LearnerState finish() {
        Meta last = meta;
        if (last != null) {
            List<String> differences = last.fingerprint().differences(state.fingerprint());
            if (!differences.isEmpty()) {
                throw new FingerprintMismatchException(differences);
            }
        }
        Optional<RuntimeException> first = failures.values().stream().findFirst();
        if (first.isPresent()) {
            throw first.get();
        }
        if (last != null) {
            requireTrunk(last);
            forgetWhoLeft();
            state.restore(last);
            for (int row = 0; row < last.pendingRows(); row++) {
                restorePending(row);
            }
        }
        pending.clear();
        isFinished = true;
        return state;
    }

    /** Closes the learner of a restoration that was not finished, or could not be; of a finished one it leaves it open. */
    public void abandon() {
        pending.clear();
        if (!isFinished) {
            isFinished = true;
            learner.close();
        }
    }

    /** Blocks kept for {@link #finish}. */
    int waiting() {
        return pending.size();
    }

    /** A model that has taken steps has a trunk to restore. */
    private void requireTrunk(Meta last) {
        int chunks = ModelBlocks.chunks(learner.network().shape().trunkSize());
        for (int chunk = 0; chunk < chunks && last.counters().steps() > 0; chunk++) {
            require(LearnerState.TRUNK_PARAMETERS + chunk);
            require(LearnerState.TRUNK_MOMENTS + chunk);
        }
    }

    /** An entity that is known by its tables alone left while no tables were kept: they are all that is left of it. */
    private void forgetWhoLeft() {
        for (int number : learner.entities().numbers()) {
            if (!learned.get(number)) {
                forget(new String(learner.entities().name(number), StandardCharsets.UTF_8));
            }
        }
    }

    private void require(String name) {
        if (!trunkBlocks.contains(name)) {
            throw new CorruptBlockException(name, "it is missing");
        }
    }

    private void restorePending(int row) {
        String name = LearnerState.PENDING + row;
        byte[] block = pending.get(row);
        if (block == null) {
            throw new CorruptBlockException(name, "it is missing");
        }
        BlockReader reader = new BlockReader(name, block);
        byte[] utf8 = reader.getBytes();
        entity.set(utf8, 0, utf8.length);
        double weight = reader.getDouble();
        float[] x = new float[reader.getInt()];
        reader.getFloats(FloatBuffer.wrap(x));
        double[] labels = new double[learner.families().size()];
        Arrays.fill(labels, Double.NaN);
        int count = reader.getInt();
        for (int i = 0; i < count; i++) {
            labels[blocks.family(reader.getText(), name)] = reader.getDouble();
        }
        learner.restorePending(entity, x, labels, weight, reader.getLong(), reader.getLong(), reader.getBytes());
        reader.end();
    }

    /** The bytes of a name as they are written into a key. */
    public static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
