package io.tributary.task;

/** The kind of label that a family asks for. */
public enum Kind {
    /** A real number. */
    REGRESSION,
    /** 0 or 1. */
    BINARY,
    /** A class index from 0 to classes − 1. */
    MULTICLASS
}
