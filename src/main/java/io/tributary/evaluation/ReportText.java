package io.tributary.evaluation;

import io.tributary.task.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** A report for a terminal: losses of the model and of each baseline, and the model's transfer gain against each. */
final class ReportText {
    private static final List<String> HEAD = List.of("family", "tasks", "examples", "measure", "model");
    private static final Set<Integer> LEFT_ALIGNED = Set.of(HEAD.indexOf("family"), HEAD.indexOf("measure"));
    private static final String NONE = "-";
    private static final String LEGEND =
            """
            gain: how far the model's loss is below the baseline's, with its 95 % interval;
            rel mse: mse as a share of the prior's
            """;

    private final TextTable table = new TextTable(LEFT_ALIGNED);
    private final Set<String> baselines = new LinkedHashSet<>();

    private ReportText(List<FamilyReport> families) {
        families.forEach(family -> baselines.addAll(family.baselines().keySet()));
        addHeadings();
        families.forEach(this::addFamily);
    }

    static String of(Report report) {
        return summary(report.run()) + "\n" + new ReportText(report.families()).table + "\n" + LEGEND;
    }

    private static String summary(RunSummary run) {
        String pace = format("%,.0f rows/s, %,.0f examples/s", run.rowsPerSecond(), run.examplesPerSecond());
        return format("%,d rows, %,d examples in %.1f s: %s\n", run.rows(), run.examples(), run.seconds(), pace)
                + format("%,d steps, %,d examples learned, %,d pending\n", run.steps(), run.learned(), run.pending())
                + run.continuation().map(ReportText::beginning).orElse("")
                + format("model %s\n", run.modelSha256());
    }

    private static String beginning(RunSummary.Continuation before) {
        return format(
                "from snapshot %s, at %s: %,d rows and %,d examples learned before\n",
                before.snapshot(), before.place(), before.rows(), before.learned());
    }

    /** A baseline's name is broken into words, one above the other, to keep its column narrow. */
    private void addHeadings() {
        int height =
                baselines.stream().mapToInt(name -> words(name).length).max().orElse(1);
        for (int line = 0; line < height; line++) {
            List<String> cells = new ArrayList<>();
            boolean last = line == height - 1;
            HEAD.forEach(title -> cells.add(last ? title : ""));
            for (String name : baselines) {
                int word = line - (height - words(name).length);
                cells.add(word < 0 ? "" : words(name)[word]);
            }
            table.add(cells);
        }
    }

    private static String[] words(String name) {
        return name.split("_", -1);
    }

    private void addFamily(FamilyReport report) {
        Score model = report.model();
        List<String> head =
                List.of(report.family().name(), format("%,d", model.tasks()), format("%,d", model.scored()));
        List<String> blank = List.of("", "", "");
        if (report.family().kind() == Kind.REGRESSION) {
            addLosses(head, "mse", report, score -> squared(score.micro()));
            addLosses(blank, "rel mse", report, score -> number("%.4f", report.relative(score, Score::micro)));
        } else {
            addLosses(head, "log loss", report, score -> number("%.4f", score.micro()));
        }
        add(blank, "gain", "", name -> number("%+.1f %%", 100 * report.transferGain(name)));
        add(blank, "", "", name -> report.gain(name)
                .map(gain -> number("±%.1f %%", 100 * gain.relative().halfWidth()))
                .orElse(NONE));
    }

    private void addLosses(List<String> head, String measure, FamilyReport report, Function<Score, String> shown) {
        add(head, measure, shown.apply(report.model()), name -> report.baseline(name)
                .map(shown)
                .orElse(NONE));
    }

    private void add(List<String> head, String measure, String model, Function<String, String> ofBaseline) {
        List<String> cells = new ArrayList<>(head);
        cells.add(measure);
        cells.add(model);
        baselines.forEach(name -> cells.add(ofBaseline.apply(name)));
        table.add(cells);
    }

    /** Squared errors have any scale: four significant digits, more where they stand before the point. */
    private static String squared(double value) {
        return number(value >= 1e4 && value < 1e9 ? "%,.0f" : "%.4g", value);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? NONE : format(format, value);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
