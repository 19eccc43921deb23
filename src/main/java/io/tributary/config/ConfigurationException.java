package io.tributary.config;

import java.util.List;

/**
 * A configuration that cannot be used: every problem found in it, one a line.
 *
 * <p>A problem begins with its place ({@code file:line} or {@code -X key=value}) and says what was found and what was
 * expected. Values of secret keys are never part of it.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
    }

    public ConfigurationException(String problem, Throwable cause) {
        super(problem, cause);
    }

    /** The problems, in the order of the file. */
    public List<String> problems() {
        return List.of(String.valueOf(getMessage()).split("\n"));
    }
}
