package io.tributary.source;

/** Values as messages quote them: cut where they are long. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String of(String value) {
        return value.length() <= LONGEST
                ? "\"" + value + "\""
                : "\"" + value.substring(0, LONGEST) + "…\" (" + value.length() + " characters)";
    }
}
