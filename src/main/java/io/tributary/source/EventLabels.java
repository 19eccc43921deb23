package io.tributary.source;

import io.tributary.config.Spelling;
import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Kind;
import io.tributary.task.Row;
import io.tributary.task.Text;
import io.tributary.task.TextIndex;
import java.io.IOException;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;

/** Reads the labels of an event, which the families' rules have gone over already, into a row. Not thread-safe. */
final class EventLabels {
    private static final int NULL = 0;
    private static final int DOUBLE = 1;
    private static final int BRANCHES = 3;

    private final EventReader in;
    private final RowMapping mapping;
    private final List<String> names;
    private final TextIndex families;
    private final Text name = new Text();

    EventLabels(RowMapping mapping, EventReader in) {
        this.in = in;
        this.mapping = mapping;
        names = mapping.families().stream().map(Family::name).toList();
        families = new TextIndex("families", names);
    }

    /** Reads the map of labels, once it is known which families are asked. */
    void read(Row row) throws IOException {
        BinaryDecoder decoder = in.decoder();
        int expected = 0;
        for (long block = decoder.readMapStart(); block != 0; block = decoder.mapNext()) {
            for (long i = 0; i < block; i++) {
                int family = family(expected);
                label(row, family);
                expected = family + 1;
            }
        }
    }

    /** Reads a name that has to be no longer than the longest one that is known. */
    private int family(int expected) throws IOException {
        int length = in.length();
        if (length > families.longest()) {
            throw unknown("whose name has " + length + " bytes", "; mend the producer");
        }
        in.take(length, name);
        int family = families.find(name.bytes(), length, expected);
        if (family == TextIndex.NONE) {
            String found = name.toString();
            throw unknown(Quoted.of(found), Spelling.suggestion(found, names));
        }
        return family;
    }

    private void label(Row row, int family) throws IOException {
        switch (in.branch(BRANCHES)) {
            case NULL -> {}
            case DOUBLE -> mapping.label(row, family, in.decoder().readDouble());
            default -> flag(row, family, in.decoder().readBoolean());
        }
    }

    private void flag(Row row, int family, boolean label) {
        Family asked = mapping.families().get(family);
        if (asked.kind() != Kind.BINARY) {
            throw new InvalidRowException(
                    Reason.INVALID_LABEL,
                    "family " + asked.name() + ": found the label " + label + ", expected a number for a "
                            + asked.kind() + " family; mend the label, or leave it out");
        }
        mapping.label(row, family, label ? 1 : 0);
    }

    private InvalidRowException unknown(String found, String suggestion) {
        return new InvalidRowException(
                Reason.INVALID_LABEL,
                "found a label of the family " + found + ", expected one of " + names + suggestion);
    }
}
