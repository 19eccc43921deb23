package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.learning.Tables;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingsTest {
    private static final TransferConfig CONFIG = new TransferConfig(List.of(), true, false, 30, 3);

    /** Costs what the test says. */
    private record Told(Prediction prediction) implements Baseline {
        @Override
        public String name() {
            return "told";
        }

        @Override
        public Prediction observe(Row row, int place, int entity, float[] x) {
            return prediction;
        }
    }

    private final Prediction model = Questions.answer(0);
    private final Told first = new Told(Questions.answer(0));
    private final Told second = new Told(Questions.answer(0));
    private final Standings standings = new Standings(1, List.of("first", "second"), CONFIG, new Tables(1));

    private int observe(double ofModel, double ofFirst, double ofSecond) {
        model.loss(0, ofModel);
        first.prediction.loss(0, ofFirst);
        second.prediction.loss(0, ofSecond);
        standings.observe(0, 0, model, List.of(first, second));
        return standings.decide(0, 0);
    }

    @Test
    void meansArePlainWhileThereAreFew() {
        observe(1, 2, 3);
        observe(3, 2, 9);
        assertThat(standings.loss(0, 0)).isEqualTo(2);
        assertThat(standings.fadingLoss(0, 2)).isEqualTo(6);
        assertThat(standings.taskLoss(0, 0, 1)).isEqualTo(2);
        assertThat(standings.labels(0, 0)).isEqualTo(2);
        assertThat(standings.examples(0)).isEqualTo(2);
    }

    @Test
    void aTaskPassesToItsBestBaselineOnceThereAreLabelsEnough() {
        for (int i = 1; i < 30; i++) {
            assertThat(observe(2, 1.5, 1)).isZero();
        }
        assertThat(observe(2, 1.5, 1)).isEqualTo(2);
    }

    @Test
    void aDifferenceWithinTheNoiseChangesNothing() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            double noise = 10 * random.nextGaussian();
            assertThat(observe(20 + noise, 19.9, 25)).isZero();
        }
    }

    @Test
    void theSameDifferenceWithoutNoiseDoes() {
        int served = 0;
        for (int i = 0; i < 60; i++) {
            double common = i % 7;
            served = observe(20 + common, 19.9 + common + (i % 2) * 0.01, 25);
        }
        assertThat(served).isEqualTo(1);
    }

    @Test
    void theModelComesBackWhenItsMeanIsTheLowerOneAndNoEarlier() {
        for (int i = 0; i < 40; i++) {
            observe(2, 1, 3);
        }
        int served = 1;
        while (served == 1) {
            served = observe(0, 1, 3);
            assertThat(served == 0).isEqualTo(standings.taskLoss(0, 0, 0) <= standings.taskLoss(0, 0, 1));
        }
        assertThat(standings.taskLoss(0, 0, 0)).isCloseTo(1, within(0.05));
    }

    /** How often the task changes hands over differences of its model's loss and the first baseline's. */
    private int changesOfHands(int labels, IntToDoubleFunction difference) {
        int changes = 0;
        int served = 0;
        for (int i = 0; i < labels; i++) {
            int now = observe(20 + difference.applyAsDouble(i), 20, 30);
            changes += now == served ? 0 : 1;
            served = now;
        }
        return changes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsForgivenIsNotHeldAgainstTheModelAgain(long seed) {
        Random random = new Random(seed);
        assertThat(changesOfHands(6000, i -> (i < 1000 ? 0.3 : 0) + 0.3 * random.nextGaussian()))
                .isEqualTo(2);
        assertThat(standings.served(0, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void differencesThatFollowEachOtherAreNotTakenForSoManyProofs(long seed) {
        Random random = new Random(seed);
        double[] last = new double[1];
        assertThat(changesOfHands(20_000, i -> {
                    last[0] = 0.8 * last[0] + 0.6 * random.nextGaussian();
                    return last[0];
                }))
                .isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aTaskThatIsTrulyWorseIsFoundSoon(long seed) {
        Random random = new Random(seed);
        assertThat(changesOfHands(500, i -> 0.3 + random.nextGaussian())).isEqualTo(1);
        assertThat(standings.served(0, 0)).isEqualTo(1);
    }

    @Test
    void aLossThatIsNoNumberIsPassedOver() {
        for (int i = 0; i < 60; i++) {
            observe(2, i == 30 ? Double.NaN : 1, 3);
        }
        assertThat(standings.loss(0, 1)).isEqualTo(1);
        assertThat(standings.fadingLoss(0, 1)).isEqualTo(1);
        assertThat(standings.examples(0, 1)).isEqualTo(59);
        assertThat(standings.examples(0)).isEqualTo(60);
        assertThat(standings.taskLoss(0, 0, 1)).isEqualTo(1);
        assertThat(standings.served(0, 0)).isEqualTo(1);
    }

    @Test
    void aTasksGainHasStudentsIntervalWhileNothingFades() {
        double[] gains = {1, 4, -2, 2, 7};
        for (double gain : gains) {
            observe(3, 3 + gain, 30);
        }
        Estimate expected = Estimate.ofMean(gains);
        Gain gain = standings.gain(0, 0, 1);
        assertThat(gain.absolute().mean()).isCloseTo(2.4, within(1e-12));
        assertThat(gain.absolute().halfWidth()).isCloseTo(expected.halfWidth(), within(1e-9));
        assertThat(gain.relative().mean()).isCloseTo(2.4 / 5.4, within(1e-12));
        assertThat(standings.best(0, 0)).isEqualTo(1);
    }

    @Test
    void ofOneLabelAGainHasNoInterval() {
        observe(3, 4, 30);
        assertThat(standings.gain(0, 0, 1).absolute().mean()).isEqualTo(1);
        assertThat(standings.gain(0, 0, 1).absolute().halfWidth()).isNaN();
    }

    @Test
    void theIntervalOfAFadingGainHoldsTheTruthAboutNineteenTimesInTwenty() {
        Random random = new Random(3);
        int held = 0;
        for (int i = 0; i < 200; i++) {
            Standings fading = new Standings(1, List.of("first"), CONFIG, new Tables(1));
            for (int label = 0; label < 3000; label++) {
                model.loss(0, 1);
                first.prediction.loss(0, 1.5 + random.nextGaussian());
                fading.observe(0, 0, model, List.of(first));
            }
            Estimate gain = fading.gain(0, 0, 1).absolute();
            held += gain.low() < 0.5 && 0.5 < gain.high() ? 1 : 0;
        }
        assertThat(held / 200.0).isBetween(0.91, 0.99);
    }

    @Test
    void aBaselineThatDoesNotAnswerServesNobody() {
        for (int i = 0; i < 40; i++) {
            assertThat(observe(2, Double.NaN, 3)).isZero();
        }
        assertThat(standings.fadingLoss(0, 1)).isNaN();
    }

    @Test
    void whoHasNoNumberCountsForTheFamilyAlone() {
        model.loss(0, 4);
        standings.observe(0, -1, model, List.of(first, second));
        assertThat(standings.examples(0)).isEqualTo(1);
        assertThat(standings.labels(0, 0)).isZero();
        assertThat(standings.served(0, -1)).isZero();
    }
}
