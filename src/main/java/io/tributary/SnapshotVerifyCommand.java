package io.tributary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.snapshot.SnapshotException;
import io.tributary.state.ModelVersion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot verify}: whether snapshots are what was written, and become models again. */
@Command(
        name = "verify",
        description =
                "Computes every checksum again, and makes a model of the snapshot and compares its digest. Exit code 1"
                        + " if anything is wrong.",
        mixinStandardHelpOptions = true)
final class SnapshotVerifyCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Which one; without it, all.")
    private @Nullable ModelVersion version;

    @Option(names = "--json", description = "Prints a JSON array instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Wiring wiring = options.wiring();
        List<ModelVersion> versions =
                version == null ? wiring.snapshots().snapshots().versions() : List.of(version);
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode findings = JsonNodeFactory.instance.arrayNode();
        boolean sound = true;
        for (ModelVersion each : versions) {
            ObjectNode finding = findings.addObject().put("version", each.toString());
            Optional<String> fault = verify(wiring, each, finding);
            fault.ifPresent(words -> finding.put("fault", words));
            sound &= fault.isEmpty();
            if (!json) {
                out.println(each + ": "
                        + fault.orElseGet(() ->
                                "sound, model " + finding.path("model_sha256").asText()));
                out.flush();
            }
        }
        if (json) {
            out.println(findings.toPrettyString());
        } else if (versions.isEmpty()) {
            out.println("there are no snapshots");
        }
        out.flush();
        return sound ? 0 : 1;
    }

    /** What is wrong with a snapshot; if nothing is, its model's digest goes into the finding. */
    private static Optional<String> verify(Wiring wiring, ModelVersion version, ObjectNode finding) {
        try (SnapshotModel model = SnapshotModel.open(wiring, version)) {
            finding.put("model_sha256", model.manifest().getModelSha256());
            return Optional.empty();
        } catch (SnapshotException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
