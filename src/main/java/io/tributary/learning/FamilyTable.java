package io.tributary.learning;

import java.util.Arrays;

/**
 * Numbers that are kept of every family beside the model: written and restored with it, outside its digest.
 *
 * <p>One line a family in one flat array, so that whatever they mean, they are written alike. Not thread-safe.
 */
public final class FamilyTable {
    private final String name;
    private final int width;
    private final double[] cells;
    private final double[] written;

    /**
     * A table of {@code [families × width]} numbers.
     *
     * @param name under which it is written; a state that has no table of this name and width leaves the initial numbers
     * @param initial what every cell holds at first
     */
    public FamilyTable(String name, int families, int width, double initial) {
        this.name = name;
        this.width = width;
        cells = new double[families * width];
        Arrays.fill(cells, initial);
        written = cells.clone();
    }

    public String name() {
        return name;
    }

    /** Numbers in a line. */
    public int width() {
        return width;
    }

    /** All lines, one after another. */
    public double[] cells() {
        return cells;
    }

    /** Where a family's line begins in {@link #cells()}. */
    public int line(int family) {
        return family * width;
    }

    /** Whether a family's line is not as it was last written, or began. */
    public boolean hasChanged(int family) {
        int from = line(family);
        return Arrays.mismatch(cells, from, from + width, written, from, from + width) >= 0;
    }

    /** A family's line has been written, or restored, as it is. */
    public void written(int family) {
        System.arraycopy(cells, line(family), written, line(family), width);
    }
}
