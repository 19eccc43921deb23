package io.tributary.streams;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of one application's topics.
 *
 * @param events the rows, keyed by entity: the learner's log
 * @param predictions one record for every valid row
 * @param rejected the original bytes of rows that could not be predicted or learned
 * @param changelog the model as blocks; Kafka Streams makes this one, for the store {@value #STORE}
 */
public record Topics(String events, String predictions, String rejected, String changelog) {
    /** The state store whose changelog holds the model. */
    public static final String STORE = "model";

    private static final int LONGEST_NAME = 249;
    private static final String CHANGELOG_SUFFIX = "-" + STORE + "-changelog";
    private static final int LONGEST_APPLICATION = LONGEST_NAME - CHANGELOG_SUFFIX.length();
    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /**
     * The topics of an application.
     *
     * @throws IllegalArgumentException if Kafka would refuse names that begin so
     */
    public static Topics of(String application) {
        if (!APPLICATION.matcher(application).matches() || application.length() > LONGEST_APPLICATION) {
            throw new IllegalArgumentException("application: found '" + application + "', expected at most "
                    + LONGEST_APPLICATION + " letters, digits, '_', '-' and, after the first, '.'");
        }
        return new Topics(
                application + ".events",
                application + ".predictions",
                application + ".rejected",
                application + CHANGELOG_SUFFIX);
    }

    /** The topics that must be there before the application starts. */
    public List<String> toCreate() {
        return List.of(events, predictions, rejected);
    }

    /** All of them. */
    public List<String> all() {
        return List.of(events, predictions, rejected, changelog);
    }
}
