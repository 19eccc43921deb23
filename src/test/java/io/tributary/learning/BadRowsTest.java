package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the input, the model stays finite, and what cannot be learned is accounted for. */
class BadRowsTest {
    private static final double[] EXTREMES = {
        0,
        -0.0,
        1,
        -1,
        1e-320,
        1e-30,
        1e6,
        -1e9,
        1e14,
        1e15,
        -1e15,
        1e16,
        1e38,
        1e300,
        -1e308,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private static String digest(Learner learner) {
        return ModelDigest.of(new LearnerState(learner, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308})
    void aValueThatCannotBeEncodedLeavesTheModelAsItWas(double value) {
        try (Learner learner = new LearnerBuilder().build()) {
            new RowStream(learner, 4).feed(learner, 50);
            String before = digest(learner);
            Counters counters = learner.counters();
            Row row = RowStream.row(learner, "e1", value, 0);
            row.label(0, 1);
            row.time(Long.MAX_VALUE);
            InvalidRowException thrown = catchThrowableOfType(InvalidRowException.class, () -> learner.observe(row));
            assertThat(thrown.reason()).isEqualTo(Reason.NON_FINITE);
            assertThat(thrown.detail()).contains("feature a: found " + value);
            assertThat(digest(learner)).isEqualTo(before);
            assertThat(learner.counters()).isEqualTo(counters);
        }
    }

    @Test
    void aPredictionThatIsNotFiniteRejectsItsRow() {
        try (Learner learner = new LearnerBuilder().build()) {
            learner.network().shared().parameters(0, 1).put(0, Float.POSITIVE_INFINITY);
            Row row = RowStream.row(learner, "e1", 1, 2);
            row.label(0, 1);
            assertThatThrownBy(() -> learner.observe(row))
                    .isInstanceOf(InvalidRowException.class)
                    .hasMessageContaining("the prediction of score/e1 came out as");
            assertThat(learner.counters().rows()).isZero();
            assertThat(learner.pending().rows()).isZero();
            assertThat(learner.labelStatistics().count(0)).isZero();
        }
    }

    @Test
    void aRowRejectedAtItsStepIsHeardOfAndItsNeighboursLearn() {
        List<String> rejected = new ArrayList<>();
        StepListener listener = (rows, row) -> rejected.add(rows.entity(row) + "@" + rows.position(row));
        LearnerConfig config = new LearnerBuilder().batchSize(3).config();
        try (Learner learner = new Learner(config, listener, AlertListener.NONE)) {
            for (int i = 0; i < 3; i++) {
                Row row = RowStream.row(learner, "e" + i, 1, 2);
                row.label(1, 1);
                row.weight(i == 1 ? 1e308 : 1);
                row.origin(40 + i, new byte[] {7});
                assertThat(learner.observe(row).isAnswered(1)).isTrue();
            }
            assertThat(rejected).containsExactly("e1@41");
            assertThat(learner.counters().rejectedRows()).isEqualTo(1);
            assertThat(learner.counters().learnedRows()).isEqualTo(2);
            assertThat(learner.counters().learned()).isEqualTo(2);
            assertThat(learner.network().deviations().learned(0, 1)).isEqualTo(1);
            assertThat(learner.network().deviations().learned(1, 1)).isZero();
        }
    }

    @Property(tries = 60)
    void parametersStayFiniteWhateverTheStream(
            @ForAll long seed, @ForAll boolean adam, @ForAll @IntRange(min = 1, max = 3) int experts) {
        LearnerBuilder builder = new LearnerBuilder()
                .experts(experts)
                .batchSize(5)
                .families(LearnerBuilder.SCORE, LearnerBuilder.LATE, LearnerBuilder.BAND, LearnerBuilder.COUNT);
        try (Learner learner = (adam ? builder.adam() : builder).build()) {
            Random random = new Random(seed);
            RowStream usual = new RowStream(learner, seed);
            long unpredictable = 0;
            for (int i = 0; i < 120; i++) {
                Row row = usual.next();
                spoil(row, random);
                unpredictable += observe(learner, row) ? 0 : 1;
            }
            requireFinite(learner);
            Counters counters = learner.counters();
            assertThat(counters.rows()).isEqualTo(120 - unpredictable);
            assertThat(counters.learnedRows()
                            + counters.predictedOnly()
                            + counters.rejectedRows()
                            + learner.pending().rows())
                    .isEqualTo(counters.rows());
        }
    }

    private static boolean observe(Learner learner, Row row) {
        try {
            learner.observe(row);
            return true;
        } catch (InvalidRowException e) {
            return false;
        }
    }

    /** Extreme values, and labels and weights as extreme as a source lets them through. */
    private static void spoil(Row row, Random random) {
        row.number(random.nextInt(2), extreme(random));
        if (random.nextBoolean()) {
            row.label(0, Math.max(-1e15, Math.min(1e15, extreme(random))));
        }
        if (random.nextBoolean()) {
            row.label(3, Math.min(1e15, Math.abs(extreme(random))));
        }
        double weight = Math.abs(extreme(random));
        if (random.nextInt(3) == 0 && weight > 0 && weight < Double.POSITIVE_INFINITY) {
            row.weight(weight);
        }
    }

    private static double extreme(Random random) {
        return EXTREMES[random.nextInt(EXTREMES.length)];
    }

    private static void requireFinite(Learner learner) {
        int size = learner.network().shape().size();
        requireFinite("parameters", learner.network().shared().parameters(0, size));
        requireFinite("first moments", learner.network().shared().firstMoments(0, size));
        requireFinite("second moments", learner.network().shared().secondMoments(0, size));
        for (int entity = 0; entity < learner.network().deviations().size(); entity++) {
            requireFinite(
                    "deviations of " + entity, learner.network().deviations().values(entity));
        }
        for (int series = 0; series < learner.labelStatistics().series(); series++) {
            assertThat(learner.labelStatistics().mean(series)).isFinite();
            assertThat(learner.labelStatistics().variance(series)).isFinite();
        }
    }

    private static void requireFinite(String what, FloatBuffer values) {
        for (int i = 0; i < values.remaining(); i++) {
            assertThat(values.get(i)).as("%s [%d]", what, i).isFinite();
        }
    }
}
