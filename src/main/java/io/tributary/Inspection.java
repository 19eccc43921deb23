package io.tributary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.evaluation.Baselines;
import io.tributary.evaluation.Standings;
import io.tributary.learning.Counters;
import io.tributary.learning.Learner;
import io.tributary.learning.Relations;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.Family;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a model that was rebuilt from its state says of itself.
 *
 * @param modelSha256 equal to that of a replay of the same rows
 * @param nextOffset the offset of the log's first record that is not in it
 * @param rows rows predicted
 * @param predictedOnly rows that carried no label
 * @param learned examples learned
 * @param learnedRows rows learned
 * @param rejectedRows rows predicted but rejected at their step
 * @param refused records of the log rejected before prediction
 * @param steps steps taken
 * @param pendingRows rows waiting for their step
 * @param entities entities with deviations of their own
 * @param sharedParameters numbers in trunk and family heads
 * @param families what each family has learned
 * @param relations how the families stand to each other
 * @param fingerprint the shapes that configuration and state agree on
 */
record Inspection(
        String modelSha256,
        long nextOffset,
        long rows,
        long predictedOnly,
        long learned,
        long learnedRows,
        long rejectedRows,
        long refused,
        long steps,
        int pendingRows,
        int entities,
        int sharedParameters,
        List<FamilyState> families,
        Relations relations,
        Map<String, String> fingerprint) {

    /** How far one family has come. */
    record FamilyState(
            String name,
            String kind,
            int tasks,
            long learned,
            long steps,
            double loss,
            double fadingLoss,
            double labelMean,
            double labelDeviation,
            Drifts drifts,
            IntervalState intervals,
            int servedByBaseline,
            Map<String, MethodState> baselines) {}

    /**
     * How one baseline stands on a family.
     *
     * @param loss its mean loss since the first row
     * @param fadingLoss its mean loss of late
     * @param gain the share by which the model's mean loss is below it
     */
    record MethodState(double loss, double fadingLoss, double gain) {
        MethodState better(MethodState other) {
            return other.loss < loss ? other : this;
        }
    }

    static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT);

    static Inspection of(LearnerState state) {
        Learner learner = state.learner();
        Counters counters = learner.counters();
        return new Inspection(
                ModelDigest.of(state),
                state.nextOffset(),
                counters.rows(),
                counters.predictedOnly(),
                counters.learned(),
                counters.learnedRows(),
                counters.rejectedRows(),
                counters.refused(),
                counters.steps(),
                learner.pending().rows(),
                learner.entities().size(),
                learner.network().shape().size(),
                IntStream.range(0, learner.families().size())
                        .mapToObj(f -> family(learner, state.baselines(), f))
                        .toList(),
                Relations.of(learner),
                new TreeMap<>(state.fingerprint().lines()));
    }

    private static FamilyState family(Learner learner, Optional<Baselines> baselines, int f) {
        int tasks = 0;
        long learned = 0;
        for (int entity = 0; entity < learner.network().deviations().size(); entity++) {
            long examples = learner.network().deviations().learned(entity, f);
            learned += examples;
            tasks += examples > 0 ? 1 : 0;
        }
        Family family = learner.families().get(f);
        return new FamilyState(
                family.name(),
                family.kind().name().toLowerCase(java.util.Locale.ROOT),
                tasks,
                learned,
                learner.network().shared().headSteps(f),
                learner.losses().whole().mean(f),
                learner.losses().fading().mean(f),
                learner.labelStatistics().mean(f),
                learner.labelStatistics().deviation(f),
                Drifts.of(learner, f),
                IntervalState.of(learner, f),
                baselines.map(measured -> measured.servedByBaseline(f)).orElse(0),
                baselines.map(measured -> methods(measured, f)).orElse(Map.of()));
    }

    /** Of runs of one method the better one; methods that do not answer the family are left out. */
    private static Map<String, MethodState> methods(Baselines measured, int f) {
        Standings standings = measured.standings();
        Map<String, MethodState> states = new LinkedHashMap<>();
        for (int m = 1; m < measured.methods() && standings.examples(f) > 0; m++) {
            double loss = standings.loss(f, m);
            if (!Double.isNaN(loss)) {
                MethodState state = new MethodState(loss, standings.fadingLoss(f, m), 1 - standings.loss(f, 0) / loss);
                states.merge(measured.method(m), state, MethodState::better);
            }
        }
        return states;
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values could not be written as JSON", e);
        }
    }

    String toText() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("model      %s%n", modelSha256));
        text.append(String.format(
                "rows       %,d (%,d predicted only, %,d rejected at their step), beside %,d records refused%n",
                rows, predictedOnly, rejectedRows, refused));
        text.append(String.format(
                "learned    %,d examples of %,d rows in %,d steps, %,d rows pending%n",
                learned, learnedRows, steps, pendingRows));
        text.append(String.format("entities   %,d%n", entities));
        text.append(String.format("parameters %,d shared%n", sharedParameters));
        text.append(String.format("log        next offset %,d%n", nextOffset));
        for (FamilyState family : families) {
            text.append(String.format(
                    "family     %s (%s): %,d tasks, %,d examples, %,d steps, loss %.4g (lately %.4g)%n",
                    family.name,
                    family.kind,
                    family.tasks,
                    family.learned,
                    family.steps,
                    family.loss,
                    family.fadingLoss));
            family.baselines.forEach((name, method) -> text.append(String.format(
                    "           against %s: loss %.4g (lately %.4g), gain %+.1f %%%n",
                    name, method.loss, method.fadingLoss, 100 * method.gain)));
            if (family.servedByBaseline > 0) {
                text.append(
                        String.format("           %,d tasks are answered by a baseline%n", family.servedByBaseline));
            }
        }
        return text.toString().stripTrailing();
    }
}
