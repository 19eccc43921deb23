package io.tributary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private static String metrics(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void servesWhatWasDecidedAndZeroForWhatWasNot() throws Exception {
        Decisions decisions = new Decisions(List.of("DRIFT_TASK_LOSS", "ENTITY_IDLE"), List.of("late", "band"));
        decisions.alert("DRIFT_TASK_LOSS", "late");
        decisions.alert("DRIFT_TASK_LOSS", "late");
        decisions.snapshot(Decisions.Snapshot.REFUSED);
        try (MetricsServer server = new MetricsServer(0, decisions.registry())) {
            assertThat(metrics(server.port()).lines())
                    .contains(
                            "tributary_alerts_total{kind=\"drift_task_loss\",family=\"late\",} 2.0",
                            "tributary_alerts_total{kind=\"drift_task_loss\",family=\"band\",} 0.0",
                            "tributary_alerts_total{kind=\"entity_idle\",family=\"\",} 0.0",
                            "tributary_snapshots_total{result=\"refused\",} 1.0",
                            "tributary_snapshots_total{result=\"failed\",} 0.0");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        Decisions decisions = new Decisions(List.of(), List.of());
        try (MetricsServer first = new MetricsServer(0, decisions.registry())) {
            assertThatIOException()
                    .isThrownBy(() -> new MetricsServer(first.port(), decisions.registry()).close())
                    .withMessageContaining("metrics.port: found " + first.port() + ", which cannot be had");
        }
    }
}
