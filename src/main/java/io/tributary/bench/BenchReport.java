package io.tributary.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Everything that was measured in one run.
 *
 * @param java the Java version
 * @param processors the processors that Java saw
 * @param seconds the time it took
 */
public record BenchReport(String java, int processors, double seconds, List<Measurement> measurements) {
    private static final String LINE = "%-12s  %-24s %10s %10s %10s  %s";

    public BenchReport {
        measurements = List.copyOf(measurements);
    }

    /** One object: by measurement its unit, by alternative median, minimum and maximum, and their ratio if there are two. */
    public String toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("java", java).put("processors", processors).put("seconds", seconds);
        ObjectNode all = node.putObject("measurements");
        for (Measurement measurement : measurements) {
            ObjectNode one = all.putObject(measurement.name()).put("unit", measurement.unit());
            measurement.alternatives().forEach(series -> put(one.putObject(series.name()), series));
            measurement.ratio().ifPresent(ratio -> put(one.putObject("ratio"), ratio));
        }
        return node.toString();
    }

    private static void put(ObjectNode node, Series series) {
        node.put("median", series.median()).put("min", series.min()).put("max", series.max());
    }

    /** A table. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(format("Java %s, %d processors, %.0f s\n\n", java, processors, seconds));
        text.append(line("", "", "median", "min", "max", ""));
        for (Measurement measurement : measurements) {
            String name = measurement.name();
            for (Series series : measurement.alternatives()) {
                text.append(line(name, series, measurement.unit()));
                name = "";
            }
            measurement.ratio().ifPresent(ratio -> text.append(line("", ratio, "")));
        }
        return text.toString();
    }

    private static String line(String name, Series series, String unit) {
        return line(name, series.name(), number(series.median()), number(series.min()), number(series.max()), unit);
    }

    private static String line(String... cells) {
        return format(LINE, (Object[]) cells).stripTrailing() + "\n";
    }

    private static String number(double value) {
        return format(value >= 1000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f", value);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
