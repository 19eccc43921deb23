package io.tributary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.streams.Doctor;
import io.tributary.streams.Finding;
import io.tributary.streams.Finding.Health;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: whether an application keeps its promises, from its topics alone. */
@Command(
        name = "doctor",
        description = "Examines topics, instances, model and accounts; exit code 1 if there is a fault.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--audit",
            description = "Learns the whole log again and compares predictions, rejections and model, to the bit;"
                    + " for an application at rest.")
    private boolean audit;

    @Option(names = "--json", description = "Prints one JSON object instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        Wiring wiring = options.wiring();
        List<Finding> findings;
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients());
                Doctor doctor = new Doctor(wiring.application(broker.clients()))) {
            findings = new ArrayList<>(doctor.examine());
            if (audit && findings.stream().noneMatch(DoctorCommand::isFault)) {
                try (Progress progress = Progress.of("audit", -1)) {
                    findings.addAll(doctor.audit(progress::at));
                }
            }
        }
        print(findings);
        return findings.stream().anyMatch(DoctorCommand::isFault) ? 1 : 0;
    }

    private static boolean isFault(Finding finding) {
        return finding.health() == Health.FAULT;
    }

    private void print(List<Finding> findings) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(Map.of(
                    "healthy",
                    findings.stream().noneMatch(DoctorCommand::isFault),
                    "findings",
                    findings.stream().map(DoctorCommand::fields).toList())));
        } else {
            findings.forEach(finding -> out.printf(
                    Locale.ROOT,
                    "%-7s  %s: %s%n",
                    finding.health().name().toLowerCase(Locale.ROOT),
                    finding.examined(),
                    finding.detail()));
        }
        out.flush();
    }

    private static Map<String, String> fields(Finding finding) {
        return Map.of(
                "examined", finding.examined(),
                "health", finding.health().name().toLowerCase(Locale.ROOT),
                "detail", finding.detail());
    }
}
