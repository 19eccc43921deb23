package io.tributary.source;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.v1.LabelledEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.SchemaNormalization;

/** The first bytes of a labelled event in Avro's single-object encoding: C3 01 and the schema's fingerprint. */
final class SingleObjectHeader {
    static final int LENGTH = 10;

    private static final byte[] EXPECTED = ByteBuffer.allocate(LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0xc3)
            .put((byte) 0x01)
            .putLong(SchemaNormalization.parsingFingerprint64(LabelledEvent.getClassSchema()))
            .array();

    private SingleObjectHeader() {}

    static byte[] bytes() {
        return EXPECTED.clone();
    }

    /**
     * Checks that a payload begins with it.
     *
     * @throws InvalidRowException if it does not
     */
    static void check(byte[] payload) {
        if (payload.length < LENGTH || !Arrays.equals(payload, 0, LENGTH, EXPECTED, 0, LENGTH)) {
            HexFormat hex = HexFormat.ofDelimiter(" ");
            throw new InvalidRowException(
                    Reason.MALFORMED,
                    "found " + payload.length + " bytes that begin with ["
                            + hex.formatHex(payload, 0, Math.min(LENGTH, payload.length)) + "], expected ["
                            + hex.formatHex(EXPECTED)
                            + "]; write events by the schema LabelledEvent in Avro's single-object encoding");
        }
    }
}
