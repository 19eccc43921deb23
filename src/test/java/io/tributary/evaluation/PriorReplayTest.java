package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Row;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The prior on real streams against the scores of an independent implementation. */
class PriorReplayTest {
    @Test
    void reproducesTheReferenceOnTheExamStream() throws IOException {
        assertReproduces("replay-exam.json", List.of(RealStreams.SCORE), RealStreams.exam());
    }

    @Test
    void reproducesTheReferenceOnTheFirstFlights() throws IOException {
        assertReproduces("replay-flights.json", Questions.ALL, RealStreams.flights(2000));
    }

    private static void assertReproduces(String oracle, List<Family> families, List<Row> rows) throws IOException {
        JsonNode reference =
                new ObjectMapper().readTree(PriorReplayTest.class.getResourceAsStream("/oracle/" + oracle));
        List<Score> scores = scoresOfPrior(families, rows);
        assertThat(scores.stream().mapToLong(Score::scored).sum())
                .isEqualTo(reference.path("examples").longValue());
        for (int f = 0; f < families.size(); f++) {
            JsonNode expected =
                    reference.path("priorScores").path(families.get(f).name());
            assertRelativelyClose(scores.get(f).micro(), expected.path("micro").doubleValue());
            assertRelativelyClose(scores.get(f).macro(), expected.path("macro").doubleValue());
        }
    }

    private static List<Score> scoresOfPrior(List<Family> families, List<Row> rows) {
        EntityIndex entities = new EntityIndex();
        Beside prior = Beside.prior(families);
        PrequentialScores scores = new PrequentialScores(families, entities);
        rows.forEach(row -> scores.add(row, prior.observe(row)));
        return scores.scores();
    }

    private static void assertRelativelyClose(double actual, double expected) {
        assertThat(expected).isPositive();
        assertThat(actual / expected).isCloseTo(1, within(1e-9));
    }
}
