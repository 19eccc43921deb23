package io.tributary.evaluation;

/** Hears of tasks that are answered by another method from now on. */
@FunctionalInterface
public interface TransferListener {
    /** Hears nothing. */
    TransferListener NONE = transfer -> {};

    /** A task has changed hands. */
    void transferred(Transfer transfer);
}
