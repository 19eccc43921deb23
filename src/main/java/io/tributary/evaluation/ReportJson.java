package io.tributary.evaluation;

import static io.tributary.evaluation.FiniteJson.put;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.Locale;
import java.util.Map;
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
        run.continuation().ifPresent(before -> node.putObject("from")
                .put("snapshot", before.snapshot())
                .put("place", before.place())
                .put("rows", before.rows())
                .put("learned", before.learned()));
        var families = node.putArray("families");
        report.families().forEach(family -> putFamily(families.addObject(), family));
        return node;
    }

    static ObjectNode withTasks(Report report) {
        ObjectNode node = of(report);
        var tasks = node.putArray("tasks");
        report.tasks().forEach(task -> putTask(tasks.addObject(), task));
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
        report.baselines().forEach((name, score) -> {
            ObjectNode baseline = baselines.putObject(name);
            putWhole(baseline, report, score);
            putMean(baseline.putObject("first_tenth"), "", report, score, Score::firstTenth);
            putMean(baseline.putObject("last_half"), "", report, score, Score::lastHalf);
            putMean(baseline.putObject("fading"), "", report, score, Score::fading);
            report.gain(name).ifPresent(gain -> putGain(baseline, gain));
        });
    }

    /** The means over the whole stream. */
    private static void putWhole(ObjectNode node, FamilyReport report, Score score) {
        putMean(node, "", report, score, Score::micro);
        putMean(node, "macro_", report, score, Score::macro);
        putQuality(node, report.family(), score.quality());
    }

    private static void putQuality(ObjectNode node, Family family, Quality quality) {
        if (family.kind() != Kind.REGRESSION) {
            put(node, "calibration_error", quality.calibrationError());
            return;
        }
        put(node, "mae", quality.absoluteError());
        if (family.loss() == LossName.QUANTILE) {
            put(node, "coverage", quality.coverage());
            put(node, "tau", family.lossParameter());
        }
    }

    private static void putGain(ObjectNode node, Gain gain) {
        ObjectNode child = node.putObject("gain");
        put(child, "absolute", gain.absolute());
        put(child, "relative", gain.relative());
    }

    private static void putTask(ObjectNode node, TaskReport report) {
        node.put("task", report.task()).put("examples", report.model().examples());
        putLosses(node, report.model());
        ObjectNode baselines = node.putObject("baselines");
        for (Map.Entry<String, TaskReport.Losses> baseline : report.baselines().entrySet()) {
            ObjectNode child = baselines.putObject(baseline.getKey());
            putLosses(child, baseline.getValue());
            Gain gain = report.gains().get(baseline.getKey());
            if (gain != null) {
                putGain(child, gain);
            }
        }
    }

    private static void putLosses(ObjectNode node, TaskReport.Losses losses) {
        put(node, "mean", losses.mean());
        put(node, "fading", losses.fading());
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
}
