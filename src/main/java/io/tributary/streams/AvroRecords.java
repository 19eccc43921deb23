package io.tributary.streams;

import io.tributary.v1.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * The way to the generated records: Avro makes objects only of classes it was told to trust, and these are told here.
 */
final class AvroRecords {
    static {
        String trusted = Prediction.class.getPackageName();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(trusted)));
    }

    private AvroRecords() {}

    /** A decoder of predictions in single-object encoding, those of earlier schemas among them; thread-safe. */
    static BinaryMessageDecoder<Prediction> predictionDecoder() {
        BinaryMessageDecoder<Prediction> decoder = Prediction.createDecoder(new SchemaStore.Cache());
        decoder.addSchema(earlier("Prediction-1.avsc"));
        return decoder;
    }

    private static Schema earlier(String name) {
        try (InputStream schema = Objects.requireNonNull(AvroRecords.class.getResourceAsStream(name), name)) {
            return new Schema.Parser().parse(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
