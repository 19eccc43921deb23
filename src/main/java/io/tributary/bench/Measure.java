package io.tributary.bench;

import java.io.IOException;

/** Does a piece of work and says how fast it went. */
@FunctionalInterface
public interface Measure {
    double measure() throws IOException;
}
