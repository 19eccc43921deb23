package io.tributary.learning;

import io.tributary.model.Network;
import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Scoring;
import java.util.List;

/** Answers rows by the network and the label scale of the moment; changes neither. Not thread-safe. */
final class Predictor {
    private final Network network;
    private final LabelScale labelScale;
    private final Certainty certainty;
    private final List<Family> families;
    private final Prediction prediction;

    Predictor(Network network, LabelScale labelScale, Certainty certainty) {
        this.network = network;
        this.labelScale = labelScale;
        this.certainty = certainty;
        families = network.families();
        prediction = new Prediction(families);
    }

    /**
     * Answers every family asked, and says what each answer cost whose label is known.
     *
     * @param place the row's place in the mini-batch, which it keeps if it is to be learned
     * @param x its encoded inputs {@code [inputs]}
     * @param entity its entity's number, negative if that has no deviations
     * @param learned examples that the model has learned
     * @return the answers, valid until the next call
     * @throws InvalidRowException if an answer is not finite, or a label beyond all bounds
     */
    Prediction predict(Row row, int place, float[] x, int entity, long learned) {
        network.predict(place, x, entity);
        prediction.clear();
        prediction.learned(learned);
        for (int f = 0; f < families.size(); f++) {
            if (row.isAsked(f)) {
                answer(row, place, entity, f);
            }
        }
        certainty.addTo(prediction);
        return prediction;
    }

    private void answer(Row row, int place, int entity, int family) {
        Family asked = families.get(family);
        int offset = prediction.offset(family);
        for (int j = 0; j < asked.outputs(); j++) {
            double value = labelScale.inLabelUnits(family, network.mean(place, offset + j));
            LabelScale.requireFinite(asked, row, value);
            prediction.values()[offset + j] = value;
        }
        certainty.correct(family, prediction.values(), offset);
        boolean unseen = entity < 0 || network.deviations().learned(entity, family) == 0;
        prediction.answer(family, unseen);
        if (row.isLabelled(family)) {
            LabelScale.requireBounded(asked, row.label(family));
            prediction.loss(family, Scoring.loss(asked, prediction.values(), offset, row.label(family)));
        }
    }
}
