package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Text;
import org.junit.jupiter.api.Test;

class PendingRowsTest {
    private final PendingRows rows = new PendingRows(4, 2);

    private void add(String entity, long time) {
        Text text = new Text();
        text.set(entity);
        rows.add(text, 1.5, time, 100 + time, new byte[] {(byte) time});
    }

    @Test
    void keepsRowsInOrderOfArrivalWithWhatTheyTeach() {
        add("e0", 5);
        rows.addLabel(1, 3.25);
        add("e1", 6);
        rows.addLabel(0, -1.0);
        rows.addLabel(1, 0.0);
        assertThat(rows.rows()).isEqualTo(2);
        assertThat(rows.examples()).isEqualTo(3);
        assertThat(rows.entity(0)).hasToString("e0");
        assertThat(rows.label(0, 0)).isNaN();
        assertThat(rows.label(0, 1)).isEqualTo(3.25);
        assertThat(rows.label(1, 0)).isEqualTo(-1);
        assertThat(rows.weight(1)).isEqualTo(1.5);
        assertThat(rows.joined(1)).isEqualTo(6);
        assertThat(rows.position(1)).isEqualTo(106);
        assertThat(rows.payload(1)).containsExactly(6);
    }

    @Test
    void aNameIsCopiedSinceItsRowIsReused() {
        Text reused = new Text();
        reused.set("first");
        rows.add(reused, 1, 0, 0, new byte[0]);
        reused.set("second");
        assertThat(rows.entity(0)).hasToString("first");
    }

    @Test
    void beginsAnewWithoutOldLabels() {
        add("e0", 5);
        rows.addLabel(0, 1.0);
        rows.clear();
        assertThat(rows.rows()).isZero();
        assertThat(rows.examples()).isZero();
        add("e1", 6);
        assertThat(rows.label(0, 0)).isNaN();
    }

    @Test
    void hasRoomForAMiniBatchOfRowsWithOneLabelEach() {
        assertThat(rows.capacity()).isEqualTo(4);
    }
}
