package io.tributary.evaluation;

import static io.tributary.evaluation.FiniteJson.put;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.task.Family;
import java.util.Locale;

/** A comparison as JSON: every figure is an object with {@code mean}, {@code low} and {@code high}. */
final class ComparisonJson {
    private ComparisonJson() {}

    static ObjectNode of(Comparison comparison) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, "seconds", comparison.seconds());
        var variants = node.putArray("variants");
        comparison.variants().forEach(variant -> putVariant(variants.addObject(), variant));
        return node;
    }

    private static void putVariant(ObjectNode node, Comparison.Variant variant) {
        Assessment assessment = variant.assessment();
        node.put("name", variant.name());
        node.put("rows", assessment.rows());
        node.put("orders", assessment.orders()).put("seeds", assessment.seeds());
        node.put("intervals", assessment.days() > 0 ? "days" : "runs").put("days", assessment.days());
        put(node, "dead_units", assessment.deadUnits());
        put(node, "most_dead_units", assessment.mostDead());
        var families = node.putArray("families");
        for (Assessment.OfFamily family : assessment.families()) {
            ObjectNode child = families.addObject();
            putFamily(child, family);
            Gain gain = variant.gains().get(family.family().name());
            if (gain != null) {
                putGain(child.putObject("gain_over_first"), gain);
            }
        }
        var shots = node.putArray("shots");
        variant.shots().forEach(curve -> putCurve(shots.addObject(), curve));
    }

    private static void putFamily(ObjectNode node, Assessment.OfFamily family) {
        Family question = family.family();
        node.put("name", question.name());
        node.put("kind", question.kind().name().toLowerCase(Locale.ROOT));
        node.put("tasks", family.tasks()).put("scored", family.scored());
        putMethod(node, question, family.model());
        ObjectNode baselines = node.putObject("baselines");
        family.baselines().forEach((name, baseline) -> {
            ObjectNode child = baselines.putObject(name);
            putMethod(child, question, baseline);
            Gain gain = family.gains().get(name);
            if (gain != null) {
                putGain(child.putObject("gain"), gain);
            }
        });
        var unbeaten = node.putArray("unbeaten");
        family.unbeaten().forEach(unbeaten::add);
        var better = node.putArray("better");
        family.better().forEach(better::add);
    }

    private static void putMethod(ObjectNode node, Family family, Assessment.OfMethod method) {
        method.estimates().forEach((measure, estimate) -> put(node, measure.key(family), estimate));
    }

    private static void putGain(ObjectNode node, Gain gain) {
        put(node, "absolute", gain.absolute());
        put(node, "relative", gain.relative());
    }

    private static void putCurve(ObjectNode node, ShotReport curve) {
        node.put("family", curve.family().name());
        String loss = Measure.MICRO.key(curve.family());
        var points = node.putArray("points");
        for (ShotReport.Point point : curve.points()) {
            ObjectNode child = points.addObject();
            child.put("k", point.shots()).put("up_to", point.upTo());
            child.put("entities", point.entities()).put("examples", point.examples());
            put(child, loss, point.model());
            ObjectNode baselines = child.putObject("baselines");
            point.baselines().forEach((name, estimate) -> {
                ObjectNode baseline = baselines.putObject(name);
                put(baseline, loss, estimate);
                Gain gain = point.gains().get(name);
                if (gain != null) {
                    putGain(baseline.putObject("gain"), gain);
                }
            });
        }
    }
}
