package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Nothing but what was written is ever restored. */
class DamagedBlocksTest {
    private static final LearnerConfig CONFIG =
            new LearnerBuilder().trunk(3).batchSize(6).config();

    /** The blocks of a learner in the middle of a mini-batch. */
    private static BlockMap blocks() {
        try (Learner learner = new Learner(CONFIG)) {
            RowStream stream = new RowStream(learner, 8);
            stream.feed(learner, 40);
            while (learner.pending().rows() < 2) {
                learner.observe(stream.next());
            }
            return BlockMap.all(new LearnerState(learner, 1));
        }
    }

    private static byte[] flipped(byte[] block, int bit) {
        byte[] copy = block.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }

    private static void requireRefused(BlockMap damaged, String name) {
        assertThatThrownBy(() -> damaged.restore(CONFIG).learner().close())
                .isInstanceOf(CorruptBlockException.class)
                .hasMessageContaining("block '" + name + "'")
                .hasMessageContaining("restore it from a snapshot, or start a new application");
    }

    @Test
    void everyFlippedBitIsFound() {
        blocks().last().forEach((name, block) -> {
            for (int bit = 0; bit < 8 * block.length; bit++) {
                byte[] damaged = flipped(block, bit);
                assertThatThrownBy(() -> new BlockReader(name, damaged))
                        .as("bit %d of %s", bit, name)
                        .isInstanceOf(CorruptBlockException.class);
            }
        });
    }

    @Test
    void everyTruncationIsFound() {
        blocks().last().forEach((name, block) -> {
            for (int length = 0; length < block.length; length++) {
                byte[] damaged = Arrays.copyOf(block, length);
                assertThatThrownBy(() -> new BlockReader(name, damaged))
                        .as("%d bytes of %s", length, name)
                        .isInstanceOf(CorruptBlockException.class);
            }
        });
    }

    @Test
    void aDamagedBlockOfAnyKindStopsTheRestoration() {
        BlockMap whole = blocks();
        assertThat(whole.last().keySet())
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .contains("trunk/", "family/", "entity/", "feature/", "label/", "loss/", "pending/", "");
        for (String name : whole.last().keySet()) {
            BlockMap damaged = blocks();
            damaged.put(name, flipped(whole.get(name), 8 * whole.get(name).length - 1));
            requireRefused(damaged, name);
        }
    }

    @Test
    void aBlockUnderTheNameOfAnotherKindIsFound() {
        BlockMap swapped = blocks();
        swapped.put("label/score", swapped.get("family/score/0"));
        requireRefused(swapped, "label/score");
        BlockMap shorter = blocks();
        shorter.put("trunk/moments/0", shorter.get("trunk/params/0"));
        requireRefused(shorter, "trunk/moments/0");
    }

    @Test
    void aMissingPendingRowIsFound() {
        BlockMap damaged = blocks();
        damaged.last().remove("pending/1");
        requireRefused(damaged, "pending/1");
    }

    @Test
    void aPendingRowThatIsNoLongerAliveIsPassedOver() {
        BlockMap blocks = blocks();
        blocks.put("pending/5", blocks.get("pending/0"));
        try (Learner learner = blocks.restore(CONFIG).learner()) {
            assertThat(learner.pending().rows()).isLessThan(5);
        }
    }

    @Test
    void aNameThatIsNotKnownIsAnError() {
        BlockMap blocks = blocks();
        blocks.put("surprise/0", blocks.get("meta"));
        requireRefused(blocks, "surprise/0");
    }

    @Test
    void aFamilyThatIsNotConfiguredIsAnError() {
        BlockMap blocks = blocks();
        blocks.put("label/surprise", blocks.get("label/score"));
        requireRefused(blocks, "label/surprise");
    }

    @Test
    void anotherFormatIsNamed() {
        byte[] block = blocks().get("meta");
        block[3] = 9;
        assertThatThrownBy(() -> new BlockReader("meta", block))
                .hasMessageContaining("it begins with 9425254, expected");
    }

    @Test
    void aValueBeyondTheEndAndBytesLeftOverAreErrors() {
        byte[] block = new BlockWriter().begin().putInt(7).block();
        assertThatThrownBy(() -> new BlockReader("b", block).getLong())
                .hasMessageContaining("in the middle of a value");
        assertThatThrownBy(() -> new BlockReader("b", block).getBytes()).hasMessageContaining("in the middle");
        assertThatThrownBy(() -> new BlockReader("b", block).getFloats(FloatBuffer.allocate(2)))
                .hasMessageContaining("in the middle");
        assertThatThrownBy(() -> new BlockReader("b", block).end()).hasMessageContaining("4 bytes are left over");
    }

    @Test
    void aBlockReadsAsItWasWritten() {
        BlockWriter writer = new BlockWriter();
        byte[] large = new byte[100_000];
        large[99_999] = 5;
        byte[] block = writer.begin()
                .putInt(-1)
                .putLong(Long.MIN_VALUE)
                .putDouble(Math.PI)
                .putFloat(1.5f)
                .putText("Zürich")
                .putBytes(large, large.length)
                .putFloats(FloatBuffer.wrap(new float[] {2, 3}))
                .block();
        BlockReader reader = new BlockReader("b", block);
        assertThat(reader.getInt()).isEqualTo(-1);
        assertThat(reader.getLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(reader.getDouble()).isEqualTo(Math.PI);
        FloatBuffer floats = FloatBuffer.allocate(1);
        reader.getFloats(floats);
        assertThat(floats.get(0)).isEqualTo(1.5f);
        assertThat(reader.getText()).isEqualTo("Zürich");
        assertThat(reader.getBytes()).containsExactly(large);
        FloatBuffer both = FloatBuffer.allocate(2);
        reader.getFloats(both);
        assertThat(both.array()).containsExactly(2, 3);
        reader.end();
        assertThat(ByteBuffer.wrap(block, 0, 3).slice()).isEqualTo(ByteBuffer.wrap(new byte[] {'T', 'R', 'B'}));
    }
}
