package io.tributary.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The directory of one broker: its lock file, and below {@code log} all that Kafka keeps.
 *
 * <p>Held by at most one broker at a time, over all processes, from {@link #open} to {@link #close}.
 */
final class BrokerDirectory implements AutoCloseable {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /*
     * File locks hold against other processes only, and opening a locked file a second time in the same process would
     * release its lock as soon as the second channel is closed.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel lock;

    private BrokerDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Creates the directory if there is none, and locks it.
     *
     * @throws BrokerException if it cannot be used, or another broker uses it
     */
    static BrokerDirectory open(Path directory) {
        Path real = create(directory);
        if (!HELD_HERE.add(real)) {
            throw inUse(directory);
        }
        try {
            return new BrokerDirectory(real, lock(real));
        } catch (RuntimeException e) {
            HELD_HERE.remove(real);
            throw e;
        }
    }

    private static Path create(Path directory) {
        try {
            return Files.createDirectories(directory).toRealPath();
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static FileChannel lock(Path directory) {
        try {
            FileChannel channel = FileChannel.open(
                    directory.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(directory);
            }
            return channel;
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static BrokerException inUse(Path directory) {
        return new BrokerException("another broker uses the directory " + directory
                + ": stop it, or choose another directory for this one");
    }

    private static BrokerException unusable(Path directory, IOException e) {
        return new BrokerException(
                "cannot use the broker directory " + directory + " (" + e
                        + "): choose a directory that this user may write to",
                e);
    }

    /**
     * Formats the directory for KRaft unless that has been done.
     *
     * <p>Kafka writes {@code meta.properties} last and atomically: where it is missing, an earlier attempt was cut short.
     */
    void formatOnce() {
        if (Files.exists(log().resolve("meta.properties"))) {
            return;
        }
        String log = log().toString();
        Formatter formatter = new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setControllerListenerName(CONTROLLER_LISTENER)
                .setMetadataLogDirectory(log)
                .setDirectories(List.of(log))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (Exception e) {
            throw new BrokerException("cannot format " + log + " for a broker: " + e.getMessage(), e);
        }
    }

    /** Where Kafka keeps its data. */
    Path log() {
        return directory.resolve("log");
    }

    /** Gives the directory free for another broker. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new BrokerException("cannot unlock " + directory + ": " + e.getMessage(), e);
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
