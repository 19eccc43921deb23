package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void namesFollowTheApplication() {
        Topics topics = Topics.of("flights");

        assertThat(topics.toCreate()).containsExactly("flights.events", "flights.predictions", "flights.rejected");
        assertThat(topics.changelog()).isEqualTo("flights-model-changelog");
        assertThat(topics.all()).containsAll(topics.toCreate()).contains(topics.changelog());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "flüge", ".hidden", "a/b"})
    void refusesNamesThatKafkaWouldRefuse(String application) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topics.of(application))
                .withMessageContaining("'" + application + "'");
    }

    @Test
    void refusesNamesThatLeaveNoRoomForTheChangelog() {
        assertThat(Topics.of("a".repeat(233)).changelog()).hasSize(249);
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.of("a".repeat(234)));
    }
}
