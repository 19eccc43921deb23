package io.tributary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.state.ModelVersion;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.Rollback;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot rollback}: a stopped application goes on from one of its snapshots. */
@Command(
        name = "rollback",
        description = "Takes a stopped application back to a snapshot and begins a new generation, in one transaction.",
        mixinStandardHelpOptions = true)
final class SnapshotRollbackCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Parameters(paramLabel = "VERSION", description = "The snapshot, such as 0-120000.")
    private ModelVersion version = ModelVersion.NONE;

    @Option(
            names = "--offsets",
            required = true,
            paramLabel = "keep|rewind",
            description = "keep: forget what was learned since and go on where the application stands; rewind: go back"
                    + " to the snapshot's offset, and answer and learn again what came since.")
    private Rollback.Offsets offsets = Rollback.Offsets.KEEP;

    @Option(names = "--json", description = "Prints one JSON object instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        Wiring wiring = options.wiring();
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients())) {
            ApplicationConfig application = wiring.application(broker.clients());
            Rollback.Report report = Rollback.of(application, version, offsets);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? JSON.writeValueAsString(fields(report)) : text(report, application));
            out.flush();
            warnOfLive(application);
        }
        return 0;
    }

    private static Map<String, Object> fields(Rollback.Report report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("snapshot", report.snapshot().toString());
        fields.put("generation", report.generation());
        fields.put("blocks", report.blocks());
        fields.put("bytes", report.bytes());
        fields.put("tombstones", report.tombstones());
        fields.put("offset_before", report.before());
        fields.put("offset", report.place());
        return fields;
    }

    private static String text(Rollback.Report report, ApplicationConfig application) {
        return String.format(
                Locale.ROOT,
                "%s is at snapshot %s, generation %d: %,d blocks (%,d bytes) and %,d tombstones written;%n"
                        + "%s goes on at offset %d, stood at %d",
                application.name(),
                report.snapshot(),
                report.generation(),
                report.blocks(),
                report.bytes(),
                report.tombstones(),
                application.topics().log(),
                report.place(),
                report.before());
    }

    /** What others serve may be what the rollback was to undo. */
    private void warnOfLive(ApplicationConfig application) {
        Optional<ModelVersion> live = application.snapshots().snapshots().live();
        live.filter(later -> later.compareTo(version) > 0).ifPresent(later -> spec.commandLine()
                .getErr()
                .println("Note: the live snapshot is still " + later + "; 'snapshot live " + version
                        + "' changes that"));
        spec.commandLine().getErr().flush();
    }
}
