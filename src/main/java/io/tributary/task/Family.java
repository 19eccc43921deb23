package io.tributary.task;

/**
 * One question with one kind of label, asked of any number of entities.
 *
 * @param name unique in its configuration; the part of a task ID before the slash
 * @param kind the kind of its label
 * @param outputs numbers the model puts out for it: the classes of a multiclass family, else 1
 * @param loss what its heads minimise
 * @param lossParameter δ of {@link LossName#HUBER} or τ of {@link LossName#QUANTILE}; else unused
 */
public record Family(String name, Kind kind, int outputs, LossName loss, double lossParameter) {
    public Family {
        if (loss.kind() != kind) {
            throw new IllegalArgumentException(
                    "family " + name + ": loss " + loss + " is for " + loss.kind() + " labels, the family is " + kind);
        }
        if (kind == Kind.MULTICLASS ? outputs < 2 : outputs != 1) {
            throw new IllegalArgumentException(
                    "family " + name + ": " + outputs + " outputs for a " + kind + " family");
        }
    }

    /** Whether its labels are standardised by the family's running statistics before they are learned. */
    public boolean standardised() {
        return kind == Kind.REGRESSION && loss != LossName.POISSON;
    }

    /** The ID of this family's task for an entity. */
    public String taskId(String entity) {
        return name + "/" + entity;
    }
}
