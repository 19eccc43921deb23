package io.tributary.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * The settings of a manifest by name, so that two can be compared line by line.
 *
 * <p>Those of a configuration have the names that {@code -X} overrides them by: {@code features.hour.kind}.
 */
final class FlatSettings {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String NAME = "name";
    private static final String SEPARATOR = ": ";

    private FlatSettings() {}

    /**
     * The settings of a configuration, without its comments.
     *
     * @throws SnapshotException if the text is no YAML
     */
    static Map<String, String> ofConfiguration(String yaml, String place) {
        Map<String, String> settings = new TreeMap<>();
        try {
            put("", YAML.readTree(yaml), settings);
        } catch (JsonProcessingException e) {
            throw new SnapshotException(place + " holds a configuration that is no YAML: " + e.getMessage(), e);
        }
        return settings;
    }

    private static void put(String path, JsonNode node, Map<String, String> settings) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (node.isObject()) {
            node.properties().forEach(child -> put(prefix + child.getKey(), child.getValue(), settings));
        } else if (node.isArray() && isSection(node)) {
            for (int i = 0; i < node.size(); i++) {
                put(prefix + node.get(i).path(NAME).asText(String.valueOf(i)), node.get(i), settings);
            }
        } else {
            settings.put(path, node.isValueNode() ? node.asText() : node.toString());
        }
    }

    private static boolean isSection(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(JsonNode::isObject);
    }

    /** The lines of a fingerprint. */
    static Map<String, String> ofFingerprint(List<String> lines) {
        Map<String, String> settings = new TreeMap<>();
        for (String line : lines) {
            int end = line.lastIndexOf(SEPARATOR);
            settings.put(line.substring(0, end), line.substring(end + SEPARATOR.length()));
        }
        return settings;
    }
}
