package io.tributary.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a CSV file: UTF-8, one header line, empty lines skipped, plain or gzip (known by its first bytes).
 *
 * <p>Not thread-safe.
 */
public final class CsvSource implements RowSource, AutoCloseable {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final CsvMapper mapper;
    private long rowNumber;

    private CsvSource(String name, InputStream plain, RowMapping mapping) {
        this.name = name;
        reader = CsvReader.builder()
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(plain, StandardCharsets.UTF_8);
        records = reader.iterator();
        if (!reading(records::hasNext)) {
            throw new IllegalArgumentException(name + ": found an empty file, expected a header line");
        }
        mapper = new CsvMapper(new CsvHeader(name, reading(records::next).getFields()), mapping);
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a column that is needed is missing
     */
    public static CsvSource open(Path file, RowMapping mapping) throws IOException {
        return open(Files.newInputStream(file), file.toString(), mapping);
    }

    /**
     * Reads the header of a stream, which it closes in the end.
     *
     * @param name what messages call it
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a column that is needed is missing
     */
    public static CsvSource open(InputStream stream, String name, RowMapping mapping) throws IOException {
        try {
            return new CsvSource(name, plain(stream), mapping);
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static InputStream plain(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /**
     * Reads the next row.
     *
     * @throws UncheckedIOException if the file cannot be read any further
     */
    @Override
    public boolean next(Row row) {
        if (!reading(records::hasNext)) {
            return false;
        }
        CsvRecord record = reading(records::next);
        rowNumber++;
        try {
            mapper.map(record, rowNumber, row);
        } catch (InvalidRowException e) {
            throw new InvalidRowException(
                    e.reason(), name + " line " + record.getStartingLineNumber() + ": " + e.detail());
        }
        return true;
    }

    /** The number of records read so far, bad ones included; the header is none. */
    @Override
    public long rowNumber() {
        return rowNumber;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private <T> T reading(Supplier<T> step) {
        try {
            return step.get();
        } catch (CsvParseException | UncheckedIOException e) {
            throw new UncheckedIOException(new IOException(
                    name + ": cannot be read after row " + rowNumber + ": " + e.getMessage()
                            + "; expected CSV in UTF-8, plain or gzip, with every quote closed",
                    e));
        }
    }
}
