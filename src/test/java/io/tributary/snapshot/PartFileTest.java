package io.tributary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.learning.RowStream;
import io.tributary.state.Block;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.Restoration;
import io.tributary.state.StateCopy;
import io.tributary.state.StateCut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartFileTest {
    @Property(tries = 40)
    void anyStateInAnyOrderOfItsBlocksIsReadAsItWas(@ForAll @IntRange(max = 150) int rows, @ForAll long seed)
            throws IOException {
        Path directory = Files.createTempDirectory("part");
        Path file = directory.resolve("part-0.blocks");
        try (MeasuredLearner measured = MeasuredLearner.of(Snapshotted.CONFIG, Snapshotted.TRANSFER);
                MeasuredLearner other = MeasuredLearner.of(Snapshotted.CONFIG, Snapshotted.TRANSFER)) {
            RowStream stream = new RowStream(measured.learner(), seed);
            for (int i = 0; i < rows; i++) {
                measured.observe(stream.next());
            }
            LearnerState state = new LearnerState(measured, 1, "events");
            StateCopy copy = StateCut.whole(state);
            List<Block> blocks = new ArrayList<>(copy.blocks());
            Collections.shuffle(blocks, new Random(seed));
            assertThat(PartFile.write(file, blocks)).isEqualTo(Hashing.ofFile(file));

            Restoration restoration = new Restoration(LearnerState.anywhere(other));
            PartFile.read(file, block -> restoration.read(block.name(), block.bytes()));
            LearnerState read = restoration.finish();

            assertThat(ModelDigest.of(read)).isEqualTo(ModelDigest.of(state)).isEqualTo(copy.modelDigest());
            assertThat(blocks(StateCut.whole(read))).isEqualTo(blocks(copy));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    /** All but meta, which says where a state may be read from. */
    private static Map<String, String> blocks(StateCopy copy) {
        Map<String, String> blocks = new TreeMap<>();
        for (Block block : copy.blocks()) {
            if (!block.name().equals("meta")) {
                blocks.put(block.name(), HexFormat.of().formatHex(block.bytes()));
            }
        }
        return blocks;
    }
}
