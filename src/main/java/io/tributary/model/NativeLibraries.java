package io.tributary.model;

/** ND4J's native libraries, which take a second or more to load. */
public final class NativeLibraries {
    private NativeLibraries() {}

    /** Loads them, so that the first network need not wait; does nothing the second time. Thread-safe. */
    public static void load() {
        Blas.threads();
    }
}
