package io.tributary.task;

import java.util.Arrays;

/**
 * Numbers that are kept of every entity: one line each, by its number in an {@link EntityIndex}, in one flat array.
 *
 * <p>Not thread-safe.
 */
public final class EntityTable {
    private final String name;
    private final int width;
    private final double initial;
    private double[] cells = {};

    /**
     * An empty table.
     *
     * @param name under which it is written
     * @param width numbers in a line
     * @param initial what every cell holds at first
     */
    public EntityTable(String name, int width, double initial) {
        this.name = name;
        this.width = width;
        this.initial = initial;
    }

    public String name() {
        return name;
    }

    /** Numbers in a line. */
    public int width() {
        return width;
    }

    /** Where the line of the entity of this number begins in {@link #cells()}, for which room is made. */
    public int line(int entity) {
        int line = entity * width;
        if (line + width > cells.length) {
            grow(entity + 1);
        }
        return line;
    }

    /** All lines, one after another, and room for more; replaced when the table grows. */
    public double[] cells() {
        return cells;
    }

    /** Whoever has this number next begins with the initial numbers. */
    public void clear(int entity) {
        int line = line(entity);
        Arrays.fill(cells, line, line + width, initial);
    }

    /** The heap that a table with lines of so many entities takes, room to grow included. */
    public static long heapBytes(int entities, int width) {
        return Double.BYTES * (long) width * room(entities);
    }

    private static int room(int entities) {
        return entities + entities / 4;
    }

    private void grow(int entities) {
        int before = cells.length;
        cells = Arrays.copyOf(cells, room(entities) * width);
        Arrays.fill(cells, before, cells.length, initial);
    }
}
