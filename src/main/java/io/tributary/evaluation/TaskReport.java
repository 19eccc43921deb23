package io.tributary.evaluation;

import java.util.Map;

/**
 * How the model and the baselines did on one task.
 *
 * @param task its ID, {@code family/entity}
 * @param model the model's losses
 * @param baselines those of the baselines that answered it, by name, in the order they are reported
 * @param gains the model's gain against each of them
 */
public record TaskReport(String task, Losses model, Map<String, Losses> baselines, Map<String, Gain> gains) {
    /**
     * What one method's answers have cost: squared errors in label units, or log losses in nats.
     *
     * @param examples examples scored
     * @param mean the mean over them
     * @param fading the fading mean over about the last 200 of them; the plain mean while there are fewer
     */
    public record Losses(long examples, double mean, double fading) {}
}
