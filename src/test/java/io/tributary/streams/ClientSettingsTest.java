package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
    private static ClientSettings settings(String... keysAndValues) {
        Map<String, String> kafka = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            kafka.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new ClientSettings(kafka).withBootstrapServers("127.0.0.1:9092");
    }

    @Test
    void everyClientKnowsTheBrokers() {
        ClientSettings settings = settings();

        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(settings.producer()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
        assertThat(settings.consumer()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
        assertThat(settings.admin()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
    }

    @Test
    void withoutBrokersSaysWhatToSet() {
        ClientSettings settings = new ClientSettings(Map.of());

        assertThat(settings.hasBootstrapServers()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(settings::producer)
                .withMessageContaining("kafka.bootstrap.servers");
    }

    @Test
    void producersLoseNothingAndConsumersReadWhatIsCommitted() {
        assertThat(settings().producer())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("compression.type", "lz4");
        assertThat(settings().consumer())
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", "false");
    }

    @Test
    void theUsersWordGoesBeforeTheDefault() {
        assertThat(settings("linger.ms", "5").producer()).containsEntry("linger.ms", "5");
        assertThat(settings("isolation.level", "read_uncommitted").consumer())
                .containsEntry("isolation.level", "read_uncommitted");
    }

    @Test
    void aPlainKeyGoesToTheClientsThatKnowIt() {
        ClientSettings settings = settings("linger.ms", "5", "security.protocol", "SSL", "state.dir", "/var/lib/x");

        assertThat(settings.producer()).containsEntry("linger.ms", "5").containsEntry("security.protocol", "SSL");
        assertThat(settings.consumer()).doesNotContainKey("linger.ms").containsEntry("security.protocol", "SSL");
        assertThat(settings.admin()).doesNotContainKey("linger.ms").containsEntry("security.protocol", "SSL");
        assertThat(settings.producer()).doesNotContainKey("state.dir");
    }

    @Test
    void aKeyNobodyKnowsGoesToAll() {
        ClientSettings settings = settings("my.callback.url", "x");

        assertThat(settings.producer()).containsEntry("my.callback.url", "x");
        assertThat(settings.consumer()).containsEntry("my.callback.url", "x");
        assertThat(settings.admin()).containsEntry("my.callback.url", "x");
    }

    @Test
    void aPrefixedKeyGoesToItsClientOnlyAndBeforeThePlainOne() {
        ClientSettings settings = settings(
                "client.id", "plain", "producer.client.id", "p", "admin.client.id", "a", "restore.consumer.x", "r");

        assertThat(settings.producer()).containsEntry("client.id", "p");
        assertThat(settings.admin()).containsEntry("client.id", "a");
        assertThat(settings.consumer()).containsEntry("client.id", "plain");
        assertThat(settings.consumer())
                .doesNotContainKeys("x", "restore.consumer.x", "producer.client.id", "admin.client.id");
    }

    @Test
    void theMainConsumersPrefixGoesBeforeTheGeneralOne() {
        ClientSettings settings = settings("main.consumer.client.id", "main", "consumer.client.id", "general");

        assertThat(settings.consumer()).containsEntry("client.id", "main");
    }

    @Test
    void showsNoValues() {
        assertThat(settings("sasl.jaas.config", "password='secret'"))
                .asString()
                .contains("sasl.jaas.config")
                .doesNotContain("secret");
    }
}
