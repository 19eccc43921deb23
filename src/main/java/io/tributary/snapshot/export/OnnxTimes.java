package io.tributary.snapshot.export;

import io.tributary.feature.FeatureConfig;
import io.tributary.feature.FeatureConfig.Kind;
import io.tributary.feature.FeatureEncoder;
import io.tributary.task.Row;
import java.util.Arrays;
import java.util.List;

/**
 * The encoding of a moment as nodes: from milliseconds to the minute of the day or the day of the week, and by it to a line of
 * a table, which {@link FeatureEncoder} fills.
 */
final class OnnxTimes {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;

    private final OnnxGraph graph;
    private final String name;
    private final FeatureEncoder encoder;
    private final long unit;
    private final int units;

    /** @param name what the names of all nodes begin with */
    OnnxTimes(OnnxGraph graph, FeatureConfig feature, String name) {
        this.graph = graph;
        this.name = name;
        encoder = new FeatureEncoder(List.of(feature), 2); // No statistics: moments are not standardised.
        unit = feature.kind() == Kind.HOUR_OF_DAY ? MINUTE : DAY;
        units = feature.kind() == Kind.HOUR_OF_DAY ? (int) (DAY / MINUTE) : 7;
    }

    /** From a column of moments to inputs. */
    String encode(String times, int column) {
        String time = graph.columns(of("time"), times, new long[] {column});
        String within = graph.node("Mod", of("within"), time, graph.integers(of("unit"), unit));
        String start = graph.node("Sub", of("start"), time, within);
        String count = graph.node("Div", of("count"), start, of("unit"));
        String turn = graph.node("Mod", of("turn"), count, graph.integers(of("units"), units));
        String line = graph.node("Where", of("known"), missing(time), graph.integers(of("missing-line"), units), turn);
        String checked =
                graph.node("Where", of("checked"), refused(time), graph.integers(of("refused-line"), units + 1), line);
        String flat = graph.node("Reshape", of("line"), checked, graph.integers(of("flat"), -1));
        graph.floats(of("table"), table(), units + 2L, encoder.inputs());
        return graph.node("Gather", of("inputs"), of("table"), flat);
    }

    private String missing(String time) {
        return graph.node("Equal", of("missing"), time, graph.integers(of("none"), Long.MIN_VALUE));
    }

    private String refused(String time) {
        long bound = (long) Row.LARGEST_NUMBER;
        String late = graph.node("Greater", of("late"), time, graph.integers(of("latest"), bound));
        String early = graph.node("Less", of("early"), time, graph.integers(of("earliest"), -bound));
        String given = graph.node("Not", of("given"), of("missing"));
        return graph.node("And", of("refused"), given, graph.node("Or", of("far"), late, early));
    }

    /** One line for each minute of the day or day of the week, one for a missing moment, one for one that is refused. */
    private float[] table() {
        int width = encoder.inputs();
        float[] table = new float[(units + 2) * width];
        float[] x = new float[width];
        Row row = new Row(1, 0);
        encoder.encode(row, x);
        System.arraycopy(x, 0, table, units * width, width);
        for (int line = 0; line < units; line++) {
            row.number(0, (double) line * unit);
            encoder.encode(row, x);
            System.arraycopy(x, 0, table, line * width, width);
        }
        Arrays.fill(table, (units + 1) * width, table.length, Float.NaN);
        return table;
    }

    private String of(String node) {
        return name + "." + node;
    }
}
