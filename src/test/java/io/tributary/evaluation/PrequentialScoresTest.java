package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.answer;
import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.EntityIndex;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrequentialScoresTest {
    private record Scored(String entity, double loss) {}

    @Property(tries = 200)
    void agreesWithNaiveMeans(@ForAll @Size(min = 1, max = 300) List<@IntRange(max = 9999) Integer> draws) {
        PrequentialScores scores = new PrequentialScores(List.of(Questions.DELAY), new EntityIndex());
        List<Scored> naive = new ArrayList<>();
        for (int draw : draws) {
            Scored scored = new Scored("e" + draw % 10, draw / 37.0);
            naive.add(scored);
            scores.add(row(scored.entity(), 1), answer(scored.loss()));
        }
        Score score = scores.scores().get(0);
        var byTask =
                naive.stream().collect(Collectors.groupingBy(Scored::entity, Collectors.averagingDouble(Scored::loss)));
        assertThat(score.scored()).isEqualTo(naive.size());
        assertThat(score.tasks()).isEqualTo(byTask.size());
        assertThat(score.micro()).isCloseTo(mean(naive), within(1e-9));
        assertThat(score.macro())
                .isCloseTo(
                        byTask.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow(),
                        within(1e-9));
        int n = naive.size();
        assertThat(score.firstTenth()).isCloseTo(mean(naive.subList(0, (n + 9) / 10)), within(1e-9));
        assertThat(score.lastHalf()).isCloseTo(mean(naive.subList(n / 2, n)), within(1e-9));
        assertThat(score.fading()).isCloseTo(mean(naive), within(1e-9));
    }

    @Test
    void weighsExamplesInMicroAndTasksInMacro() {
        PrequentialScores scores = new PrequentialScores(List.of(Questions.DELAY), new EntityIndex());
        scores.add(row("a", 1), answer(1));
        scores.add(row("a", 1), answer(3));
        scores.add(row("a", 1), answer(2));
        scores.add(row("b", 1), answer(6));
        assertThat(scores.scores())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("quality")
                .containsExactly(new Score(2, 4, 3, 4, 1, 4, 3, Quality.NONE));
    }

    @Test
    void scoresOnlyAnswersWithLabels() {
        PrequentialScores scores = new PrequentialScores(Questions.ALL, new EntityIndex());
        Prediction prediction = new Prediction(Questions.ALL);
        prediction.answer(0, true);
        prediction.answer(1, true);
        prediction.loss(1, 4);
        scores.add(row("a", Double.NaN, 2, 1), prediction);
        assertThat(scores.scores()).extracting(Score::scored).containsExactly(0L, 1L, 0L);
        assertThat(scores.scores()).extracting(Score::tasks).containsExactly(0, 1, 0);
        assertThat(scores.scores().get(0).macro()).isNaN();
        assertThat(scores.scores().get(1).macro()).isEqualTo(4);
    }

    @Test
    void countsOnlyTheTasksOfItsOwnAnswersInASharedIndex() {
        EntityIndex shared = new EntityIndex();
        PrequentialScores scores = new PrequentialScores(List.of(Questions.DELAY), shared);
        Row other = row("other", 1);
        shared.findOrAdd(other.entity());
        scores.add(row("a", 1), answer(5));
        assertThat(scores.scores().get(0).tasks()).isEqualTo(1);
        assertThat(scores.scores().get(0).macro()).isEqualTo(5);
    }

    @Test
    void keepsTheMeanOfEachTaskAndFadesOverTwoHundredOfItsExamples() {
        EntityIndex entities = new EntityIndex();
        PrequentialScores scores = new PrequentialScores(List.of(Questions.DELAY), entities);
        for (int i = 0; i < 200; i++) {
            scores.add(row("a", 1), answer(4));
            scores.add(row("b", 1), answer(1));
        }
        for (int i = 0; i < 200; i++) {
            scores.add(row("a", 1), answer(0));
        }
        TaskReport.Losses a = scores.task(0, 0);
        assertThat(a.examples()).isEqualTo(400);
        assertThat(a.mean()).isEqualTo(2);
        assertThat(a.fading()).isCloseTo(4 * Math.pow(1 - 1 / 200.0, 200), within(1e-9));
        assertThat(scores.task(0, 1)).isEqualTo(new TaskReport.Losses(200, 1, 1));
        assertThat(scores.task(0, 99).examples()).isZero();
    }

    @Test
    void showsALossThatIsNotANumber() {
        PrequentialScores scores = new PrequentialScores(List.of(Questions.DELAY), new EntityIndex());
        scores.add(row("a", 1), answer(Double.NaN));
        assertThat(scores.scores().get(0).scored()).isEqualTo(1);
        assertThat(scores.scores().get(0).micro()).isNaN();
    }

    private static double mean(List<Scored> scored) {
        return scored.stream().mapToDouble(Scored::loss).average().orElseThrow();
    }
}
