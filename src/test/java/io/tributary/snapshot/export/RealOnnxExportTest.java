package io.tributary.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.feature.RealStream;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.source.CsvSource;
import io.tributary.source.FamilyConfig;
import io.tributary.source.RowMapping;
import io.tributary.task.Family;
import io.tributary.task.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand real rows of each data set, after three thousand that were learned, in ONNX Runtime and in the learner. */
class RealOnnxExportTest {
    private static final int LEARNED = 3000;
    private static final int COMPARED = 1000;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void answersFlightsAsTheLearnerDoes(int experts) throws IOException {
        assertAgreement(RealStream.flights(), experts);
    }

    @ParameterizedTest
    @ValueSource(ints = 1)
    void answersPupilsAsTheLearnerDoes(int experts) throws IOException {
        assertAgreement(RealStream.exam(), experts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void answersGarmentsAsTheLearnerDoes(int experts) throws IOException {
        assertAgreement(RealStream.fashion(), experts);
    }

    private static void assertAgreement(RealStream stream, int experts) throws IOException {
        RowMapping mapping = stream.mapping();
        List<Row> rows = new ArrayList<>();
        try (Learner learner = learner(stream, experts);
                CsvSource source = stream.open(mapping)) {
            Row row = mapping.newRow();
            while (source.next(row) && source.rowNumber() <= LEARNED) {
                learner.observe(row);
            }
            do {
                rows.add(row);
                row = mapping.newRow();
            } while (rows.size() < COMPARED && source.next(row));
            Agreement agreement = Agreement.of(learner, rows);
            int outputs = learner.families().stream().mapToInt(Family::outputs).sum();
            assertThat(agreement.outputs()).isEqualTo(COMPARED * outputs);
            assertThat(agreement.entities()).isGreaterThan(5);
            assertThat(agreement.withDeviation()).isGreaterThan(COMPARED / 2);
        }
    }

    private static Learner learner(RealStream stream, int experts) {
        return new LearnerBuilder()
                .features(stream.features())
                .families(stream.families().stream().map(FamilyConfig::family).toArray(Family[]::new))
                .trunk(32, 16)
                .experts(experts)
                .batchSize(16)
                .build();
    }
}
