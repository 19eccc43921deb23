package io.tributary.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EntityTableTest {
    @Test
    void whoeverHasANumberNextBeginsWithTheInitialNumbers() {
        EntityTable table = new EntityTable("t", 2, 7);
        int line = table.line(3);
        table.cells()[line] = 1;
        table.clear(3);
        assertThat(table.cells()[line]).isEqualTo(7);
        int later = table.line(100);
        assertThat(table.cells()[later + 1]).isEqualTo(7);
    }

    @Test
    void aTableThatNoArrayCouldHoldIsRefused() {
        EntityTable table = new EntityTable("t", 3_000_000, 0);
        assertThatThrownBy(() -> table.line(800))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("found 801 entities with 3000000 numbers each in one table, expected at most 715 of them;"
                        + " lower tasks.max");
        assertThatThrownBy(() -> table.line(Integer.MAX_VALUE)).isInstanceOf(IllegalStateException.class);
        assertThat(EntityTable.hasRoom(715, 3_000_000)).isTrue();
        assertThat(EntityTable.hasRoom(716, 3_000_000)).isFalse();
    }
}
