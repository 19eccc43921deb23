package io.tributary.source;

import io.tributary.task.Row;

/** Rows in the order in which they are to be learned. */
public interface RowSource {
    /**
     * Reads the next row.
     *
     * @return false at the end, with the row as it was
     * @throws io.tributary.task.InvalidRowException if the record is no row; reading can go on after it
     */
    boolean next(Row row);

    /** The number of records read so far, bad ones included. */
    long rowNumber();
}
