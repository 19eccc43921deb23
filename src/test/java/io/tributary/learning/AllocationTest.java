package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.learning.BalancingConfig.Method;
import io.tributary.model.ModelConfig;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private void restart(int experts, Method method) {
        learner.close();
        LearnerConfig config = FLIGHTS.learner();
        ModelConfig model = config.model();
        learner = new Learner(new LearnerConfig(
                config.features(),
                config.families(),
                new ModelConfig(
                        model.trunk(), experts, model.activation(), model.wide(), model.deviationInput(), model.seed()),
                config.learning(),
                config.tasks(),
                new BalancingConfig(method, List.of()),
                0,
                config.drift(),
                config.intervals()));
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

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void learningARowAllocatesNothing(int experts) {
        restart(experts, Method.EQUAL);
        assertThat(bytesPerRow(learner::observe)).isLessThan(1);
        assertThat(learner.counters().steps()).isGreaterThan(4000);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"UNCERTAINTY", "GRADNORM", "PCGRAD"})
    void balancingAllocatesNothing(Method method) {
        restart(1, method);
        assertThat(bytesPerRow(learner::observe)).isLessThan(1);
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
                rows.length / 2,
                config.drift(),
                config.intervals()));
        assertThat(bytesPerRow(learner::observe)).isLessThan(1);
        assertThat(learner.recentIds().next())
                .isEqualTo(learner.counters().rows())
                .isGreaterThan(rows.length);
    }

    @Test
    void intervalsAndCorrectedProbabilitiesAllocateNothing() {
        learner.close();
        learner = new Learner(Flights.application(
                        "flights", new ClientSettings(Map.of()), "intervals.coverage=0.9", "intervals.calibrate=true")
                .learner());
        assertThat(bytesPerRow(learner::observe)).isLessThan(1);
        assertThat(learner.intervals().orElseThrow().offered(1)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void predictingARowAllocatesNothing(int experts) {
        restart(experts, Method.EQUAL);
        assertThat(bytesPerRow(learner::predictOnly)).isLessThan(1);
    }
}
