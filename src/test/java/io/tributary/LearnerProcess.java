package io.tributary;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** An instance of an application in processes of its own, one after another. */
final class LearnerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final String[] arguments;
    private JavaProcess process;
    private int starts;

    /**
     * Starts an instance.
     *
     * @param directory of its own: for its process ID and for what it prints
     */
    LearnerProcess(Path directory, Path config, String bootstrapServers) {
        this.directory = directory;
        arguments = new String[] {
            "run",
            "--config",
            config.toString(),
            "-X",
            "kafka.bootstrap.servers=" + bootstrapServers,
            "-X",
            "kafka.state.dir=" + directory.resolve("state")
        };
        process = launch();
    }

    private JavaProcess launch() {
        return JavaProcess.start(directory.resolve("learner-" + starts++ + ".log"), arguments);
    }

    /** Starts the instance again, whose last process has ended. */
    void restart() {
        process = launch();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.kill();
    }

    /** SIGTERM, as a user or a supervisor stops it; returns the exit code. */
    int terminate() throws InterruptedException, TimeoutException {
        return process.terminate(PATIENCE);
    }

    /** Fails if the last process has ended by itself. */
    void requireAlive() {
        process.requireAlive();
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
