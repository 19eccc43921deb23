package io.tributary.source;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Text;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads Avro's binary encoding from one payload after another without allocating, whatever lengths a payload claims.
 *
 * <p>Not thread-safe.
 */
final class EventReader {
    private final PayloadStream payload = new PayloadStream();
    // The direct decoder keeps no bytes back, so the next payload needs no new one.
    private final BinaryDecoder decoder = DecoderFactory.get().directBinaryDecoder(payload, null);

    /** Starts to read these bytes, from {@code offset} on. */
    void start(byte[] bytes, int offset) {
        payload.reset(bytes, offset);
    }

    /** For what needs no check of its own: numbers and the blocks of maps and arrays. */
    BinaryDecoder decoder() {
        return decoder;
    }

    /** Reads the length of a text; it cannot be longer than what is left of the payload. */
    int length() throws IOException {
        long length = decoder.readLong();
        if (length < 0 || length > payload.available()) {
            throw malformed("a text of " + length + " bytes where " + payload.available() + " are left");
        }
        return (int) length;
    }

    /** Reads the text itself, once its length is known. */
    void take(int length, Text target) {
        payload.take(length, target);
    }

    /** Passes over the text itself, once its length is known. */
    void pass(int length) {
        payload.pass(length);
    }

    /** Reads which of its branches a union holds. */
    int branch(int branches) throws IOException {
        int branch = decoder.readIndex();
        if (branch < 0 || branch >= branches) {
            throw malformed("branch " + branch + " of a union that has " + branches);
        }
        return branch;
    }

    /** Checks that the payload ends here. */
    void end() {
        if (payload.available() > 0) {
            throw malformed(payload.available() + " bytes behind the end of the event");
        }
    }

    /** What is thrown for bytes that are no event. */
    static InvalidRowException malformed(String found) {
        return new InvalidRowException(
                Reason.MALFORMED,
                "found " + found + ", expected one whole LabelledEvent; look for a truncated or corrupted record");
    }
}
