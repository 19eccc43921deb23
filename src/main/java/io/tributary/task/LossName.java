package io.tributary.task;

/** The loss of one family, by its name in the configuration. */
public enum LossName {
    /** Half the squared error of a standardised label. */
    SQUARED(Kind.REGRESSION),
    /** Quadratic near zero, linear beyond δ. */
    HUBER(Kind.REGRESSION),
    /** The pinball loss of the quantile τ. */
    QUANTILE(Kind.REGRESSION),
    /** Counts with a log link; the label is not standardised. */
    POISSON(Kind.REGRESSION),
    /** Log loss of a binary label. */
    LOGISTIC(Kind.BINARY),
    /** Cross-entropy of a class. */
    SOFTMAX(Kind.MULTICLASS);

    private final Kind kind;

    LossName(Kind kind) {
        this.kind = kind;
    }

    /** The kind of family this loss is for. */
    public Kind kind() {
        return kind;
    }

    /** The loss a family of this kind has when its configuration names none. */
    public static LossName defaultFor(Kind kind) {
        return switch (kind) {
            case REGRESSION -> SQUARED;
            case BINARY -> LOGISTIC;
            case MULTICLASS -> SOFTMAX;
        };
    }
}
