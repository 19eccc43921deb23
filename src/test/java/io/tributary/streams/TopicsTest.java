package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void namesFollowTheApplication() {
        Topics topics = Topics.of("flights", false);

        assertThat(topics.isKeyed()).isFalse();
        assertThat(topics.all())
                .containsExactly(
                        "flights.events",
                        "flights.ordered",
                        "flights.predictions",
                        "flights.rejected",
                        "flights.alerts",
                        "flights.snapshots",
                        "flights-place-changelog",
                        "flights-model-changelog");
    }

    @Test
    void keyedEventsAreTheLogThemselves() {
        Topics topics = Topics.of("flights", true);

        assertThat(topics.isKeyed()).isTrue();
        assertThat(topics.log()).isEqualTo("flights.events");
        assertThat(topics.all()).doesNotContain("flights.ordered").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "flüge", ".hidden", "a/b"})
    void refusesNamesThatKafkaWouldRefuse(String application) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topics.of(application, true))
                .withMessageContaining("'" + application + "'");
    }

    @Test
    void refusesNamesThatLeaveNoRoomForTheChangelog() {
        assertThat(Topics.of("a".repeat(233), true).changelog()).hasSize(249);
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.of("a".repeat(234), true));
    }
}
