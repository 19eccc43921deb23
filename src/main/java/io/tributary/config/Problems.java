package io.tributary.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems of one configuration, gathered so that all of them are reported at once. */
final class Problems {
    private record Problem(Origin origin, String message) {
        int line() {
            return origin instanceof Origin.Line line ? line.number() : Integer.MAX_VALUE;
        }
    }

    private final List<Problem> found = new ArrayList<>();

    void add(Origin origin, String message) {
        found.add(new Problem(origin, message.replaceAll("\\R", " ")));
    }

    /** Reports what was gathered: lines of the file first, in their order, then the command line. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found.stream()
                    .sorted(Comparator.comparingInt(Problem::line))
                    .map(problem -> problem.origin() + ": " + problem.message())
                    .toList());
        }
    }
}
