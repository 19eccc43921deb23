package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.RowStream;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream of ordinary tasks beside one that no input says anything about, and one that is seen once. */
class TaskStandingsTest {
    private static final int LATE = 1;

    private final MeasuredLearner measured = MeasuredLearner.of(
            new LearnerBuilder().config(),
            new TransferConfig(List.of(TransferConfig.Method.values()), true, true, 30, 3));
    private Prediction served = new Prediction(List.of());

    @BeforeEach
    void learn() {
        RowStream stream = new RowStream(measured.learner(), 3);
        measured.observe(row("once", 0.5, 0.5));
        served = measured.observe(hopeless(0));
        for (int i = 1; served.servedBy(LATE).equals(Prediction.MODEL) && i < 2000; i++) {
            measured.observe(stream.next());
            served = measured.observe(hopeless(i));
        }
    }

    @AfterEach
    void close() {
        measured.close();
    }

    private Row hopeless(int i) {
        return row("hopeless", i % 2 == 0 ? 1e6 : -1e6, i % 3 == 0 ? 1e6 : -1e6);
    }

    private Row row(String entity, double one, double other) {
        Row row = RowStream.row(measured.learner(), entity, one, other);
        row.label(LATE, 1);
        return row;
    }

    private TaskStandings standings(int most) {
        return TaskStandings.of(measured.baselines(), measured.learner().families(), most);
    }

    private Map<String, TaskStandings.Task> byName() {
        return standings(1000).tasks().stream().collect(Collectors.toMap(TaskStandings.Task::id, Function.identity()));
    }

    private TaskStandings.Task task(String id) {
        return Objects.requireNonNull(byName().get(id));
    }

    @Test
    void theTaskThatSuffersMostComesFirst() {
        TaskStandings.Task first = standings(1).tasks().get(0);
        assertThat(first.id()).isEqualTo("late/hopeless");
        assertThat(gain(first, first.best()).absolute().high()).isNegative();
        assertThat(first.labels())
                .isEqualTo(measured.baselines()
                        .standings()
                        .labels(
                                LATE,
                                measured.baselines()
                                        .entrants()
                                        .entities()
                                        .find(hopeless(0).entity())));
    }

    private static Gain gain(TaskStandings.Task task, String baseline) {
        return Objects.requireNonNull(task.baselines().get(baseline)).gain();
    }

    @Test
    void tasksComeInTheOrderOfWhatTheySurelyLose() {
        List<Double> highs = standings(1000).tasks().stream()
                .map(task -> gain(task, task.best()).relative().high())
                .filter(high -> !Double.isNaN(high))
                .toList();
        assertThat(highs).hasSizeGreaterThan(5).isSorted();
    }

    @Test
    void theFirstOfManyAreThoseOfAll() {
        TaskStandings all = standings(1000);
        assertThat(all.tasks()).hasSize(all.labelled());
        assertThat(standings(4).tasks()).isEqualTo(all.tasks().subList(0, 4));
        assertThat(standings(4).labelled()).isEqualTo(all.labelled());
    }

    @Test
    void aTaskOfOneLabelComesLastWithoutAnInterval() {
        List<TaskStandings.Task> tasks = standings(1000).tasks();
        assertThat(tasks.get(tasks.size() - 1).id()).isEqualTo("late/once");
        assertThat(gain(task("late/once"), "prior").absolute().halfWidth()).isNaN();
        assertThat(byName()).doesNotContainKey("delay/once");
    }

    @Test
    void everyBaselineThatAnswersIsComparedWith() {
        TaskStandings.Task task = task("late/hopeless");
        assertThat(task.baselines().keySet()).containsExactly("prior", "single_task_linear", "pooled_linear");
        task.baselines().forEach((name, against) -> {
            double difference = against.gain().absolute().mean();
            assertThat(difference)
                    .as(name)
                    .isGreaterThanOrEqualTo(gain(task, task.best()).absolute().mean());
            if (task.labels() <= Standings.TASK_FADING) {
                assertThat(difference).as(name).isCloseTo(against.loss() - task.loss(), within(1e-6));
            }
        });
    }

    @Test
    void saysWhoAnswersAndWhetherTheTaskStillMovesTheTrunk() {
        TaskStandings.Task hopeless = task("late/hopeless");
        assertThat(hopeless.servedBy()).isEqualTo(hopeless.best()).isNotEqualTo(Prediction.MODEL);
        assertThat(hopeless.detached()).isTrue();
        assertThat(task("late/once").servedBy()).isEqualTo(Prediction.MODEL);
        assertThat(task("late/once").detached()).isFalse();
    }

    @Test
    void printsATableOfAHundredColumnsAtMost() {
        String text = standings(3).toText();
        assertThat(text).startsWith("3 of ").contains("late/hopeless", "  detached", "pooled linear", " *");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(TaskStandings.NONE.toText()).isEqualTo("no task has been measured against a baseline");
    }

    @Test
    void printsEveryFigureAsJson() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(standings(1000).toJson());
        JsonNode first = json.get("tasks").get(0);
        TaskStandings.Task task = task("late/hopeless");
        assertThat(json.get("labelled_tasks").asInt())
                .isEqualTo(json.get("tasks").size());
        assertThat(first.get("task").asText()).isEqualTo(task.id());
        assertThat(first.get("labels").asLong()).isEqualTo(task.labels());
        assertThat(first.get("fading_loss").asDouble()).isEqualTo(task.loss());
        assertThat(first.get("served_by").asText()).isEqualTo(task.servedBy());
        assertThat(first.get("best_baseline").asText()).isEqualTo(task.best());
        assertThat(first.get("detached").asBoolean()).isTrue();
        assertThat(first.at("/baselines/prior/gain/absolute/low").asDouble())
                .isEqualTo(gain(task, "prior").absolute().low());
        JsonNode last = json.get("tasks").get(json.get("tasks").size() - 1);
        assertThat(last.at("/baselines/prior/gain/relative/low").isNull()).isTrue();
    }

    @Test
    void aModelWithoutBaselinesHasNone() {
        TransferConfig nothing = new TransferConfig(List.of(), true, false, 30, 3);
        try (MeasuredLearner alone = MeasuredLearner.of(new LearnerBuilder().config(), nothing)) {
            alone.observe(hopeless(0));
            assertThat(TaskStandings.of(alone.baselines(), alone.learner().families(), 20))
                    .isEqualTo(TaskStandings.NONE);
        }
    }
}
