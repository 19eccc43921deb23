package io.tributary.streams;

import io.tributary.state.CorruptBlockException;
import io.tributary.state.FingerprintMismatchException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process on any error nobody expected, with the place in the log it was at; a restart resumes from the last
 * commit.
 *
 * <p>Kafka Streams would handle some of them itself and go on with a model that has lost rows ({@code
 * TaskCorruptedException}), so none of them may reach it.
 */
final class CrashOnly {
    private static final Logger LOG = LoggerFactory.getLogger(CrashOnly.class);

    private final FatalExit exit;

    CrashOnly(FatalExit exit) {
        this.exit = exit;
    }

    /**
     * Runs something that must not fail.
     *
     * @throws StreamsException if it does and the exit returns: no error that Kafka Streams would handle itself
     */
    void run(Supplier<String> place, Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            String where = place.get();
            fail(where, e);
            throw new StreamsException("unexpected error " + where, e);
        }
    }

    /** Ends the process; does not return unless the exit does. */
    void fail(String place, Throwable error) {
        Throwable cause = cause(error);
        if (cause instanceof FingerprintMismatchException || cause instanceof CorruptBlockException) {
            LOG.error("{}", cause.getMessage());
        } else {
            LOG.error("Unexpected error {}; the process ends, a restart resumes from the last commit", place, error);
        }
        exit.exit(place, cause);
    }

    /** What Kafka Streams has wrapped. */
    private static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof StreamsException && cause != null ? cause(cause) : error;
    }

    /** Where a record stands, in words. */
    static String place(Optional<RecordMetadata> metadata) {
        return metadata.map(m -> place(new TopicPartition(m.topic(), m.partition()), m.offset()))
                .orElse("outside any record");
    }

    /** Where a record stands, in words. */
    static String place(TopicPartition partition, long offset) {
        return "at topic " + partition.topic() + ", partition " + partition.partition() + ", offset " + offset;
    }
}
