package io.tributary.snapshot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.evaluation.FiniteJson;
import java.util.List;

/** A difference as JSON. */
final class DifferenceJson {
    private DifferenceJson() {}

    static ObjectNode of(SnapshotDifference difference) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("from", difference.from()).put("to", difference.to());
        ArrayNode parameters = node.putArray("parameters");
        for (ParameterDistance group : difference.parameters()) {
            ObjectNode child =
                    parameters.addObject().put("group", group.group()).put("numbers", group.numbers());
            FiniteJson.put(child, "distance", group.distance());
            FiniteJson.put(child, "relative", group.relative());
        }
        node.putObject("entities")
                .put("both", difference.entities().both())
                .put("only_from", difference.entities().before())
                .put("only_to", difference.entities().after());
        ArrayNode families = node.putArray("families");
        for (SnapshotDifference.Losses family : difference.families()) {
            ObjectNode child = families.addObject().put("name", family.family());
            FiniteJson.put(child, "from", family.before());
            FiniteJson.put(child, "to", family.after());
        }
        put(node.putArray("fingerprint"), difference.fingerprint());
        put(node.putArray("configuration"), difference.configuration());
        return node;
    }

    private static void put(ArrayNode node, List<SnapshotDifference.Change> changes) {
        changes.forEach(change -> node.addObject()
                .put("setting", change.setting())
                .put("from", change.before())
                .put("to", change.after()));
    }
}
