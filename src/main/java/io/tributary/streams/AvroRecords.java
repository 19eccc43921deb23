package io.tributary.streams;

import io.tributary.v1.Prediction;
import org.apache.avro.message.BinaryMessageDecoder;
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

    /** A decoder of predictions in single-object encoding; thread-safe. */
    static BinaryMessageDecoder<Prediction> predictionDecoder() {
        return Prediction.getDecoder();
    }
}
