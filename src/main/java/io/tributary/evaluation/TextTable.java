package io.tributary.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lines of cells in aligned columns, two spaces apart; every line has as many cells as the first. */
public final class TextTable {
    private static final String GAP = "  ";

    private final Set<Integer> leftAligned;
    private final List<List<String>> lines = new ArrayList<>();

    /** An empty table whose columns are right-aligned but for these. */
    public TextTable(Set<Integer> leftAligned) {
        this.leftAligned = leftAligned;
    }

    /** Adds a line. */
    public void add(List<String> cells) {
        lines.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> cells : lines) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                line.append(column == 0 ? "" : GAP).append(padded(cells.get(column), column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String padded(String cell, int column) {
        String padding = " ".repeat(width(column) - cell.length());
        return leftAligned.contains(column) ? cell + padding : padding + cell;
    }

    private int width(int column) {
        return lines.stream()
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }
}
