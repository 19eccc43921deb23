package io.tributary.streams;

/** Kafka did not do what it was asked: what was asked, what it answered, and how to mend it. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClientException(String message) {
        super(message);
    }

    ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
