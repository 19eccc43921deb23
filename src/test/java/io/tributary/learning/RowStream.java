package io.tributary.learning;

import io.tributary.task.Family;
import io.tributary.task.Row;
import java.util.List;
import java.util.Random;

/** Rows for a {@link LearnerBuilder}'s learner: six entities, some labels missing, the same for every seed. */
public final class RowStream {
    private final List<Family> families;
    private final Random random;
    private long position;

    public RowStream(Learner learner, long seed) {
        families = learner.families();
        random = new Random(seed);
    }

    /** A row of an entity with its two numbers, without labels. */
    public static Row row(Learner learner, String entity, double a, double b) {
        Row row = new Row(3, learner.families().size());
        row.entity().set(entity);
        row.number(0, a);
        row.number(1, b);
        return row;
    }

    /** The next row; one in five has no label. */
    public Row next() {
        Row row = new Row(3, families.size());
        row.entity().set("e" + random.nextInt(6));
        row.number(0, 5 + random.nextGaussian());
        if (random.nextInt(4) > 0) {
            row.number(1, random.nextGaussian());
        }
        row.presentText(2).set(random.nextBoolean() ? "x" : "y");
        row.time(1000 * position + random.nextInt(3000));
        row.weight(0.5 + random.nextDouble());
        row.origin(position, new byte[] {(byte) position, 1});
        position++;
        if (random.nextInt(5) > 0) {
            label(row);
        }
        return row;
    }

    private void label(Row row) {
        for (int f = 0; f < families.size(); f++) {
            row.asked(f, random.nextInt(8) > 0);
            if (random.nextInt(3) > 0) {
                row.label(
                        f,
                        switch (families.get(f).kind()) {
                            case REGRESSION -> Math.abs(row.number(0) + random.nextGaussian());
                            case BINARY -> random.nextInt(2);
                            case MULTICLASS -> random.nextInt(families.get(f).outputs());
                        });
            }
        }
    }

    /** Lets a learner observe so many rows. */
    public void feed(Learner learner, int rows) {
        for (int i = 0; i < rows; i++) {
            learner.observe(next());
        }
    }
}
