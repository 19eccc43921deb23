package io.tributary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.snapshot.Manifests;
import io.tributary.snapshot.SnapshotDirectory;
import io.tributary.snapshot.SnapshotListing;
import io.tributary.snapshot.SnapshotPlan;
import io.tributary.state.ModelVersion;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot list|show|pin|unpin|live|prune}, and what has a class of its own: the application's snapshots on disk. */
@Command(
        name = "snapshot",
        description = "The application's snapshots: what was kept of its model.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SnapshotVerifyCommand.class,
            SnapshotDiffCommand.class,
            SnapshotExportCommand.class,
            SnapshotRollbackCommand.class,
            SnapshotImportCommand.class
        })
final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name what to do: snapshot "
                        + String.join("|", spec.subcommands().keySet()));
    }

    @Command(
            name = "list",
            description =
                    "All snapshots with their fading losses; every checksum is computed again. Exit code 1 if one is"
                            + " damaged.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin ConfigurationOptions options,
            @Option(names = "--json", description = "Prints a JSON array instead of a table.") boolean json) {
        SnapshotListing listing = SnapshotListing.of(snapshots(options));
        print(json ? listing.toJson() : listing.toText());
        return listing.isWhole() ? 0 : 1;
    }

    @Command(
            name = "show",
            description = "What a snapshot says of itself: where it stands, losses beside those of the baselines.",
            mixinStandardHelpOptions = true)
    void show(
            @Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "VERSION", description = "Which one, as list prints it.") ModelVersion version,
            @Option(names = "--json", description = "Prints all of the manifest as one JSON object.") boolean json) {
        var manifest = snapshots(options).folder(version).manifest();
        print(json ? Manifests.toJson(manifest).stripTrailing() : Manifests.toText(manifest));
    }

    @Command(
            name = "pin",
            description = "Keeps a snapshot until it is unpinned, however old it gets.",
            mixinStandardHelpOptions = true)
    void pin(
            @Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "VERSION", description = "Which one.") ModelVersion version,
            @Option(names = "--json", description = "Prints the pinned ones as a JSON object.") boolean json) {
        pin(snapshots(options), version, true, json);
    }

    @Command(name = "unpin", description = "Lets a snapshot go when its time comes.", mixinStandardHelpOptions = true)
    void unpin(
            @Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "VERSION", description = "Which one.") ModelVersion version,
            @Option(names = "--json", description = "Prints the pinned ones as a JSON object.") boolean json) {
        pin(snapshots(options), version, false, json);
    }

    private void pin(SnapshotDirectory snapshots, ModelVersion version, boolean keep, boolean json) {
        snapshots.pin(version, keep);
        print("pinned", snapshots.pinned(), "nothing is pinned", json);
    }

    @Command(
            name = "live",
            description = "Prints the snapshot that is live, or makes one live.",
            mixinStandardHelpOptions = true)
    int live(
            @Mixin ConfigurationOptions options,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "The one to make live; must be whole.")
                    @Nullable
                    ModelVersion version,
            @Option(names = "--json", description = "Prints a JSON object.") boolean json) {
        SnapshotDirectory snapshots = snapshots(options);
        if (version != null) {
            snapshots.makeLive(version);
            snapshots.folder(version).manifest().getRefusals().forEach(refusal -> warn("it was refused: " + refusal));
        }
        Optional<ModelVersion> live = snapshots.live();
        String text = live.map(ModelVersion::toString).orElse("no snapshot is live");
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("live", live.isEmpty() ? null : text);
        print(json ? node.toString() : text);
        return live.isPresent() ? 0 : 1;
    }

    @Command(
            name = "prune",
            description =
                    "Removes what snapshots.keep and snapshots.keep-days do not keep, as a running application does.",
            mixinStandardHelpOptions = true)
    void prune(
            @Mixin ConfigurationOptions options,
            @Option(names = "--json", description = "Prints a JSON object.") boolean json)
            throws IOException {
        SnapshotPlan plan = options.wiring().snapshots();
        print("removed", plan.snapshots().prune(plan.config()), "nothing to remove", json);
    }

    private static SnapshotDirectory snapshots(ConfigurationOptions options) {
        return options.wiring().snapshots().snapshots();
    }

    private void print(String what, Collection<ModelVersion> versions, String otherwise, boolean json) {
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ArrayNode list = node.putArray(what);
            versions.forEach(version -> list.add(version.toString()));
            print(node.toString());
        } else {
            List<String> lines =
                    versions.stream().map(version -> what + " " + version).toList();
            print(lines.isEmpty() ? otherwise : String.join("\n", lines));
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    private void warn(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
