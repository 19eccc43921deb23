package io.tributary.state;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * {@code model_sha256}: one number for all that was learned, the same for the same rows in the same order.
 *
 * <p>SHA-256 over the canonical blocks of entities, families, features, labels and trunk with their optimizer state, the
 * number of examples learned, and the pending rows in order of arrival. Offsets, stream time and slots are outside it.
 */
public final class ModelDigest {
    private ModelDigest() {}

    /** The digest in hexadecimal. */
    public static String of(LearnerState state) {
        MessageDigest digest = sha256();
        state.model().writeAll((name, block) -> {
            update(digest, Restoration.key(name), 0);
            int time = name.startsWith(LearnerState.ENTITY) ? ModelBlocks.ENTITY_TIME : 0;
            update(digest, block, BlockWriter.HEADER + time);
        });
        digest.update(number(state.learner().counters().learned()));
        BlockWriter writer = new BlockWriter();
        for (int row = 0; row < state.learner().pending().rows(); row++) {
            state.blocks().writePendingExample(writer.begin(), row);
            digest.update(writer.content());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, byte[] bytes, int from) {
        digest.update(number(bytes.length - from));
        digest.update(bytes, from, bytes.length - from);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
