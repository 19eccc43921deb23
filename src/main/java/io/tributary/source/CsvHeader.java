package io.tributary.source;

import io.tributary.config.Spelling;
import java.util.List;

/**
 * The header line of a CSV file.
 *
 * @param file the name of the file, for messages
 * @param names the columns in order
 */
record CsvHeader(String file, List<String> names) {
    /**
     * The position of a column.
     *
     * @param use what it is needed for, for the message
     * @throws IllegalArgumentException if it is not there, or there twice
     */
    int position(String use, String column) {
        int position = names.indexOf(column);
        if (position < 0) {
            throw new IllegalArgumentException(file + ": found no column " + column + " (" + use + "), expected one of "
                    + names + Spelling.suggestion(column, names));
        }
        if (names.lastIndexOf(column) != position) {
            throw new IllegalArgumentException(
                    file + ": found column " + column + " (" + use + ") twice, expected it once; rename one of them");
        }
        return position;
    }
}
