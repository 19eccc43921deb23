package io.tributary.streams;

import java.util.ArrayList;
import java.util.List;

/** Records what would have ended the process. Thread-safe. */
final class RecordedExit implements FatalExit {
    /** One call. */
    record Call(String place, Throwable error) {}

    private final List<Call> calls = new ArrayList<>();

    @Override
    public synchronized void exit(String place, Throwable error) {
        calls.add(new Call(place, error));
    }

    /** All calls; in a real process there is none after the first. */
    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }
}
