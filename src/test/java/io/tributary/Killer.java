package io.tributary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kills a learner at random moments and restarts it at once: while rows flow, and now and then while it starts and
 * restores.
 */
final class Killer {
    private static final int LONGEST_FLOW_MS = 2_000;
    private static final int LONGEST_START_MS = 3_000;

    private final LearnerProcess learner;
    private final FlightsFlow flow;
    private final Random random;
    private final List<Duration> recoveries = new ArrayList<>();
    private int kills;

    Killer(LearnerProcess learner, FlightsFlow flow, Random random) {
        this.learner = learner;
        this.flow = flow;
        this.random = random;
    }

    /** Kills so many times; returns the times from a kill to the first new committed prediction. */
    List<Duration> kill(int times) throws InterruptedException {
        flow.awaitPrediction(learner);
        while (kills < times) {
            flow.flowFor(Duration.ofMillis(random.nextInt(LONGEST_FLOW_MS)));
            long killed = killAndRestart();
            while (kills < times && random.nextInt(3) == 0) {
                learner.runFor(Duration.ofMillis(random.nextInt(LONGEST_START_MS)));
                killed = killAndRestart();
            }
            flow.catchUp();
            flow.awaitPrediction(learner);
            recoveries.add(Duration.ofNanos(System.nanoTime() - killed));
        }
        return recoveries;
    }

    private long killAndRestart() {
        learner.kill();
        long killed = System.nanoTime();
        kills++;
        learner.restart();
        return killed;
    }
}
