package io.tributary.snapshot.export;

import io.tributary.state.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an exported model comes from; every format carries it.
 *
 * @param version of the snapshot
 * @param application whose model it is
 * @param fingerprint the shapes that its configuration and state agree on
 * @param modelSha256 the digest of the model, in hexadecimal
 */
public record ExportMetadata(String version, String application, Fingerprint fingerprint, String modelSha256) {
    /** Names and texts, in the order in which they are written; the fingerprint as a JSON object of its lines. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("version", version);
        properties.put("application", application);
        properties.put("model_sha256", modelSha256);
        properties.put("fingerprint", Json.text(fingerprint.lines()));
        return properties;
    }
}
