package io.tributary.learning;

/**
 * Stops learning for good when a family's loss leaves its own history: the mean of a block of {@value #BLOCK} losses lies more than k
 * deviations of such means above their mean.
 *
 * <p>A control chart of block means (Shewhart 1931). The block that tips it is not part of the history. Only who puts an
 * earlier state back makes the model learn again. State lies in a table, outside the digest. Not thread-safe.
 */
final class Halt {
    private static final int BLOCK = 200;
    /* Blocks before there is a history to leave. */
    private static final int WARM = 10;

    private static final int COUNT = 0;
    private static final int SUM = 1;
    private static final int BLOCKS = 2;
    private static final int MEAN = 3;
    private static final int SQUARES = 4;
    private static final int HALTED = 5;
    private static final int WIDTH = 6;

    private final double sigmas;
    private final FamilyTable table;
    private double before;
    private double after;

    /**
     * @param sigmas k
     */
    Halt(double sigmas, Tables tables) {
        this.sigmas = sigmas;
        table = tables.ofFamilies("drift/halt", WIDTH, 0);
    }

    /** Takes in a loss; true if it stops the learning. */
    boolean observe(int family, double loss) {
        double[] cells = table.cells();
        int line = table.line(family);
        cells[line + SUM] += loss;
        return ++cells[line + COUNT] == BLOCK && complete(line);
    }

    private boolean complete(int line) {
        double[] cells = table.cells();
        double mean = cells[line + SUM] / BLOCK;
        cells[line + SUM] = 0;
        cells[line + COUNT] = 0;
        double blocks = cells[line + BLOCKS];
        double deviation = Math.sqrt(cells[line + SQUARES] / Math.max(1, blocks - 1));
        if (blocks >= WARM && mean - cells[line + MEAN] > sigmas * deviation) {
            before = cells[line + MEAN];
            after = mean;
            cells[line + HALTED] = 1;
            return true;
        }
        double difference = mean - cells[line + MEAN];
        cells[line + BLOCKS] = blocks + 1;
        cells[line + MEAN] += difference / (blocks + 1);
        cells[line + SQUARES] += difference * (mean - cells[line + MEAN]);
        return false;
    }

    /** Stops the learning for another reason. */
    void stop() {
        table.cells()[HALTED] = 1;
    }

    boolean isHalted() {
        for (int line = 0; line < table.cells().length; line += WIDTH) {
            if (table.cells()[line + HALTED] != 0) {
                return true;
            }
        }
        return false;
    }

    /** The history's mean at the last halt. */
    double before() {
        return before;
    }

    /** The mean of the block that left it. */
    double after() {
        return after;
    }
}
