package io.tributary;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** An instance of an application in processes of its own, one after another. */
final class LearnerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final List<String> arguments = new ArrayList<>();
    private JavaProcess process;
    private int starts;

    /**
     * Starts an instance.
     *
     * @param directory for its process ID and for what it prints; the next instance on it is the same member
     * @param overrides changes of the configuration, {@code key=value}
     */
    LearnerProcess(Path directory, Path config, String bootstrapServers, String... overrides) {
        this.directory = directory;
        arguments.addAll(List.of("run", "--config", config.toString()));
        override("kafka.bootstrap.servers=" + bootstrapServers);
        override("kafka.state.dir=" + directory.resolve("state"));
        List.of(overrides).forEach(this::override);
        process = launch();
    }

    private void override(String keyAndValue) {
        arguments.addAll(List.of("-X", keyAndValue));
    }

    private JavaProcess launch() {
        return JavaProcess.start(directory.resolve("learner-" + starts++ + ".log"), arguments.toArray(String[]::new));
    }

    /** Starts the instance again, whose last process has ended. */
    void restart() {
        process = launch();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.kill();
    }

    /** Bytes of heap that are alive in it, after a full collection. */
    long liveHeap() {
        return process.liveHeap();
    }

    /** SIGSTOP: it does nothing until {@link #resume}, and nobody is told. */
    void freeze() {
        process.freeze();
    }

    /** SIGCONT. */
    void resume() {
        process.resume();
    }

    /** SIGTERM, as a user or a supervisor stops it; returns the exit code. */
    int terminate() throws InterruptedException, TimeoutException {
        return process.terminate(PATIENCE);
    }

    /** Waits until it ends by itself; returns the exit code. */
    int awaitEnd() throws InterruptedException, TimeoutException {
        return process.awaitEnd(PATIENCE);
    }

    /** What its last process has printed. */
    String output() {
        return process.output();
    }

    /** Fails if the last process has ended by itself. */
    void requireAlive() {
        process.requireAlive();
    }

    /** Whether it ends by itself within this time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.endsWithin(time);
    }

    /** Lets it run for a while, in which it must not end by itself. */
    void runFor(Duration time) throws InterruptedException {
        if (process.endsWithin(time)) {
            requireAlive();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
