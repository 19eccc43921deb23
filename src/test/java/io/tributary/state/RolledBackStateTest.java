package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A changelog in which the blocks of an earlier model follow those of a later one. */
class RolledBackStateTest {
    private static final TransferConfig TRANSFER =
            new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 30, 4);
    private static final LearnerConfig CONFIG = builder().config();
    private static final LearnerConfig GROWN = builder()
            .families(LearnerBuilder.SCORE, LearnerBuilder.LATE, LearnerBuilder.BAND, LearnerBuilder.COUNT)
            .config();

    /** One record of a changelog; without bytes it is a tombstone. */
    private record Change(String name, Optional<byte[]> block) {}

    private static LearnerBuilder builder() {
        return new LearnerBuilder()
                .families(LearnerBuilder.SCORE, LearnerBuilder.LATE, LearnerBuilder.BAND)
                .idWindow(40)
                .maxTasks(4)
                .admitAfter(2);
    }

    /** A learner and the changelog that it has written. */
    private static final class Written implements AutoCloseable {
        private final MeasuredLearner measured;
        private final LearnerState state;
        private final RowStream rows;
        private final List<Change> changelog = new ArrayList<>();
        private int observed;

        Written(LearnerConfig config, long seed) {
            measured = MeasuredLearner.of(config, TRANSFER);
            state = new LearnerState(measured, 1, "events");
            rows = new RowStream(measured.learner(), seed);
        }

        void observe(int count) {
            for (int i = 0; i < count; i++) {
                Row row = rows.next();
                row.id().set("id-" + observed++);
                try {
                    measured.observe(row);
                } catch (InvalidRowException e) {
                    measured.learner().refuse();
                }
                state.nextOffset(observed);
            }
            state.writeChanges(new ChangeSink() {
                @Override
                public void put(String name, byte[] block) {
                    changelog.add(new Change(name, Optional.of(block)));
                }

                @Override
                public void remove(String name) {
                    changelog.add(new Change(name, Optional.empty()));
                }
            });
        }

        @Override
        public void close() {
            measured.close();
        }
    }

    private static Map<String, byte[]> blocks(LearnerState state) {
        Map<String, byte[]> blocks = new TreeMap<>();
        state.writeAll(blocks::put);
        return blocks;
    }

    /** What a rollback appends: tombstones for what is no more, then every block. */
    private static void rollBack(List<Change> changelog, Map<String, byte[]> earlier) {
        Map<String, Change> last = new HashMap<>();
        changelog.forEach(change -> last.put(change.name(), change));
        last.values().stream()
                .filter(change -> change.block().isPresent() && !earlier.containsKey(change.name()))
                .forEach(change -> changelog.add(new Change(change.name(), Optional.empty())));
        earlier.forEach((name, block) -> changelog.add(new Change(name, Optional.of(block))));
    }

    private static LearnerState restore(List<Change> changelog, LearnerConfig config) {
        LearnerState fresh = new LearnerState(MeasuredLearner.of(config, TRANSFER), 1, "events");
        Restoration restoration = new Restoration(fresh);
        changelog.forEach(
                change -> restoration.read(change.name(), change.block().orElse(null)));
        try {
            return restoration.finish();
        } catch (RuntimeException e) {
            restoration.abandon();
            throw e;
        }
    }

    private static void requireRestores(List<Change> changelog, LearnerConfig config, Map<String, byte[]> expected) {
        LearnerState restored = restore(changelog, config);
        assertThat(restored.isDirty()).isFalse();
        Map<String, byte[]> found = blocks(restored);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, block) -> assertThat(found.get(name)).as(name).isEqualTo(block));
        restored.learner().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 30, 100, 301})
    void nothingOfTheLaterModelIsLeft(int before) {
        try (Written shop = new Written(CONFIG, before)) {
            shop.observe(before);
            Map<String, byte[]> earlier = blocks(shop.state);
            for (int commit = 0; commit < 20; commit++) {
                shop.observe(13);
            }

            rollBack(shop.changelog, earlier);

            requireRestores(shop.changelog, CONFIG, earlier);
        }
    }

    @Test
    void aFamilyThatWasAddedSinceIsGone() {
        try (Written shop = new Written(CONFIG, 5);
                Written grown = new Written(GROWN, 6)) {
            shop.observe(80);
            grown.observe(200);
            List<Change> changelog = new ArrayList<>(shop.changelog);
            changelog.addAll(grown.changelog);
            Map<String, byte[]> earlier = blocks(shop.state);
            assertThatThrownBy(() -> restore(changelog, CONFIG)).isInstanceOf(FingerprintMismatchException.class);

            rollBack(changelog, earlier);

            requireRestores(changelog, CONFIG, earlier);
        }
    }

    @Test
    void aBlockThatWasDamagedIsMendedByOneThatIsWhole() {
        try (Written shop = new Written(CONFIG, 8)) {
            shop.observe(120);
            Map<String, byte[]> earlier = blocks(shop.state);
            for (String name : List.of("trunk/params/0", "label/score", "meta", "ids/0")) {
                shop.changelog.add(new Change(name, Optional.of(new byte[] {1, 2})));
            }
            assertThatThrownBy(() -> restore(shop.changelog, CONFIG))
                    .isInstanceOf(CorruptBlockException.class)
                    .hasMessageContaining("'trunk/params/0'");

            rollBack(shop.changelog, earlier);

            requireRestores(shop.changelog, CONFIG, earlier);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trunk/params/0", "family/late/0", "label/score", "feature/statistics/0", "loss/band"})
    void whatEveryModelHasMayNotBeRemoved(String name) {
        try (Written shop = new Written(CONFIG, 9)) {
            shop.observe(60);
            shop.changelog.add(new Change(name, Optional.empty()));
            assertThatThrownBy(() -> restore(shop.changelog, CONFIG))
                    .isInstanceOf(CorruptBlockException.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContaining("it was removed");
        }
    }

    @Test
    void aStateSaysWhereItBegan() {
        try (Written shop = new Written(CONFIG, 10)) {
            shop.observe(90);
            assertThat(restored(shop.state).origin()).isEmpty();
            ModelVersion version = shop.state.version();
            Origin origin = Origin.of(shop.state, version, 33, 44, 55);

            shop.state.beginGeneration(4);
            shop.state.beginFrom(origin, "events");

            LearnerState restored = restored(shop.state);
            assertThat(restored.origin()).contains(origin);
            assertThat(restored.nextOffset()).isEqualTo(33);
            assertThat(restored.generation()).isEqualTo(4);
            assertThat(restored.announced()).isEqualTo(version);
            Map<String, byte[]> blocks = blocks(shop.state);
            assertThat(Standing.read(blocks.getOrDefault(Standing.BLOCK, new byte[0])))
                    .isEqualTo(new Standing(4, 33));
        }
    }

    @Test
    void rowsOfAnotherLogHaveNoPlaceInThisOne() {
        try (Written shop = new Written(CONFIG, 11)) {
            do {
                shop.observe(1);
            } while (shop.state.learner().pending().rows() < 2);
            String digest = ModelDigest.of(shop.state);

            shop.state.beginApplication();
            shop.state.learner().pending().leaveLog();

            LearnerState restored = restored(shop.state);
            assertThat(restored.learner().pending().position(0)).isEqualTo(-1);
            assertThat(restored.learner().pending().position(1)).isEqualTo(-2);
            assertThat(restored.version().generation()).isZero();
            assertThat(restored.announced()).isEqualTo(ModelVersion.NONE);
            assertThat(ModelDigest.of(restored)).isEqualTo(digest);
        }
    }

    /** What its blocks restore. */
    private static LearnerState restored(LearnerState state) {
        List<Change> changelog = new ArrayList<>();
        state.writeAll((name, block) -> changelog.add(new Change(name, Optional.of(block))));
        return restore(changelog, CONFIG);
    }
}
