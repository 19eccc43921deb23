package io.tributary.snapshot;

/** A snapshot that is not what it should be, or is not there; the message names it and says what was expected. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SnapshotException(String message) {
        super(message);
    }

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
