package io.tributary.streams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.v1.Answer;
import io.tributary.v1.Prediction;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads an application's committed predictions from the first one on.
 *
 * <p>Belongs to no consumer group and moves nobody's offsets. Not thread-safe.
 */
public final class PredictionReader implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final Consumer<byte[], byte[]> consumer;
    private final BinaryMessageDecoder<Prediction> decoder = AvroRecords.predictionDecoder();
    private Map<TopicPartition, Long> end = Map.of();

    /** A prediction and where it was found. */
    public record Received(int partition, long offset, Prediction prediction) {}

    /**
     * A reader at the beginning of the topic.
     *
     * @throws ClientException if the topic does not exist or no broker answers
     */
    public PredictionReader(ClientSettings settings, String topic) {
        List<TopicPartition> partitions = partitions(settings, topic);
        consumer = new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static List<TopicPartition> partitions(ClientSettings settings, String topic) {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            return IntStream.range(0, admin.partitions(topic))
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
        }
    }

    /** Takes what is committed now as the end that {@link #atEnd()} tells of. */
    public void markEnd() {
        end = consumer.endOffsets(consumer.assignment());
    }

    /** Whether everything before the marked end has been returned by {@link #poll}; false if no end is marked. */
    public boolean atEnd() {
        return !end.isEmpty()
                && end.entrySet().stream().allMatch(mark -> consumer.position(mark.getKey()) >= mark.getValue());
    }

    /**
     * The next predictions, in order within a partition; none if none came within the time.
     *
     * @throws ClientException if a record is no prediction
     */
    public List<Received> poll(Duration time) {
        List<Received> batch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(time)) {
            batch.add(new Received(found.partition(), found.offset(), decode(found)));
        }
        return batch;
    }

    private Prediction decode(ConsumerRecord<byte[], byte[]> found) {
        try {
            byte[] value = found.value();
            return decoder.decode(value == null ? new byte[0] : value);
        } catch (IOException | AvroRuntimeException e) {
            throw new ClientException(
                    "found at " + found.topic() + "-" + found.partition() + " offset " + found.offset()
                            + " what cannot be read (" + e
                            + "), expected a prediction (Avro's single-object encoding of"
                            + " io.tributary.v1.Prediction): was this topic written by another program or version?",
                    e);
        }
    }

    /** A prediction as one line of JSON, named as in the schema; an unknown label or loss, or an interval that there is not, is left out. */
    public static String json(Prediction prediction) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("id", prediction.getId());
            json.writeStringField("entity", prediction.getEntity());
            json.writeStringField("time", prediction.getTime().toString());
            json.writeObjectFieldStart("modelVersion");
            json.writeNumberField("generation", prediction.getModelVersion().getGeneration());
            json.writeNumberField("learned", prediction.getModelVersion().getLearned());
            json.writeEndObject();
            json.writeArrayFieldStart("answers");
            for (Answer answer : prediction.getAnswers()) {
                write(answer, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void write(Answer answer, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("task", answer.getTask());
        json.writeNumberField("value", answer.getValue());
        json.writeArrayFieldStart("probabilities");
        for (float probability : answer.getProbabilities()) {
            json.writeNumber(probability);
        }
        json.writeEndArray();
        if (answer.getLabel() != null) {
            json.writeNumberField("label", answer.getLabel());
        }
        if (answer.getLoss() != null) {
            json.writeNumberField("loss", answer.getLoss());
        }
        json.writeBooleanField("unseen", answer.getUnseen());
        json.writeStringField("servedBy", answer.getServedBy());
        if (answer.getLower() != null && answer.getUpper() != null) {
            json.writeNumberField("lower", answer.getLower());
            json.writeNumberField("upper", answer.getUpper());
        }
        json.writeEndObject();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
