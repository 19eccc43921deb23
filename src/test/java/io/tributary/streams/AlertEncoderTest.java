package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.Drift;
import io.tributary.learning.Eviction;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.v1.Alert;
import io.tributary.v1.AlertKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlertEncoderTest {
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

    private final AlertEncoder encoder = new AlertEncoder(FAMILIES);

    @BeforeAll
    static void trust() {
        AvroRecords.predictionDecoder();
    }

    private static String key(Record<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    @Test
    void aTasksDriftIsKeyedByItsEntity() throws IOException {
        Record<byte[], byte[]> record = encoder.record(TASK);
        assertThat(key(record)).isEqualTo("ATL");
        assertThat(record.timestamp()).isEqualTo(5000);
        Alert alert = Alert.getDecoder().decode(record.value());
        assertThat(alert.getKind()).isEqualTo(AlertKind.DRIFT_TASK_LOSS);
        assertThat(alert.getFamily()).isEqualTo("late");
        assertThat(alert.getNumbers())
                .containsEntry("before", 0.25)
                .containsEntry("after", 0.75)
                .containsEntry("learned", 77.0);
        assertThat(alert.getMessage()).contains("late/ATL", "0.2500", "0.7500");
    }

    @Test
    void aFamilysDriftIsKeyedByItsFamily() throws IOException {
        for (Drift.Kind kind : List.of(Drift.Kind.FAMILY_LOSS, Drift.Kind.MANY_TASKS, Drift.Kind.LABEL_SCALE)) {
            Record<byte[], byte[]> record = encoder.record(new Drift(kind, "late", Optional.empty(), 1, 2, 3, 4));
            assertThat(key(record)).isEqualTo("late");
            Alert alert = Alert.getDecoder().decode(record.value());
            assertThat(alert.getKind().name()).isEqualTo("DRIFT_" + kind);
            assertThat(alert.getEntity()).isEmpty();
            assertThat(alert.getMessage()).contains("family late", "4");
        }
    }

    @Test
    void anEvictionSaysWhatItsEntityHadLearned() throws IOException {
        Record<byte[], byte[]> record =
                encoder.record(new Eviction("ATL", Eviction.Reason.IDLE, List.of(12L), 99, 5000));
        Alert alert = Alert.getDecoder().decode(record.value());
        assertThat(key(record)).isEqualTo("ATL");
        assertThat(alert.getKind()).isEqualTo(AlertKind.ENTITY_IDLE);
        assertThat(alert.getFamily()).isEmpty();
        assertThat(alert.getNumbers()).containsEntry("learned/late", 12.0).containsEntry("lastLearned", 99.0);
    }

    @Test
    void whoKnowsTheOldSchemaReadsADriftAsUnknown() throws IOException {
        BinaryMessageDecoder<GenericRecord> old = new BinaryMessageDecoder<>(GenericData.get(), OLD);
        old.addSchema(Alert.getClassSchema());
        GenericRecord read = old.decode(encoder.record(TASK).value());
        assertThat(read.get("kind")).hasToString("UNKNOWN");
        assertThat(read.get("entity")).hasToString("ATL");
    }

    @Test
    void alertsOfARestoreWaitUntilSomebodyHears() {
        Alerts alerts = new Alerts();
        List<io.tributary.learning.Alert> heard = new ArrayList<>();
        alerts.alerted(TASK);
        alerts.hearBy(heard::add);
        assertThat(heard).isEmpty();
        alerts.tell();
        assertThat(heard).containsExactly(TASK);
        alerts.alerted(TASK);
        assertThat(heard).hasSize(2);
        alerts.clear();
        alerts.alerted(TASK);
        alerts.tell();
        assertThat(heard).hasSize(2);
    }
}
