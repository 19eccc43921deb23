package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RecentIds;
import io.tributary.learning.RowStream;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A learner that was restored knows the same events as the one that went on. */
class RecentIdsStateTest {
    private static LearnerConfig config(int window) {
        return new LearnerBuilder().trunk(3).idWindow(window).config();
    }

    /** Rows of which some came before. */
    private static final class Repeating {
        private final RowStream rows;
        private final Random random;
        private int events;

        Repeating(Learner learner, long seed) {
            rows = new RowStream(learner, seed);
            random = new Random(seed);
        }

        Row next() {
            Row row = rows.next();
            boolean again = events > 0 && random.nextInt(3) == 0;
            int event = again ? Math.max(0, events - 1 - random.nextInt(60)) : events++;
            row.entity().set("e" + event % 5);
            row.id().set("i" + event);
            return row;
        }
    }

    /** False for a duplicate. */
    private static boolean observe(Learner learner, Row row) {
        try {
            learner.observe(row);
            return true;
        } catch (InvalidRowException e) {
            assertThat(e.reason()).isEqualTo(Reason.DUPLICATE);
            learner.refuse();
            return false;
        }
    }

    @Property(tries = 60)
    void rejectsTheSameLaterRowsWhereverItWasRestored(
            @ForAll @IntRange(min = 1, max = 50) int window, @ForAll @IntRange(max = 200) int rows, @ForAll long seed) {
        try (Learner learner = new Learner(config(window))) {
            Repeating stream = new Repeating(learner, seed);
            Random commits = new Random(seed);
            LearnerState state = new LearnerState(learner, 1);
            BlockMap changelog = new BlockMap();
            for (int i = 0; i < rows; i++) {
                observe(learner, stream.next());
                if (commits.nextInt(9) == 0) {
                    state.writeChanges(changelog);
                }
            }
            state.writeChanges(changelog);
            requireSame(state, changelog.restoreShuffled(config(window), seed), stream);
            requireSame(state, BlockMap.all(state).restoreShuffled(config(window), seed), stream);
        }
    }

    /** The second observes what the first does; closes it. */
    private static void requireSame(LearnerState state, LearnerState restored, Repeating stream) {
        try (Learner other = restored.learner()) {
            Learner learner = state.learner();
            assertThat(restored.isDirty()).isFalse();
            for (int i = 0; i < 80; i++) {
                Row row = stream.next();
                assertThat(observe(other, row)).isEqualTo(observe(learner, row));
            }
            assertThat(other.counters()).isEqualTo(learner.counters());
            assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(state));
        }
    }

    @Property(tries = 40)
    void anotherWindowKeepsWhatFitsHoweverOftenItChanges(
            @ForAll List<@IntRange(min = 0, max = 5000) Integer> windows, @ForAll long seed) {
        BlockMap changelog = new BlockMap();
        Random random = new Random(seed);
        long events = 0;
        long kept = 0;
        for (int window : windows) {
            LearnerState state = changelog.restoreShuffled(config(window), seed);
            try (Learner learner = state.learner()) {
                RecentIds ids = learner.recentIds();
                kept = Math.min(kept, window);
                assertThat(ids.next() - ids.oldest()).isEqualTo(kept);
                requireKnown(learner, events - kept, events);
                int more = window == 0 ? 0 : random.nextInt(3000);
                for (int i = 0; i < more; i++) {
                    assertThat(observe(learner, event(learner, events++))).isTrue();
                }
                kept = Math.min(kept + more, window);
                assertThat(ids.next()).isEqualTo(events);
                state.nextOffset(state.nextOffset() + 1);
                state.writeChanges(changelog);
            }
        }
    }

    private static Row event(Learner learner, long number) {
        Row row = RowStream.row(learner, "e" + number % 7, 1, 2);
        row.id().set("i" + number);
        return row;
    }

    private static void requireKnown(Learner learner, long from, long to) {
        for (long number = from; number < to; number++) {
            assertThat(observe(learner, event(learner, number)))
                    .as("event %d is new", number)
                    .isFalse();
        }
    }

    @Test
    void writesOnlyTheChunksThatGotEvents() {
        try (Learner learner = new Learner(config(3000))) {
            LearnerState state = new LearnerState(learner, 1);
            BlockMap changelog = new BlockMap();
            for (int i = 0; i < 2100; i++) {
                learner.observe(event(learner, i));
            }
            state.writeChanges(changelog);
            assertThat(ids(changelog)).containsExactly("ids/0", "ids/1", "ids/2");
            learner.observe(event(learner, 2100));
            state.writeChanges(changelog);
            assertThat(ids(changelog)).containsExactly("ids/2");
            assertThat(changelog.get("ids/2")).hasSize(BlockWriter.HEADER + 12 + (2101 - 2048) * 16);
            learner.refuse();
            state.writeChanges(changelog);
            assertThat(changelog.takeWritten()).contains("meta").noneMatch(name -> name.startsWith("ids/"));
            for (int i = 2101; i < 4097; i++) {
                learner.observe(event(learner, i));
            }
            state.writeChanges(changelog);
            assertThat(ids(changelog)).containsExactly("ids/2", "ids/3", "ids/0");
            assertThat(changelog.last().values()).allMatch(block -> block.length <= 64 << 10);
        }
    }

    private static List<String> ids(BlockMap changelog) {
        return changelog.takeWritten().stream()
                .filter(name -> name.startsWith("ids/"))
                .toList();
    }

    @Test
    void aMissingBlockIsFound() {
        try (Learner learner = new Learner(config(3000))) {
            for (int i = 0; i < 2000; i++) {
                learner.observe(event(learner, i));
            }
            BlockMap blocks = BlockMap.all(new LearnerState(learner, 1));
            blocks.last().remove("ids/0");
            assertThatThrownBy(() -> blocks.restore(config(3000)))
                    .isInstanceOf(CorruptBlockException.class)
                    .hasMessageContaining("event IDs from number 0 up to 2000");
        }
    }

    @Test
    void theDigestDoesNotKnowOfEventIds() {
        try (Learner remembering = new Learner(config(100));
                Learner forgetful = new Learner(config(0))) {
            for (int i = 0; i < 50; i++) {
                Row row = new RowStream(remembering, i).next();
                row.id().set("i" + i);
                remembering.observe(row);
                forgetful.observe(row);
            }
            assertThat(ModelDigest.of(new LearnerState(remembering, 1)))
                    .isEqualTo(ModelDigest.of(new LearnerState(forgetful, 1)));
        }
    }

    @Test
    void aMetaBlockThatEndsBeforeTheIdsIsDamaged() {
        try (Learner learner = new Learner(config(0))) {
            new RowStream(learner, 3).feed(learner, 30);
            BlockMap blocks = BlockMap.all(new LearnerState(learner, 1));
            byte[] meta = blocks.get("meta");
            ByteBuffer shorter = ByteBuffer.wrap(Arrays.copyOf(meta, meta.length - 3 * Long.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            CRC32C crc = new CRC32C();
            crc.update(shorter.array(), BlockWriter.HEADER, shorter.capacity() - BlockWriter.HEADER);
            blocks.put("meta", shorter.putInt(4, (int) crc.getValue()).array());
            assertThatThrownBy(() -> blocks.restore(config(10)).learner().close())
                    .isInstanceOf(CorruptBlockException.class)
                    .hasMessageContaining("block 'meta'")
                    .hasMessageContaining("in the middle of a value");
        }
    }
}
