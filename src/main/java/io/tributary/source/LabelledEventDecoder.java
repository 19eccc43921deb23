package io.tributary.source;

import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;

/**
 * From a {@code LabelledEvent} in Avro's single-object encoding to a row.
 *
 * <p>Reads field by field straight into the reused row: a valid event allocates nothing. Not thread-safe.
 */
public final class LabelledEventDecoder {
    private final RowMapping mapping;
    private final EventReader in = new EventReader();
    private final EventValues values;
    private final EventLabels labels;

    public LabelledEventDecoder(RowMapping mapping) {
        this.mapping = mapping;
        values = new EventValues(mapping, in);
        labels = new EventLabels(mapping, in);
    }

    /**
     * Clears and fills the row.
     *
     * @throws InvalidRowException if the payload is no row of this mapping; the row is then undefined
     */
    public void decode(byte[] payload, Row row) {
        row.clear();
        mapping.limits().requireRecord(payload.length);
        SingleObjectHeader.check(payload);
        in.start(payload, SingleObjectHeader.LENGTH);
        try {
            read(row);
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
            /* The last is what Avro throws at a length that no Java array can have. */
            throw EventReader.malformed(payload.length + " bytes that cannot be read (" + e + ")");
        }
        in.end();
    }

    private void read(Row row) throws IOException {
        int id = in.length();
        mapping.limits().requireId(id);
        in.take(id, row.id());
        RowMapping.requireUtf8("an event ID", row.id());
        int entity = in.length();
        mapping.limits().requireEntity(entity);
        in.take(entity, row.entity());
        RowMapping.requireUtf8("an entity", row.entity());
        RowMapping.requireEntity(row);
        mapping.time(row, in.decoder().readLong());
        values.readNamed(row);
        values.readVector(row);
        mapping.ask(row);
        labels.read(row);
        RowMapping.weight(row, in.decoder().readDouble());
    }
}
