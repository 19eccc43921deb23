package io.tributary.state;

import io.tributary.evaluation.Baselines;
import io.tributary.evaluation.Entrants;
import io.tributary.evaluation.LinearBaseline;
import io.tributary.evaluation.LinearDeviations;
import io.tributary.evaluation.LinearHead;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Text;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured beside a learner as blocks {@code baseline/family/NAME}, {@code baseline/head/LABEL/NAME/i}, {@code
 * baseline/entity/NAME} and, of each linear run, {@code baseline/deviation/LABEL/NAME}.
 *
 * <p>Everything in them has a name, so that a baseline or a family that is new, or gone, is passed over. What was kept of
 * entities for baselines that are gone is removed, so many blocks a commit; what was kept of families stays, and is taken up
 * again when the baseline is. Not thread-safe.
 */
final class BaselineBlocks {
    static final String NAME = "baseline/";
    private static final String FAMILY = NAME + "family/";
    private static final String HEAD = NAME + "head/";
    private static final String ENTITY = NAME + "entity/";
    private static final String DEVIATION = NAME + "deviation/";
    /* Blocks of baselines that are gone which one commit removes: a commit is to stay short. */
    private static final int REMOVALS = 10_000;

    private final Baselines baselines;
    private final List<Family> families;
    private final Entrants entrants;
    private final TableBlocks tables;
    private final boolean isEmpty;
    /* Blocks of entities that were read, and nobody needs. */
    private final Set<String> unneeded = new LinkedHashSet<>();
    private final BlockWriter writer = new BlockWriter();
    private final Text name = new Text();

    BaselineBlocks(Baselines baselines, List<Family> families) {
        this.baselines = baselines;
        this.families = families;
        isEmpty = baselines.all().isEmpty();
        entrants = baselines.entrants();
        tables = new TableBlocks(baselines.tables(), families);
    }

    Baselines baselines() {
        return baselines;
    }

    void writeChanges(ChangeSink sink) {
        writeRemovals(sink);
        BitSet changed = entrants.changes().changed();
        for (int entity = changed.nextSetBit(0); entity >= 0; entity = changed.nextSetBit(entity + 1)) {
            writeEntity(sink, entity);
        }
        writeFamilies(sink, baselines.hasScored(), baselines.hasStepped());
        baselines.written();
    }

    /** First of all, so that a restore needs no more room than there was. */
    private void writeRemovals(ChangeSink sink) {
        for (String entity : entrants.left()) {
            name.set(entity);
            int number = entrants.entities().find(name);
            if (number == EntityIndex.UNKNOWN) {
                sink.remove(ENTITY + entity);
            }
            for (LinearBaseline baseline : baselines.linear()) {
                if (!baseline.deviations().contains(number)) {
                    sink.remove(deviation(baseline, entity));
                }
            }
        }
        Iterator<String> blocks = unneeded.iterator();
        for (int i = 0; i < REMOVALS && blocks.hasNext(); i++) {
            sink.remove(blocks.next());
            blocks.remove();
        }
    }

    private static String deviation(LinearBaseline baseline, String entity) {
        return DEVIATION + baseline.label() + "/" + entity;
    }

    void writeAll(BlockSink sink) {
        for (int entity : entrants.entities().inNameOrder()) {
            writeEntity(sink, entity);
        }
        writeFamilies(sink);
    }

    void writeFamilies(BlockSink sink) {
        writeFamilies(sink, !isEmpty, true);
    }

    private void writeFamilies(BlockSink sink, boolean lines, boolean heads) {
        for (int f = 0; f < families.size(); f++) {
            if (lines) {
                tables.writeFamily(writer.begin(), f);
                sink.put(FAMILY + families.get(f).name(), writer.block());
            }
            for (LinearBaseline baseline : baselines.linear()) {
                if (heads) {
                    writeHead(sink, baseline, f);
                }
            }
        }
    }

    private void writeHead(BlockSink sink, LinearBaseline baseline, int family) {
        LinearHead head = baseline.head();
        for (int from = 0; from < head.size(family) && head.steps(family) > 0; from += ModelBlocks.CHUNK) {
            int count = Math.min(ModelBlocks.CHUNK, head.size(family) - from);
            writer.begin()
                    .putLong(head.steps(family))
                    .putFloats(head.parameters(family, from, count))
                    .putFloats(head.firstMoments(family, from, count))
                    .putFloats(head.secondMoments(family, from, count));
            String place = families.get(family).name() + "/" + from / ModelBlocks.CHUNK;
            sink.put(HEAD + baseline.label() + "/" + place, writer.block());
        }
    }

    void writeEntity(BlockSink sink, int entity) {
        String entityName = new String(entrants.entities().name(entity), StandardCharsets.UTF_8);
        writer.begin()
                .putLong(entrants.recency().lastLearned(entity))
                .putLong(entrants.recency().lastTime(entity));
        tables.writeEntity(writer, entity);
        sink.put(ENTITY + entityName, writer.block());
        for (LinearBaseline baseline : baselines.linear()) {
            if (baseline.deviations().contains(entity)) {
                writeDeviations(writer.begin(), baseline.deviations(), entity);
                sink.put(deviation(baseline, entityName), writer.block());
            }
        }
    }

    private void writeDeviations(BlockWriter block, LinearDeviations deviations, int entity) {
        block.putInt(families.size());
        for (int f = 0; f < families.size(); f++) {
            int count = deviations.offset(f + 1) - deviations.offset(f);
            block.putText(families.get(f).name())
                    .putInt(count)
                    .putFloats(deviations.parameters(entity).slice(deviations.offset(f), count))
                    .putFloats(deviations.squares(entity).slice(deviations.offset(f), count));
        }
    }

    void read(String block, BlockReader reader) {
        if (block.startsWith(FAMILY)) {
            family(block.substring(FAMILY.length())).ifPresent(family -> tables.readFamily(reader, family));
        } else if (block.startsWith(HEAD)) {
            readHead(block.substring(HEAD.length()), reader);
        } else if (block.startsWith(ENTITY)) {
            readEntity(block, reader);
        } else if (block.startsWith(DEVIATION)) {
            readDeviations(block, reader);
        } else {
            throw new CorruptBlockException(block, "a block of this name is not known");
        }
    }

    private void readHead(String place, BlockReader reader) {
        int labelEnd = place.indexOf('/');
        int familyEnd = place.lastIndexOf('/');
        Optional<LinearBaseline> baseline = baseline(place.substring(0, labelEnd));
        Optional<Integer> family = family(place.substring(labelEnd + 1, familyEnd));
        if (baseline.isPresent() && family.isPresent()) {
            LinearHead head = baseline.get().head();
            int from = Integer.parseInt(place.substring(familyEnd + 1)) * ModelBlocks.CHUNK;
            int count = Math.min(ModelBlocks.CHUNK, head.size(family.get()) - from);
            head.restoreSteps(family.get(), reader.getLong());
            reader.getFloats(head.parameters(family.get(), from, count));
            reader.getFloats(head.firstMoments(family.get(), from, count));
            reader.getFloats(head.secondMoments(family.get(), from, count));
        }
    }

    private void readEntity(String block, BlockReader reader) {
        if (isEmpty) {
            unneeded.add(block);
            return;
        }
        name.set(block.substring(ENTITY.length()));
        int number = entrants.restore(name, reader.getLong(), reader.getLong());
        baselines.tables().clear(number); // It may have left since an earlier block, and come back with less.
        tables.readEntity(reader, number);
        baselines.restored(number);
    }

    private void readDeviations(String block, BlockReader reader) {
        int labelEnd = block.indexOf('/', DEVIATION.length());
        Optional<LinearBaseline> baseline = baseline(block.substring(DEVIATION.length(), labelEnd));
        if (baseline.isEmpty()) {
            unneeded.add(block);
            return;
        }
        name.set(block.substring(labelEnd + 1));
        int number = entrants.number(name);
        LinearDeviations deviations = baseline.get().deviations();
        deviations.forget(number); // A family that it does not tell of begins anew.
        for (int left = reader.getInt(); left > 0; left--) {
            Optional<Integer> family = family(reader.getText());
            int count = reader.getInt();
            if (family.isPresent()) {
                int from = deviations.offset(family.get());
                reader.getFloats(deviations.parameters(number).slice(from, count));
                reader.getFloats(deviations.squares(number).slice(from, count));
            } else {
                reader.getFloats(FloatBuffer.allocate(2 * count));
            }
        }
    }

    private Optional<LinearBaseline> baseline(String label) {
        return baselines.linear().stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst();
    }

    private Optional<Integer> family(String family) {
        for (int f = 0; f < families.size(); f++) {
            if (families.get(f).name().equals(family)) {
                return Optional.of(f);
            }
        }
        return Optional.empty();
    }

    /** A block was removed: an entity left, or the model was rolled back to one that has no such block. */
    void remove(String block) {
        unneeded.remove(block);
        if (block.startsWith(ENTITY)) {
            name.set(block.substring(ENTITY.length()));
            int number = entrants.restoreRemoved(name);
            if (number != EntityIndex.UNKNOWN) {
                baselines.forget(number);
            }
        } else if (block.startsWith(DEVIATION)) {
            int labelEnd = block.indexOf('/', DEVIATION.length());
            name.set(block.substring(labelEnd + 1));
            int number = entrants.entities().find(name);
            baseline(block.substring(DEVIATION.length(), labelEnd))
                    .ifPresent(baseline -> baseline.deviations().forget(number));
        } else if (block.startsWith(HEAD)) {
            String place = block.substring(HEAD.length());
            int familyEnd = place.lastIndexOf('/');
            int labelEnd = place.indexOf('/');
            baseline(place.substring(0, labelEnd))
                    .ifPresent(baseline -> family(place.substring(labelEnd + 1, familyEnd))
                            .ifPresent(family -> baseline.head().clear(family)));
        }
    }

    void restored() {
        entrants.forgetUnplaced(baselines::forget);
        entrants.restored();
    }
}
