package io.tributary.task;

import java.util.Arrays;

/**
 * Numbers that are kept of every entity: one line each, by its number in an {@link EntityIndex}, in one flat array.
 *
 * <p>Not thread-safe.
 */
public final class EntityTable {
    /* No array is longer. */
    private static final int MOST_CELLS = Integer.MAX_VALUE - 8;

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

    /**
     * Where the line of the entity of this number begins in {@link #cells()}, for which room is made.
     *
     * @throws IllegalStateException if there is no room for so many, as {@link #hasRoom} says beforehand
     */
    public int line(int entity) {
        long line = (long) entity * width;
        if (line + width > cells.length) {
            grow(entity + 1L);
        }
        return (int) line;
    }

    /** Whether a table can have lines of so many entities. */
    public static boolean hasRoom(long entities, int width) {
        return entities * width <= MOST_CELLS;
    }

    /** Says that it cannot, and what to do. */
    public static String noRoom(long entities, int width) {
        return "found " + entities + " entities with " + width + " numbers each in one table, expected at most "
                + MOST_CELLS / width + " of them; lower tasks.max";
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
        return (long) Double.BYTES * width * room(entities);
    }

    private static long room(long entities) {
        return entities + entities / 4;
    }

    private void grow(long entities) {
        if (!hasRoom(entities, width)) {
            throw new IllegalStateException(noRoom(entities, width));
        }
        int before = cells.length;
        cells = Arrays.copyOf(cells, (int) Math.min(MOST_CELLS, room(entities) * width));
        Arrays.fill(cells, before, cells.length, initial);
    }
}
