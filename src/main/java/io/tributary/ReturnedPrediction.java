package io.tributary;

import io.tributary.feature.RunningStatistics;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.v1.Answer;
import java.util.List;

/** A prediction that came back through Kafka, as the plain value it was; and the losses lately. Reused for each. */
final class ReturnedPrediction {
    private static final long FADING = 1000;

    private final List<Family> families;
    private final Prediction prediction;
    private final RunningStatistics losses;

    ReturnedPrediction(List<Family> families) {
        this.families = families;
        prediction = new Prediction(families);
        losses = new RunningStatistics(families.size(), FADING);
    }

    /**
     * Takes one record.
     *
     * @param row the row it should be the answer to
     * @throws IllegalStateException if it is the answer to another one
     */
    Prediction fill(io.tributary.v1.Prediction record, Row row) {
        if (!record.getId().equals(row.id().toString())) {
            throw new IllegalStateException("the prediction of event " + record.getId()
                    + " came back where that of event " + row.id() + " was expected");
        }
        prediction.clear();
        prediction.learned(record.getModelVersion().getLearned());
        for (Answer answer : record.getAnswers()) {
            fill(answer);
        }
        return prediction;
    }

    private void fill(Answer answer) {
        String name = answer.getTask().substring(0, answer.getTask().indexOf('/'));
        int f = 0;
        while (!families.get(f).name().equals(name)) {
            f++;
        }
        prediction.answer(f, answer.getUnseen());
        fillValues(f, answer);
        Double loss = answer.getLoss();
        if (loss != null) {
            prediction.loss(f, loss);
            losses.observe(f, loss);
        }
    }

    private void fillValues(int family, Answer answer) {
        int offset = prediction.offset(family);
        List<Float> probabilities = answer.getProbabilities();
        if (probabilities.isEmpty()) {
            prediction.values()[offset] = answer.getValue();
        }
        for (int k = 0; k < probabilities.size(); k++) {
            prediction.values()[offset + k] = probabilities.get(k);
        }
    }

    /** The fading losses, for people. */
    String losses() {
        StringBuilder text = new StringBuilder();
        for (int f = 0; f < families.size(); f++) {
            text.append(String.format("%s %.4g  ", families.get(f).name(), losses.mean(f)));
        }
        return text.toString().stripTrailing();
    }
}
