package io.tributary.source;

import io.tributary.config.Setting;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One family: which column is its label, by which rule, with which loss. */
public record FamilyConfig(
        @Setting("The family's name, the part of a task ID before the slash.") String name,
        @Setting("The kind of label: regression, binary or multiclass.") Kind kind,
        @Setting("The column of the label; an empty cell means a row that is predicted only.") String label,
        @Setting("Binary: 1 where the column is above this number.") OptionalDouble above,
        @Setting("Binary: 1 where the column is one of these values.") List<String> in,
        @Setting("Multiclass: class k holds values above the k-th cut, up to and including the next.")
                List<Double> cuts,
        @Setting("Multiclass without cuts: the number of classes; the column is the class index.") OptionalInt classes,
        @Setting("Multiclass: the values of each class, one list a class; a value that stands in none is an error.")
                List<List<String>> groups,
        @Setting("Regression: labels are clipped to [low, high].") List<Double> clip,
        @Setting("Only rows in which each of these columns has this value are asked.") Map<String, String> when,
        @Setting("The loss: squared, huber, quantile, poisson, logistic or softmax; the default follows from the kind.")
                Optional<LossName> loss,
        @Setting(
                        value = "Where the Huber loss turns from quadratic to linear, in standard deviations.",
                        byDefault = "1.0",
                        min = 0)
                double delta,
        @Setting(value = "The quantile that the quantile loss aims at.", byDefault = "0.5", min = 0, max = 1)
                double tau) {

    /** The question itself, without the rule by which its label is read. */
    public Family family() {
        LossName name = loss.orElse(LossName.defaultFor(kind));
        double parameter = name == LossName.HUBER ? delta : name == LossName.QUANTILE ? tau : 0;
        return new Family(this.name, kind, outputs(), name, parameter);
    }

    private int outputs() {
        if (kind != Kind.MULTICLASS) {
            return 1;
        }
        if (!cuts.isEmpty()) {
            return cuts.size() + 1;
        }
        return groups.isEmpty() ? classes.orElse(0) : groups.size();
    }
}
