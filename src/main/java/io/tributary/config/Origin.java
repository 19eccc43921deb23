package io.tributary.config;

/** Where a value of the configuration was written. */
sealed interface Origin {
    /** The kind of place, as short as a comment wants it. */
    default String brief() {
        return toString();
    }

    /** A line of a file, counted from 1. */
    record Line(String file, int number) implements Origin {
        @Override
        public String toString() {
            return file + ":" + number;
        }
    }

    /** An override on the command line: {@code key=value}, masked where the key is secret. */
    record Argument(String text) implements Origin {
        @Override
        public String toString() {
            return "-X " + text.replaceAll("\\s+", " ");
        }

        @Override
        public String brief() {
            return "-X";
        }
    }

    /** Nowhere but in {@link Setting#byDefault()}. */
    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }
}
