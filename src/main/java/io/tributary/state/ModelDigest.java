package io.tributary.state;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * {@code model_sha256}: one number for all that was learned, the same for the same rows in the same order.
 *
 * <p>SHA-256 over the canonical blocks of entities, families, features, labels and trunk with their optimizer state, the
 * number of examples learned, and the pending rows in order of arrival. Offsets, stream time and slots are outside it.
 */
public final class ModelDigest {
    private final MessageDigest digest = sha256();

    private ModelDigest() {}

    /** The digest in hexadecimal. */
    public static String of(LearnerState state) {
        ModelDigest digest = new ModelDigest();
        state.model().writeAll(digest::add);
        return digest.finish(state.learner().counters().learned(), pending(state));
    }

    /** The same of a copy. */
    static String of(StateCopy copy) {
        ModelDigest digest = new ModelDigest();
        copy.blocks().stream()
                .filter(block -> block.name().startsWith(LearnerState.ENTITY))
                .sorted((a, b) -> Arrays.compareUnsigned(Restoration.key(a.name()), Restoration.key(b.name())))
                .forEach(block -> digest.add(block.name(), block.bytes()));
        copy.blocks().stream()
                .filter(block -> ModelWriter.isShared(block.name()))
                .forEach(block -> digest.add(block.name(), block.bytes()));
        return digest.finish(copy.counters().learned(), copy.pending());
    }

    /** The pending rows without when they joined. */
    static List<byte[]> pending(LearnerState state) {
        BlockWriter writer = new BlockWriter();
        List<byte[]> rows = new ArrayList<>();
        for (int row = 0; row < state.learner().pending().rows(); row++) {
            state.blocks().writePendingExample(writer.begin(), row);
            byte[] content = new byte[writer.content().remaining()];
            writer.content().get(content);
            rows.add(content);
        }
        return rows;
    }

    private void add(String name, byte[] block) {
        update(Restoration.key(name), 0);
        int time = name.startsWith(LearnerState.ENTITY) ? ModelBlocks.ENTITY_TIME : 0;
        update(block, BlockWriter.HEADER + time);
    }

    private void update(byte[] bytes, int from) {
        digest.update(number(bytes.length - from));
        digest.update(bytes, from, bytes.length - from);
    }

    private String finish(long learned, List<byte[]> pending) {
        digest.update(number(learned));
        pending.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
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
