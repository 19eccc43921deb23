package io.tributary.state;

import java.util.List;

/** The configuration asks for another model than the one in the application's state. */
public final class FingerprintMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FingerprintMismatchException(List<String> differences) {
        super("the configuration does not fit the state of this application:\n  "
                + String.join("\n  ", differences)
                + "\nUndo these changes, or choose another name for 'application' to start a new model.");
    }
}
