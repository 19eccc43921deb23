package io.tributary.streams;

import io.tributary.snapshot.TrustedRecords;
import io.tributary.v1.Alert;
import io.tributary.v1.Prediction;
import io.tributary.v1.SnapshotManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;

/** The way to the generated records and back. */
final class AvroRecords {
    static {
        TrustedRecords.trust();
    }

    private AvroRecords() {}

    /** A decoder of predictions in single-object encoding, those of earlier schemas among them; thread-safe. */
    static BinaryMessageDecoder<Prediction> predictionDecoder() {
        BinaryMessageDecoder<Prediction> decoder = Prediction.createDecoder(new SchemaStore.Cache());
        decoder.addSchema(earlier("Prediction-1.avsc"));
        return decoder;
    }

    /** A record in single-object encoding. */
    static byte[] encode(Alert alert) {
        return encode(Alert.getEncoder(), alert);
    }

    /** A record in single-object encoding. */
    static byte[] encode(SnapshotManifest manifest) {
        return encode(SnapshotManifest.getEncoder(), manifest);
    }

    private static <T> byte[] encode(BinaryMessageEncoder<T> encoder, T record) {
        try {
            ByteBuffer encoded = encoder.encode(record);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema earlier(String name) {
        try (InputStream schema = Objects.requireNonNull(AvroRecords.class.getResourceAsStream(name), name)) {
            return new Schema.Parser().parse(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
