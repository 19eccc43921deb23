package io.tributary.state;

import java.util.Comparator;

/**
 * A version of a model.
 *
 * @param generation grows when the model is rolled back; the promises hold within one
 * @param learned N, the examples learned
 */
public record ModelVersion(int generation, long learned) implements Comparable<ModelVersion> {
    /** Before the first. */
    public static final ModelVersion NONE = new ModelVersion(-1, 0);

    private static final Comparator<ModelVersion> ORDER =
            Comparator.comparingInt(ModelVersion::generation).thenComparingLong(ModelVersion::learned);

    /**
     * What {@link #toString} has written.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static ModelVersion parse(String text) {
        int dash = text.indexOf('-');
        if (dash > 0) {
            try {
                ModelVersion version = new ModelVersion(
                        Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
                if (version.toString().equals(text)) {
                    return version;
                }
            } catch (NumberFormatException ignored) {
                // Told below.
            }
        }
        throw new IllegalArgumentException(
                "found '" + text + "', expected a version: generation-examples, such as 0-120000");
    }

    /** {@code generation-learned}. */
    @Override
    public String toString() {
        return generation + "-" + learned;
    }

    @Override
    public int compareTo(ModelVersion other) {
        return ORDER.compare(this, other);
    }
}
