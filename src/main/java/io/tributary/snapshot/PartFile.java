package io.tributary.snapshot;

import io.tributary.state.Block;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Consumer;

/**
 * The blocks of one stream task in a file.
 *
 * <p>Big-endian: the magic number {@code TRBS}, the format's version, then for each block the length of its name, the name in UTF-8,
 * its length and its bytes; at the end a length of −1 and the number of blocks.
 */
final class PartFile {
    /** The format's version. */
    static final int FORMAT = 1;

    private static final int MAGIC = 0x54524253;
    private static final int END = -1;
    private static final int LONGEST_NAME = 1 << 16;
    private static final int LONGEST_BLOCK = 1 << 28;
    private static final int BUFFER = 1 << 18;

    private PartFile() {}

    /** Writes blocks to a new file, through to the disk; returns the file's SHA-256. */
    static String write(Path file, List<Block> blocks) throws IOException {
        MessageDigest digest = Hashing.sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                    new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER));
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            for (Block block : blocks) {
                write(out, block.name().getBytes(StandardCharsets.UTF_8));
                write(out, block.bytes());
            }
            out.writeInt(END);
            out.writeInt(blocks.size());
            out.flush();
            channel.force(true);
        }
        return Hashing.hex(digest);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads the blocks of a file.
     *
     * @throws SnapshotException if it is no such file, or ends too early
     */
    static void read(Path file, Consumer<Block> sink) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            require(in.readInt() == MAGIC, file, "does not begin as a part of a snapshot does");
            int format = in.readInt();
            require(
                    format == FORMAT,
                    file,
                    "has format " + format + ", expected " + FORMAT + ", which is the newest this program reads");
            int blocks = 0;
            for (int length = in.readInt(); length != END; length = in.readInt(), blocks++) {
                String name = new String(bytes(in, length, LONGEST_NAME, file), StandardCharsets.UTF_8);
                sink.accept(new Block(name, bytes(in, in.readInt(), LONGEST_BLOCK, file)));
            }
            require(in.readInt() == blocks, file, "says that it holds another number of blocks than it does");
            require(in.read() < 0, file, "goes on behind its end");
        } catch (EOFException e) {
            throw new SnapshotException(file + " ends too early: it was cut off", e);
        }
    }

    private static byte[] bytes(DataInputStream in, int length, int longest, Path file) throws IOException {
        require(length >= 0 && length <= longest, file, "holds something of " + length + " bytes, which cannot be");
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static void require(boolean condition, Path file, String otherwise) {
        if (!condition) {
            throw new SnapshotException(file + " " + otherwise);
        }
    }
}
