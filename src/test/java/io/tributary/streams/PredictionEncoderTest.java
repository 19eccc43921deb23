package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.v1.Answer;
import io.tributary.v1.ModelVersion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;

class PredictionEncoderTest {
    private static final List<Family> FAMILIES = List.of(
            new Family("late", Kind.BINARY, 1, LossName.LOGISTIC, 0),
            new Family("délai", Kind.REGRESSION, 1, LossName.SQUARED, 0),
            new Family("band", Kind.MULTICLASS, 4, LossName.SOFTMAX, 0));

    private final PredictionEncoder encoder = new PredictionEncoder(FAMILIES);

    /** What is to be encoded, and the same as the generated classes have it. */
    record Case(Row row, Prediction prediction, int generation) {
        io.tributary.v1.Prediction expected() {
            List<Answer> answers = new ArrayList<>();
            for (int f = 0; f < FAMILIES.size(); f++) {
                if (prediction.isAnswered(f)) {
                    answers.add(answer(f));
                }
            }
            return new io.tributary.v1.Prediction(
                    row.id().toString(),
                    row.entity().toString(),
                    Instant.ofEpochMilli(row.time()),
                    new ModelVersion(generation, prediction.learned()),
                    answers);
        }

        private Answer answer(int f) {
            Family family = FAMILIES.get(f);
            List<Float> probabilities = new ArrayList<>();
            for (int c = 0; family.kind() == Kind.MULTICLASS && c < family.outputs(); c++) {
                probabilities.add((float) prediction.values()[prediction.offset(f) + c]);
            }
            double value = probabilities.isEmpty() ? prediction.value(f) : mostLikely(f);
            return Answer.newBuilder()
                    .setTask(family.taskId(row.entity().toString()))
                    .setValue(value)
                    .setProbabilities(probabilities)
                    .setLabel(Double.isNaN(row.label(f)) ? null : row.label(f))
                    .setLoss(Double.isNaN(prediction.loss(f)) ? null : prediction.loss(f))
                    .setUnseen(prediction.isUnseen(f))
                    .setLower(Double.isNaN(prediction.lower(f)) ? null : prediction.lower(f))
                    .setUpper(Double.isNaN(prediction.upper(f)) ? null : prediction.upper(f))
                    .build();
        }

        private int mostLikely(int f) {
            int from = prediction.offset(f);
            int best = from;
            for (int i = from; i < prediction.offset(f) + FAMILIES.get(f).outputs(); i++) {
                best = prediction.values()[i] > prediction.values()[best] ? i : best;
            }
            return best - from;
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(300);
        return Combinators.combine(
                        texts,
                        texts,
                        Arbitraries.longs().between(-1_000_000_000_000_000L, 1_000_000_000_000_000L),
                        Arbitraries.longs(),
                        Arbitraries.integers(),
                        Arbitraries.longs())
                .as(PredictionEncoderTest::filled);
    }

    private static Case filled(String id, String entity, long time, long learned, int generation, long seed) {
        Random random = new Random(seed);
        Row row = new Row(0, FAMILIES.size());
        row.id().set(id);
        row.entity().set(entity);
        row.time(time);
        Prediction prediction = new Prediction(FAMILIES);
        prediction.learned(learned);
        for (int i = 0; i < prediction.values().length; i++) {
            prediction.values()[i] = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextGaussian();
        }
        for (int f = 0; f < FAMILIES.size(); f++) {
            if (random.nextInt(4) > 0) {
                prediction.answer(f, random.nextBoolean());
            }
            if (random.nextBoolean()) {
                row.label(f, random.nextInt(4));
                prediction.loss(f, random.nextDouble());
            }
            if (random.nextBoolean()) {
                prediction.interval(f, -random.nextDouble(), random.nextDouble());
            }
        }
        return new Case(row, prediction, generation);
    }

    @Property(tries = 300)
    void writesWhatTheGeneratedEncoderWrites(@ForAll("cases") Case given) throws IOException {
        byte[] encoded = encoder.encode(given.row(), given.prediction(), given.generation());

        assertThat(encoded)
                .isEqualTo(io.tributary.v1.Prediction.getEncoder()
                        .encode(given.expected())
                        .array());
    }

    @Property(tries = 300)
    void isReadBackByTheGeneratedDecoder(@ForAll("cases") Case given) throws IOException {
        byte[] encoded = encoder.encode(given.row(), given.prediction(), given.generation());

        assertThat(AvroRecords.predictionDecoder().decode(encoded)).isEqualTo(given.expected());
    }

    @Property(tries = 50)
    void isReadByWhoKnowsTheSchemaWithoutIntervals(@ForAll("cases") Case given) throws IOException {
        byte[] encoded = encoder.encode(given.row(), given.prediction(), given.generation());
        Schema now = io.tributary.v1.Prediction.getClassSchema();
        BinaryMessageDecoder<GenericRecord> old = new BinaryMessageDecoder<>(GenericData.get(), withoutIntervals(now));
        old.addSchema(now);

        List<?> answers = (List<?>) old.decode(encoded).get("answers");
        assertThat(answers).hasSameSizeAs(given.expected().getAnswers());
        for (int i = 0; i < answers.size(); i++) {
            GenericRecord answer = (GenericRecord) answers.get(i);
            assertThat(answer.hasField("lower")).isFalse();
            assertThat(answer.get("value"))
                    .isEqualTo(given.expected().getAnswers().get(i).getValue());
            assertThat(answer.get("unseen"))
                    .isEqualTo(given.expected().getAnswers().get(i).getUnseen());
        }
    }

    /** The schema as it was before answers had intervals. */
    private static Schema withoutIntervals(Schema now) {
        String json = now.toString();
        return new Schema.Parser()
                .parse(json.replaceAll(
                        ",\\{\"name\":\"(lower|upper)\",\"type\":\\[\"null\",\"double\"\\][^}]*\\}", ""));
    }

    @Test
    void namesTheFirstOfEquallyLikelyClasses() throws IOException {
        Row row = new Row(0, FAMILIES.size());
        Prediction prediction = new Prediction(FAMILIES);
        prediction.answer(2, true);
        double[] tied = {0.1, 0.4, 0.4, 0.1};
        System.arraycopy(tied, 0, prediction.values(), prediction.offset(2), tied.length);

        Answer answer = AvroRecords.predictionDecoder()
                .decode(encoder.encode(row, prediction, 0))
                .getAnswers()
                .get(0);

        assertThat(answer.getValue()).isEqualTo(1);
        assertThat(answer.getLabel()).isNull();
        assertThat(answer.getLoss()).isNull();
    }

    @Test
    void allocatesOnlyTheBytesItReturns() {
        Case given = filled("event-1", "ATL", 1_700_000_000_000L, 123_456, 0, 5);
        for (int i = 0; i < 20_000; i++) {
            encoder.encode(given.row(), given.prediction(), 0);
        }
        int rounds = 10_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int length = 0;
        for (int i = 0; i < rounds; i++) {
            length = encoder.encode(given.row(), given.prediction(), 0).length;
        }
        long perRecord = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;

        assertThat(perRecord).isBetween(0L, 16L + length + 8L);
    }
}
