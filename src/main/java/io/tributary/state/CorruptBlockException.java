package io.tributary.state;

/** A block that is not what was written: wrong magic, unknown format, checksum that does not match, wrong length. */
public final class CorruptBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorruptBlockException(String block, String found) {
        super("block '" + block + "' of the model's state is damaged: " + found
                + "; restore it from a snapshot, or start a new application and read the log again");
    }
}
