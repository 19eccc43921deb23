package io.tributary;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.WarmStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snapshot import}: a new application begins with the model of a snapshot. */
@Command(
        name = "import",
        description =
                "Gives a new application, whose topics are created, the model of another's snapshot to begin from.",
        mixinStandardHelpOptions = true)
final class SnapshotImportCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIRECTORY",
            description = "The folder of the snapshot, named by its version.")
    private Path from = Path.of("");

    @Option(names = "--json", description = "Prints one JSON object instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Wiring wiring = options.wiring();
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients())) {
            ApplicationConfig application = wiring.application(broker.clients());
            WarmStart.Report report = WarmStart.of(application, from);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? JSON.writeValueAsString(fields(report)) : text(report, application));
            out.flush();
        }
        return 0;
    }

    private static Map<String, Object> fields(WarmStart.Report report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("from", report.from());
        fields.put("imported", report.imported().toString());
        fields.put("snapshot", report.snapshot().toString());
        fields.put("blocks", report.blocks());
        fields.put("bytes", report.bytes());
        fields.put("offset", report.place());
        return fields;
    }

    private static String text(WarmStart.Report report, ApplicationConfig application) {
        return String.format(
                Locale.ROOT,
                "%s begins with snapshot %s of %s, which is its own %s: %,d blocks (%,d bytes) written;%n"
                        + "%s is read from offset %d",
                application.name(),
                report.imported(),
                report.from(),
                report.snapshot(),
                report.blocks(),
                report.bytes(),
                application.topics().log(),
                report.place());
    }
}
