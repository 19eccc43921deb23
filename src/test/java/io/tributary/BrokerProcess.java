package io.tributary;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker in a process of its own, on a port and a directory that outlive it. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENS = Pattern.compile("Kafka listens on 127\\.0\\.0\\.1:(\\d+)");

    private final Path directory;
    private JavaProcess process;
    private int port;
    private int starts;

    /** Starts a broker on any free port; returns once clients can use it. */
    BrokerProcess(Path directory) {
        this.directory = directory;
        process = launch();
    }

    private JavaProcess launch() {
        JavaProcess launched = JavaProcess.start(
                directory.resolve("broker-" + starts++ + ".log"),
                "broker",
                "--port",
                String.valueOf(port),
                "--data",
                directory.resolve("broker").toString());
        try {
            port = await().atMost(PATIENCE)
                    .failFast(launched::requireAlive)
                    .until(() -> listening(launched), listening -> listening > 0);
        } catch (RuntimeException e) {
            launched.close();
            throw e;
        }
        return launched;
    }

    private static int listening(JavaProcess launched) {
        Matcher line = LISTENS.matcher(launched.output());
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** SIGKILL, and another broker on the same port and data. */
    void killAndRestart() {
        process.kill();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
