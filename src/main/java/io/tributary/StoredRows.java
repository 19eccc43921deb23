package io.tributary;

import io.tributary.source.CsvSource;
import io.tributary.source.RowMapping;
import io.tributary.source.RowSource;
import io.tributary.task.Column;
import io.tributary.task.EntityIndex;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** The rows of a file in memory, to be read again in any order. */
final class StoredRows {
    private final RowMapping mapping;
    private final boolean timed;
    private final List<StoredRow> rows = new ArrayList<>();

    /** A row's parts, of its columns only what is present. */
    private static final class StoredRow {
        private final byte[] id;
        private final byte[] entity;
        private final long time;
        private final double weight;
        private final double[] numbers;
        private final byte[][] texts;
        private final boolean[] present;
        private final double[] labels;
        private final boolean[] asked;

        StoredRow(Row row, List<Column> columns) {
            id = row.id().toByteArray();
            entity = row.entity().toByteArray();
            time = row.time();
            weight = row.weight();
            numbers = new double[columns.size()];
            texts = new byte[columns.size()][];
            present = new boolean[columns.size()];
            labels = new double[row.families()];
            asked = new boolean[row.families()];
            for (int c = 0; c < numbers.length; c++) {
                present[c] = row.isPresent(c);
                if (present[c] && columns.get(c).type() == Column.Type.TEXT) {
                    texts[c] = row.text(c).toByteArray();
                } else if (present[c]) {
                    numbers[c] = row.number(c);
                }
            }
            for (int f = 0; f < labels.length; f++) {
                labels[f] = row.label(f);
                asked[f] = row.isAsked(f);
            }
        }
    }

    private StoredRows(RowMapping mapping, boolean timed) {
        this.mapping = mapping;
        this.timed = timed;
    }

    /**
     * Reads a CSV file.
     *
     * @param invalid hears of every row that cannot be read; it is left out
     */
    static StoredRows read(Path csv, Wiring wiring, Consumer<InvalidRowException> invalid) throws IOException {
        RowMapping mapping = wiring.mapping();
        boolean timed = wiring.configuration().source().time().isPresent();
        StoredRows stored = new StoredRows(mapping, timed);
        Row row = mapping.newRow();
        try (CsvSource source = CsvSource.open(csv, mapping)) {
            while (stored.readNext(source, row, invalid)) {
                // Until the end.
            }
        }
        return stored;
    }

    private boolean readNext(RowSource source, Row row, Consumer<InvalidRowException> invalid) {
        try {
            if (!source.next(row)) {
                return false;
            }
            rows.add(new StoredRow(row, mapping.columns()));
        } catch (InvalidRowException e) {
            invalid.accept(e);
        }
        return true;
    }

    int size() {
        return rows.size();
    }

    Row newRow() {
        return mapping.newRow();
    }

    /** Whether rows have a time of their own, so that their order matters. */
    boolean isTimed() {
        return timed;
    }

    /** The earliest event time; 0 without rows. */
    long firstTime() {
        return rows.stream().mapToLong(row -> row.time).min().orElse(0);
    }

    /** The latest event time; 0 without rows. */
    long lastTime() {
        return rows.stream().mapToLong(row -> row.time).max().orElse(0);
    }

    /** How many entities there are. */
    int entities() {
        EntityIndex index = new EntityIndex();
        Text name = new Text();
        for (StoredRow row : rows) {
            set(name, row.entity);
            index.findOrAdd(name);
        }
        return index.size();
    }

    /** The known labels of each family among the rows in which it is asked. */
    long[] examples() {
        long[] examples = new long[mapping.families().size()];
        for (StoredRow row : rows) {
            for (int f = 0; f < examples.length; f++) {
                examples[f] += row.asked[f] && !Double.isNaN(row.labels[f]) ? 1 : 0;
            }
        }
        return examples;
    }

    /** The positions of the rows in one of their orders: 0 is that of the file, others are shuffled by their number. */
    int[] order(int number) {
        int[] order = new int[rows.size()];
        SplittableRandom random = new SplittableRandom(number);
        for (int i = 0; i < order.length; i++) {
            int other = number == 0 ? i : random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /**
     * The rows in an order; where they have no time of their own, it is their place, as if the file had this order.
     *
     * @param kept whether a row at a place, counted from 0, is kept; those that are not are passed over
     */
    RowSource inOrder(int[] order, BiPredicate<Integer, Row> kept) {
        return new RowSource() {
            private int next;

            @Override
            public boolean next(Row row) {
                while (next < order.length) {
                    fill(row, rows.get(order[next]), next);
                    if (kept.test(next++, row)) {
                        return true;
                    }
                }
                return false;
            }

            @Override
            public long rowNumber() {
                return next;
            }
        };
    }

    private void fill(Row row, StoredRow stored, int place) {
        row.clear();
        set(row.id(), stored.id);
        set(row.entity(), stored.entity);
        row.time(timed ? stored.time : place + 1);
        row.weight(stored.weight);
        for (int c = 0; c < stored.present.length; c++) {
            if (stored.present[c] && mapping.columns().get(c).type() == Column.Type.TEXT) {
                set(row.presentText(c), stored.texts[c]);
            } else if (stored.present[c]) {
                row.number(c, stored.numbers[c]);
            }
        }
        for (int f = 0; f < stored.labels.length; f++) {
            row.asked(f, stored.asked[f]);
            row.label(f, stored.labels[f]);
        }
    }

    private static void set(Text text, byte[] utf8) {
        text.set(utf8, 0, utf8.length);
    }
}
