package io.tributary.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.task.Kind;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A report as JSON: {@code log_loss} in nats, or {@code mse} in squared label units and as a share of the prior's. */
final class ReportJson {
    private ReportJson() {}

    static ObjectNode of(Report report) {
        RunSummary run = report.run();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rows", run.rows()).put("examples", run.examples());
        put(node, "seconds", run.seconds());
        put(node, "rows_per_second", run.rowsPerSecond());
        put(node, "examples_per_second", run.examplesPerSecond());
        node.put("steps", run.steps()).put("learned", run.learned()).put("pending", run.pending());
        node.put("model_sha256", run.modelSha256());
        var families = node.putArray("families");
        report.families().forEach(family -> putFamily(families.addObject(), family));
        return node;
    }

    private static void putFamily(ObjectNode node, FamilyReport report) {
        Score model = report.model();
        node.put("name", report.family().name());
        node.put("kind", report.family().kind().name().toLowerCase(Locale.ROOT));
        node.put("tasks", model.tasks()).put("scored", model.scored());
        putWhole(node, report, model);
        putMean(node.putObject("first_tenth"), "", report, model, Score::firstTenth);
        putMean(node.putObject("last_half"), "", report, model, Score::lastHalf);
        putMean(node.putObject("fading"), "", report, model, Score::fading);
        ObjectNode baselines = node.putObject("baselines");
        report.baselines().forEach((name, score) -> putWhole(baselines.putObject(name), report, score));
    }

    /** The means over the whole stream. */
    private static void putWhole(ObjectNode node, FamilyReport report, Score score) {
        putMean(node, "", report, score, Score::micro);
        putMean(node, "macro_", report, score, Score::macro);
    }

    private static void putMean(
            ObjectNode node, String prefix, FamilyReport report, Score score, ToDoubleFunction<Score> mean) {
        if (report.family().kind() == Kind.REGRESSION) {
            put(node, prefix + "mse", mean.applyAsDouble(score));
            put(node, prefix + "rel_mse", report.relative(score, mean));
        } else {
            put(node, prefix + "log_loss", mean.applyAsDouble(score));
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
