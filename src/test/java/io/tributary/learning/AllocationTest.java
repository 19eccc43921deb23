package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.source.Allocation;
import io.tributary.source.LabelledEventDecoder;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hot path over real rows, once every entity is known. */
class AllocationTest {
    private static final ApplicationConfig FLIGHTS = Flights.application("flights", new ClientSettings(Map.of()));

    private final Row[] rows = rows();
    private Learner learner = new Learner(FLIGHTS.learner());
    private int next;

    private static Row[] rows() {
        LabelledEventDecoder decoder = new LabelledEventDecoder(FLIGHTS.mapping());
        List<Row> rows = new ArrayList<>();
        Flights.records(FLIGHTS, 0, 5000).forEach(record -> {
            Row row = FLIGHTS.mapping().newRow();
            decoder.decode(record.value(), row);
            rows.add(row);
        });
        return rows.toArray(Row[]::new);
    }

    @AfterEach
    void close() {
        learner.close();
    }

    private double bytesPerRow(Consumer<Row> work) {
        for (Row row : rows) {
            learner.observe(row);
        }
        return Allocation.bytesPerCall(() -> {
            next = next + 1 == rows.length ? 0 : next + 1;
            work.accept(rows[next]);
        });
    }

    @Test
    void learningARowAllocatesNothing() {
        assertThat(bytesPerRow(learner::observe)).isLessThan(1);
        assertThat(learner.counters().steps()).isGreaterThan(4000);
    }

    @Test
    void rememberingEventsAllocatesNothing() {
        learner.close();
        LearnerConfig config = FLIGHTS.learner();
        learner = new Learner(new LearnerConfig(
                config.features(),
                config.families(),
                config.model(),
                config.learning(),
                config.tasks(),
                config.balancing(),
                rows.length / 2));
        assertThat(bytesPerRow(learner::observe)).isLessThan(1);
        assertThat(learner.recentIds().next())
                .isEqualTo(learner.counters().rows())
                .isGreaterThan(rows.length);
    }

    @Test
    void predictingARowAllocatesNothing() {
        assertThat(bytesPerRow(learner::predictOnly)).isLessThan(1);
    }
}
