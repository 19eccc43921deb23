package io.tributary.streams;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a record that the operator wants to be rejected unread, because the application ends at it. */
public record Skip(String topic, int partition, long offset) {
    private static final Pattern PLACE = Pattern.compile("(.+)-(\\d{1,9})-(\\d{1,18})");

    /**
     * Reads {@code topic-partition-offset}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Skip fromSetting(Object value) {
        Matcher place = PLACE.matcher(String.valueOf(value));
        if (!place.matches()) {
            throw new IllegalArgumentException("found '" + value
                    + "', expected topic-partition-offset, as in flights.events-0-1234: the message of the application's"
                    + " end names all three");
        }
        return new Skip(place.group(1), Integer.parseInt(place.group(2)), Long.parseLong(place.group(3)));
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
