package io.tributary.state;

import io.tributary.evaluation.Baselines;
import io.tributary.evaluation.Entrants;
import io.tributary.learning.BeforeChange;
import io.tributary.learning.Counters;
import io.tributary.learning.Learner;
import io.tributary.learning.PendingRows;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Copies a state as it is at one moment, in pieces, while the learner goes on.
 *
 * <p>What is of no single entity is copied at once. Entities follow, some with every row, and each before it changes: that of
 * a row before the row is observed, those of pending rows at the start, one that leaves before it is gone. So the copy is
 * that of the moment, and the learner is never held for longer than it takes to copy what all entities share. For the
 * learner's thread.
 */
public final class StateCut {
    private final LearnerState state;
    private final Learner learner;
    private final Optional<Baselines> baselines;
    private final ModelVersion version;
    private final Counters counters;
    private final long nextOffset;
    private final List<byte[]> pending;
    private final List<Block> blocks = new ArrayList<>();
    private final BlockSink sink = (name, bytes) -> blocks.add(new Block(name, bytes));
    /* Who is to be copied still, by number: of those the learner knows, and of those that are scored. */
    private final BitSet owed = new BitSet();
    private final BitSet owedEntrants = new BitSet();
    private boolean isFinite;

    /** Begins a copy of the state as it is now; it has to be {@link #advance advanced} to its end, or {@link #abandon abandoned}. */
    public StateCut(LearnerState state) {
        this.state = state;
        learner = state.learner();
        baselines = state.baselines();
        version = state.version();
        counters = learner.counters();
        nextOffset = state.nextOffset();
        pending = ModelDigest.pending(state);
        isFinite = learner.network().isFinite();
        state.writeShared(sink);
        mark(learner.entities(), owed);
        entrants().ifPresent(entrants -> mark(entrants.entities(), owedEntrants));
        learner.changes().ofEntities().hearBy(new BeforeChange() {
            @Override
            public void leaves(int entity) {
                copy(entity);
            }

            @Override
            public void all() {
                copyAll();
            }
        });
        entrants().ifPresent(entrants -> entrants.changes().hearBy(this::copyEntrant));
        PendingRows rows = learner.pending();
        for (int row = 0; row < rows.rows(); row++) {
            before(rows.entity(row));
        }
    }

    private Optional<Entrants> entrants() {
        return baselines.map(Baselines::entrants);
    }

    private static void mark(EntityIndex entities, BitSet marked) {
        for (int number : entities.numbers()) {
            marked.set(number);
        }
    }

    /** A row of this entity is about to be observed. */
    public void before(Text entity) {
        copy(learner.entities().find(entity));
        if (baselines.isPresent()) {
            copyEntrant(baselines.get().entrants().entities().find(entity));
        }
    }

    private void copy(int entity) {
        if (entity >= 0 && owed.get(entity)) {
            owed.clear(entity);
            isFinite &= learner.network().deviations().isFinite(entity);
            state.writeEntity(sink, entity);
        }
    }

    private void copyEntrant(int entity) {
        if (entity >= 0 && owedEntrants.get(entity)) {
            owedEntrants.clear(entity);
            state.baselineBlocks().orElseThrow().writeEntity(sink, entity);
        }
    }

    private void copyAll() {
        while (!advance(Integer.MAX_VALUE)) {
            // Everyone at once.
        }
    }

    /** Copies so many more entities; true once none is left. */
    public boolean advance(int entities) {
        int left = entities;
        for (int n = owed.nextSetBit(0); n >= 0 && left > 0; n = owed.nextSetBit(n + 1), left--) {
            copy(n);
        }
        for (int n = owedEntrants.nextSetBit(0); n >= 0 && left > 0; n = owedEntrants.nextSetBit(n + 1), left--) {
            copyEntrant(n);
        }
        return owed.isEmpty() && owedEntrants.isEmpty();
    }

    /** The copy, once {@link #advance} has said that it is complete. */
    public StateCopy finish() {
        abandon();
        return new StateCopy(version, counters, nextOffset, isFinite, blocks, pending);
    }

    /** The learner need not look after this copy any more. */
    public void abandon() {
        learner.changes().ofEntities().hearBy(BeforeChange.NOBODY);
        entrants().ifPresent(entrants -> entrants.changes().hearBy(BeforeChange.NOBODY));
    }

    /** Everything at once. */
    public static StateCopy whole(LearnerState state) {
        StateCut cut = new StateCut(state);
        cut.copyAll();
        return cut.finish();
    }

    /** Which model is copied. */
    public ModelVersion version() {
        return version;
    }
}
