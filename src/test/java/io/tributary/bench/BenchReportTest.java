package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private static final BenchReport REPORT = new BenchReport(
            "17.0.1",
            2,
            61.4,
            List.of(
                    new Measurement(
                            "end_to_end",
                            "rows/s",
                            List.of(
                                    new Series("learner", List.of(90_000.0, 80_000.0, 100_000.0)),
                                    new Series("pass_through", List.of(120_000.0, 160_000.0, 100_000.0)))),
                    new Measurement(
                            "row",
                            "µs",
                            List.of(
                                    new Series("observe", List.of(12.34)),
                                    new Series("predict", List.of(2.3456)),
                                    new Series("decode", List.of(0.5))))));

    @Test
    void printsATable() {
        assertThat(REPORT.toText().lines())
                .containsExactly(
                        "Java 17.0.1, 2 processors, 61 s",
                        "",
                        "                                           median        min        max",
                        "end_to_end    learner                      90,000     80,000    100,000  rows/s",
                        "              pass_through                120,000    100,000    160,000  rows/s",
                        "              learner ÷ pass_through        0.750      0.500      1.000",
                        "row           observe                        12.3       12.3       12.3  µs",
                        "              predict                       2.346      2.346      2.346  µs",
                        "              decode                        0.500      0.500      0.500  µs");
    }

    @Test
    void printsOneObject() throws IOException {
        JsonNode json = new ObjectMapper().readTree(REPORT.toJson());

        assertThat(json.get("java").asText()).isEqualTo("17.0.1");
        assertThat(json.get("processors").asInt()).isEqualTo(2);
        assertThat(json.get("seconds").asDouble()).isEqualTo(61.4);
        JsonNode endToEnd = json.get("measurements").get("end_to_end");
        assertThat(endToEnd.get("unit").asText()).isEqualTo("rows/s");
        assertSpread(endToEnd.get("learner"), 90_000, 80_000, 100_000);
        assertSpread(endToEnd.get("pass_through"), 120_000, 100_000, 160_000);
        assertSpread(endToEnd.get("ratio"), 0.75, 0.5, 1);
    }

    @Test
    void hasNoRatioOfThree() throws IOException {
        JsonNode row =
                new ObjectMapper().readTree(REPORT.toJson()).get("measurements").get("row");

        assertThat(row.fieldNames()).toIterable().containsExactly("unit", "observe", "predict", "decode");
    }

    private static void assertSpread(JsonNode series, double median, double min, double max) {
        assertThat(series.get("median").asDouble()).isEqualTo(median);
        assertThat(series.get("min").asDouble()).isEqualTo(min);
        assertThat(series.get("max").asDouble()).isEqualTo(max);
    }
}
