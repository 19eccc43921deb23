package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.Drift;
import io.tributary.learning.Eviction;
import io.tributary.metrics.Decisions;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.v1.Alert;
import io.tributary.v1.AlertKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final List<Family> FAMILIES = List.of(new Family("late", Kind.BINARY, 1, LossName.LOGISTIC, 0));
    private static final Drift TASK = new Drift(Drift.Kind.TASK_LOSS, "late", Optional.of("ATL"), 5000, 77, 0.25, 0.75);
    /* As it was before there were drifts. */
    private static final Schema OLD = new Schema.Parser()
            .parse(
                    """
            {"type": "record", "name": "Alert", "namespace": "io.tributary.v1", "fields": [
              {"name": "kind", "type": {"type": "enum", "name": "AlertKind", "default": "UNKNOWN",
                "symbols": ["UNKNOWN", "ENTITY_IDLE", "ENTITY_OVER_CAPACITY"]}},
              {"name": "time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "entity", "type": "string", "default": ""},
              {"name": "message", "type": "string"},
              {"name": "numbers", "type": {"type": "map", "values": "double"}, "default": {}}]}
            """);

    private static final Decisions DECISIONS = new Decisions(List.of("TASK_SERVED_BY_BASELINE"), List.of("late"));
    private final Alerts alerts = new Alerts(FAMILIES, DECISIONS);

    /** The record that an alert becomes. */
    private Alert told(io.tributary.learning.Alert alert) throws IOException {
        List<Alert> heard = new ArrayList<>();
        alerts.clear();
        alerts.alerted(alert);
        alerts.hearBy(heard::add);
        alerts.tell();
        return Alert.getDecoder().decode(AvroRecords.encode(heard.get(0)));
    }

    @BeforeAll
    static void trust() {
        AvroRecords.predictionDecoder();
    }

    @Test
    void aTasksDriftNamesItsEntityAndFamily() throws IOException {
        Alert alert = told(TASK);
        assertThat(alert.getEntity()).isEqualTo("ATL");
        assertThat(alert.getTime().toEpochMilli()).isEqualTo(5000);
        assertThat(alert.getKind()).isEqualTo(AlertKind.DRIFT_TASK_LOSS);
        assertThat(alert.getFamily()).isEqualTo("late");
        assertThat(alert.getNumbers())
                .containsEntry("before", 0.25)
                .containsEntry("after", 0.75)
                .containsEntry("learned", 77.0);
        assertThat(alert.getMessage()).contains("late/ATL", "0.2500", "0.7500");
    }

    @Test
    void aFamilysDriftNamesNoEntity() throws IOException {
        for (Drift.Kind kind : List.of(Drift.Kind.FAMILY_LOSS, Drift.Kind.MANY_TASKS, Drift.Kind.LABEL_SCALE)) {
            Alert alert = told(new Drift(kind, "late", Optional.empty(), 1, 2, 3, 4));
            assertThat(alert.getFamily()).isEqualTo("late");
            assertThat(alert.getKind().name()).isEqualTo("DRIFT_" + kind);
            assertThat(alert.getEntity()).isEmpty();
            assertThat(alert.getMessage()).contains("family late", "4");
        }
    }

    @Test
    void anEvictionSaysWhatItsEntityHadLearned() throws IOException {
        Alert alert = told(new Eviction("ATL", Eviction.Reason.IDLE, List.of(12L), 99, 5000));
        assertThat(alert.getEntity()).isEqualTo("ATL");
        assertThat(alert.getKind()).isEqualTo(AlertKind.ENTITY_IDLE);
        assertThat(alert.getFamily()).isEmpty();
        assertThat(alert.getNumbers()).containsEntry("learned/late", 12.0).containsEntry("lastLearned", 99.0);
    }

    @Test
    void whoKnowsTheOldSchemaReadsADriftAsUnknown() throws IOException {
        BinaryMessageDecoder<GenericRecord> old = new BinaryMessageDecoder<>(GenericData.get(), OLD);
        old.addSchema(Alert.getClassSchema());
        GenericRecord read = old.decode(AvroRecords.encode(told(TASK)));
        assertThat(read.get("kind")).hasToString("UNKNOWN");
        assertThat(read.get("entity")).hasToString("ATL");
    }

    @Test
    void alertsOfARestoreWaitUntilSomebodyHears() {
        List<Alert> heard = new ArrayList<>();
        alerts.alerted(TASK);
        alerts.hearBy(heard::add);
        assertThat(heard).isEmpty();
        alerts.tell();
        assertThat(heard).hasSize(1);
        alerts.alerted(TASK);
        assertThat(heard).hasSize(2);
        alerts.clear();
        alerts.alerted(TASK);
        alerts.tell();
        assertThat(heard).hasSize(2);
    }
}
