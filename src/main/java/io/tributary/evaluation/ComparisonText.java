package io.tributary.evaluation;

import static io.tributary.evaluation.Figures.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A comparison for a terminal: the first variant in full, then the others beside it. */
final class ComparisonText {
    private static final String LEGEND =
            """

            ±: half of the 95 % interval; gain: how far the model's loss is below the baseline's on the same
            rows; macro: mean over tasks; ECE: expected calibration error; MAE: mean absolute error; where days
            are drawn again, what fewer than ten carry, or what is near its own noise (ECE), has no interval
            """;

    private final StringBuilder text = new StringBuilder();
    private final Comparison.Variant first;

    private ComparisonText(Comparison comparison) {
        first = comparison.variants().get(0);
        addProtocol(first.assessment(), comparison.seconds());
        first.assessment().families().forEach(this::addFamily);
        if (!first.shots().isEmpty()) {
            addShots();
        }
        if (comparison.variants().size() > 1) {
            addVariants(comparison.variants());
        }
    }

    static String of(Comparison comparison) {
        return new ComparisonText(comparison).text + LEGEND;
    }

    private void addProtocol(Assessment runs, double seconds) {
        if (!first.name().isEmpty()) {
            text.append(first.name()).append('\n');
        }
        text.append(format(
                "%,d rows, %s × %s, in %.1f s\n",
                runs.rows(), counted(runs.orders(), "order"), counted(runs.seeds(), "seed"), seconds));
        text.append(
                runs.days() > 0
                        ? format(
                                "intervals: %s and %s drawn again\n",
                                counted(runs.days(), "day"), counted(runs.seeds(), "seed"))
                        : "intervals: over runs\n");
        if (!Double.isNaN(runs.deadUnits().mean())) {
            text.append(format(
                    "dead units of the last layer at the end: %.1f %%, at most %.1f %%\n",
                    100 * runs.deadUnits().mean(), 100 * runs.mostDead()));
        }
    }

    private static String counted(int count, String what) {
        return format("%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private void addFamily(Assessment.OfFamily family) {
        List<Measure> measures = new ArrayList<>(family.model().estimates().keySet());
        measures.remove(Measure.MICRO);
        TextTable table = new TextTable(Set.of(0));
        List<String> above = new ArrayList<>(List.of("", "", ""));
        List<String> head =
                new ArrayList<>(List.of(family.family().name(), Measure.MICRO.title(family.family()), "gain"));
        for (Measure measure : measures) {
            String title = measure.title(family.family());
            int space = title.indexOf(' ');
            above.add(space < 0 ? "" : title.substring(0, space));
            head.add(title.substring(space + 1));
        }
        table.add(above);
        table.add(head);
        addMethod(table, "model", "", family.model(), measures);
        family.baselines().forEach((name, baseline) -> {
            Gain gain = family.gains().get(name);
            addMethod(table, name.replace('_', ' '), gain == null ? "" : Figures.gain(gain), baseline, measures);
        });
        text.append('\n').append(table);
        text.append(format("%,d tasks, %,d examples a run", family.tasks(), family.scored()));
        List<String> worse = family.better();
        addVerdict(
                "not shown to be better than",
                family.unbeaten().stream().filter(name -> !worse.contains(name)).toList());
        addVerdict("worse than", worse);
        text.append('\n');
    }

    private void addVerdict(String verdict, List<String> baselines) {
        if (!baselines.isEmpty()) {
            text.append("; ")
                    .append(verdict)
                    .append(": ")
                    .append(String.join(", ", baselines).replace('_', ' '));
        }
    }

    /** A line of figures, and one with half of their intervals. */
    private static void addMethod(
            TextTable table, String name, String gain, Assessment.OfMethod method, List<Measure> measures) {
        Estimate micro = method.estimate(Measure.MICRO);
        List<String> figures = new ArrayList<>(List.of(name, Figures.loss(micro.mean()), gain));
        List<String> intervals = new ArrayList<>(List.of("", Figures.halfWidth(micro), ""));
        for (Measure measure : measures) {
            figures.add(Figures.loss(method.estimate(measure).mean()));
            intervals.add(Figures.halfWidth(method.estimate(measure)));
        }
        table.add(figures);
        if (intervals.stream().anyMatch(interval -> !interval.isEmpty())) {
            table.add(intervals);
        }
    }

    private void addShots() {
        text.append("\nentities never seen, at k labels of their own: means over entities and seeds\n");
        for (ShotReport curve : first.shots()) {
            TextTable table = new TextTable(Set.of(0));
            table.add(List.of("", "", "", "", "", "", "single", ""));
            table.add(List.of("", "", "", "", "", "", "task", ""));
            table.add(List.of(
                    curve.family().name() + ", k", "entities", "examples", "model", "prior", "gain", "linear", "gain"));
            for (ShotReport.Point point : curve.points()) {
                List<String> cells = new ArrayList<>(List.of(
                        point.shots() == point.upTo() ? "" + point.shots() : point.shots() + "-" + point.upTo(),
                        format("%,d", point.entities()),
                        format("%,d", point.examples()),
                        Figures.loss(point.model())));
                addShot(cells, point, PriorBaseline.NAME);
                addShot(cells, point, LinearBaseline.SINGLE_TASK);
                table.add(cells);
            }
            text.append(table).append('\n');
        }
        text.setLength(text.length() - 1);
    }

    private static void addShot(List<String> cells, ShotReport.Point point, String baseline) {
        Estimate loss = point.baselines().get(baseline);
        Gain gain = point.gains().get(baseline);
        cells.add(loss == null ? "-" : Figures.loss(loss.mean()));
        cells.add(gain == null ? "-" : Figures.gain(gain));
    }

    private void addVariants(List<Comparison.Variant> variants) {
        text.append("\nvariants, and their gain over the first\n");
        TextTable table = new TextTable(Set.of(0, 1, 2));
        table.add(List.of("family", "measure", "variant", "loss", "gain", "dead units"));
        for (Assessment.OfFamily family : first.assessment().families()) {
            String name = family.family().name();
            List<String> head = List.of(name, Measure.MICRO.title(family.family()));
            for (Comparison.Variant variant : variants) {
                for (Assessment.OfFamily same : variant.assessment().families()) {
                    if (same.family().name().equals(name)) {
                        table.add(variantLine(head, variant, same));
                        head = List.of("", "");
                    }
                }
            }
        }
        text.append(table);
    }

    private static List<String> variantLine(List<String> head, Comparison.Variant variant, Assessment.OfFamily family) {
        Map<String, Gain> gains = variant.gains();
        Gain gain = gains.get(family.family().name());
        double dead = variant.assessment().deadUnits().mean();
        List<String> cells = new ArrayList<>(head);
        cells.add(variant.name());
        cells.add(Figures.loss(family.model().estimate(Measure.MICRO)));
        cells.add(gain == null ? "" : Figures.gain(gain));
        cells.add(Double.isNaN(dead) ? "-" : format("%.1f %%", 100 * dead));
        return cells;
    }
}
