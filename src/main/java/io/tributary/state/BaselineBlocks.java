package io.tributary.state;

import io.tributary.evaluation.Baselines;
import io.tributary.evaluation.Entrants;
import io.tributary.evaluation.LinearBaseline;
import io.tributary.evaluation.LinearDeviations;
import io.tributary.evaluation.LinearHead;
import io.tributary.task.Family;
import io.tributary.task.Text;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is measured beside a learner as blocks {@code baseline/family/NAME}, {@code baseline/head/LABEL/NAME/i} and {@code
 * baseline/entity/NAME}.
 *
 * <p>Everything in them has a name, so that a baseline or a family that is new, or gone, is passed over. Not thread-safe.
 */
final class BaselineBlocks {
    static final String NAME = "baseline/";
    private static final String FAMILY = NAME + "family/";
    private static final String HEAD = NAME + "head/";
    private static final String ENTITY = NAME + "entity/";

    private final Baselines baselines;
    private final List<Family> families;
    private final Entrants entrants;
    private final TableBlocks tables;
    private final BlockWriter writer = new BlockWriter();
    private final Text name = new Text();

    BaselineBlocks(Baselines baselines, List<Family> families) {
        this.baselines = baselines;
        this.families = families;
        entrants = baselines.entrants();
        tables = new TableBlocks(baselines.tables(), families);
    }

    Baselines baselines() {
        return baselines;
    }

    void writeChanges(ChangeSink sink) {
        entrants.removed().forEach(entity -> sink.remove(ENTITY + entity));
        BitSet changed = entrants.changes().changed();
        for (int entity = changed.nextSetBit(0); entity >= 0; entity = changed.nextSetBit(entity + 1)) {
            writeEntity(sink, entity);
        }
        writeFamilies(sink, baselines.hasScored(), baselines.hasStepped());
        baselines.written();
    }

    void writeAll(BlockSink sink) {
        for (int entity : entrants.entities().inNameOrder()) {
            writeEntity(sink, entity);
        }
        writeFamilies(sink, true, true);
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
            sink.put(HEAD + baseline.settings().label() + "/" + place, writer.block());
        }
    }

    private void writeEntity(BlockSink sink, int entity) {
        writer.begin()
                .putLong(entrants.recency().lastLearned(entity))
                .putLong(entrants.recency().lastTime(entity));
        tables.writeEntity(writer, entity);
        for (LinearBaseline baseline : baselines.linear()) {
            LinearDeviations deviations = baseline.deviations();
            for (int f = 0; f < families.size() && deviations.contains(entity); f++) {
                int count = deviations.offset(f + 1) - deviations.offset(f);
                writer.putText(baseline.settings().label())
                        .putText(families.get(f).name())
                        .putInt(count)
                        .putFloats(deviations.parameters(entity).slice(deviations.offset(f), count))
                        .putFloats(deviations.squares(entity).slice(deviations.offset(f), count));
            }
        }
        writer.putText(END);
        sink.put(ENTITY + new String(entrants.entities().name(entity), StandardCharsets.UTF_8), writer.block());
    }

    /* No baseline has an empty name. */
    private static final String END = "";

    void read(String block, BlockReader reader) {
        if (block.startsWith(FAMILY)) {
            family(block.substring(FAMILY.length())).ifPresent(family -> tables.readFamily(reader, family));
        } else if (block.startsWith(HEAD)) {
            readHead(block.substring(HEAD.length()), reader);
        } else if (block.startsWith(ENTITY)) {
            readEntity(block.substring(ENTITY.length()), reader);
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

    private void readEntity(String entity, BlockReader reader) {
        name.set(entity);
        int number = entrants.restore(name, reader.getLong(), reader.getLong());
        baselines.forget(number); // It may have left since an earlier block, and come back with less.
        tables.readEntity(reader, number);
        for (String label = reader.getText(); !label.equals(END); label = reader.getText()) {
            Optional<LinearBaseline> baseline = baseline(label);
            Optional<Integer> family = family(reader.getText());
            int count = reader.getInt();
            FloatBuffer unused = FloatBuffer.allocate(count);
            if (baseline.isPresent() && family.isPresent()) {
                LinearDeviations deviations = baseline.get().deviations();
                int from = deviations.offset(family.get());
                reader.getFloats(deviations.parameters(number).slice(from, count));
                reader.getFloats(deviations.squares(number).slice(from, count));
            } else {
                reader.getFloats(unused);
                reader.getFloats(unused.rewind());
            }
        }
    }

    private Optional<LinearBaseline> baseline(String label) {
        return baselines.linear().stream()
                .filter(candidate -> candidate.settings().label().equals(label))
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

    void remove(String block) {
        if (block.startsWith(ENTITY)) {
            name.set(block.substring(ENTITY.length()));
            entrants.restoreRemoved(name);
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
        entrants.restored();
    }
}
