package io.tributary.streams;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of one application's topics.
 *
 * @param events the rows as producers send them
 * @param log the rows in the order in which they are learned, keyed by entity; {@code events} itself if its producers key
 *     by entity
 * @param predictions one record for every valid row
 * @param rejected the original bytes of rows that could not be predicted or learned
 * @param alerts what happened to the model, such as entities that had to leave
 * @param snapshots what was kept of the model, and where it stood then
 * @param places the changelog of the store {@value #PLACE_STORE}; only where ingest writes the log
 * @param changelog the model as blocks: the changelog of the store {@value #STORE}
 */
public record Topics(
        String events,
        String log,
        String predictions,
        String rejected,
        String alerts,
        String snapshots,
        String places,
        String changelog) {
    /** The state store whose changelog holds the model. */
    public static final String STORE = "model";

    /** The bytes of the largest record that topics and producers take. */
    public static final int LARGEST_RECORD = 8 << 20;

    /** The state store that says how far ingest has come in its partition of events. */
    static final String PLACE_STORE = "place";

    private static final int LONGEST_NAME = 249;
    private static final String CHANGELOG_SUFFIX = "-" + STORE + "-changelog";
    private static final int LONGEST_APPLICATION = LONGEST_NAME - CHANGELOG_SUFFIX.length();
    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /**
     * The topics of an application.
     *
     * @param keyed whether producers key events by entity, so that these are the learner's log
     * @throws IllegalArgumentException if Kafka would refuse names that begin so
     */
    public static Topics of(String application, boolean keyed) {
        if (!APPLICATION.matcher(application).matches() || application.length() > LONGEST_APPLICATION) {
            throw new IllegalArgumentException("application: found '" + application + "', expected at most "
                    + LONGEST_APPLICATION + " letters, digits, '_', '-' and, after the first, '.'");
        }
        String events = application + ".events";
        return new Topics(
                events,
                keyed ? events : application + ".ordered",
                application + ".predictions",
                application + ".rejected",
                application + ".alerts",
                application + ".snapshots",
                application + "-" + PLACE_STORE + "-changelog",
                application + CHANGELOG_SUFFIX);
    }

    /** Whether the events are the learner's log; if not, ingest writes it. */
    public boolean isKeyed() {
        return log.equals(events);
    }

    /** Which topic the model's place in the log belongs to, in one word. */
    String logRole() {
        return isKeyed() ? "events" : "ordered";
    }

    /** These topics, but for events and log, which are another application's. */
    Topics reading(Topics other) {
        return new Topics(other.events, other.log, predictions, rejected, alerts, snapshots, places, changelog);
    }

    /** All of them. */
    public List<String> all() {
        return isKeyed()
                ? List.of(events, predictions, rejected, alerts, snapshots, changelog)
                : List.of(events, log, predictions, rejected, alerts, snapshots, places, changelog);
    }

    /** Whether a topic has as many partitions as events, whatever the log has. */
    boolean followsEvents(String topic) {
        return topic.equals(events) || topic.equals(places);
    }

    /** Whether a topic holds the last state of its keys and nothing else. */
    boolean isChangelog(String topic) {
        return topic.equals(places) || topic.equals(changelog);
    }
}
