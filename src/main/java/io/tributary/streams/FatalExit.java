package io.tributary.streams;

/** What ends the process when something unexpected has happened. */
@FunctionalInterface
public interface FatalExit {
    /** Ends the process at once, without running shutdown hooks: nothing more may be committed. */
    FatalExit HALT = (place, error) -> Runtime.getRuntime().halt(1);

    void exit(String place, Throwable error);
}
