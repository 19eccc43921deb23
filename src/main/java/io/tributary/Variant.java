package io.tributary;

import java.util.ArrayList;
import java.util.List;

/**
 * One configuration that {@code evaluate} runs.
 *
 * @param name what sets it apart from the file, as {@code key=value}; empty for the file itself
 * @param overrides as {@code -X} has them
 */
record Variant(String name, List<String> overrides) {
    private static final String SEED = "model.seed";

    /**
     * The variants of arguments {@code key=a,b,…}: the first has the first value of every key, each other differs from
     * it in one key.
     *
     * @throws IllegalArgumentException if an argument is none
     */
    static List<Variant> of(List<String> arguments) {
        List<String> first = new ArrayList<>();
        for (String argument : arguments) {
            first.add(choices(argument).get(0));
        }
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(String.join(" ", first), first));
        for (int a = 0; a < arguments.size(); a++) {
            List<String> choices = choices(arguments.get(a));
            for (String choice : choices.subList(1, choices.size())) {
                List<String> overrides = new ArrayList<>(first);
                overrides.set(a, choice);
                variants.add(new Variant(choice, overrides));
            }
        }
        return variants;
    }

    /** From {@code key=a,b} the settings {@code key=a} and {@code key=b}. */
    private static List<String> choices(String argument) {
        int equals = argument.indexOf('=');
        List<String> values = equals < 1 ? List.of() : values(argument.substring(equals + 1));
        if (values.size() < 2) {
            throw new IllegalArgumentException("--compare: found '" + argument
                    + "', expected a key and two values at least, such as learning.batch-size=16,32");
        }
        String key = argument.substring(0, equals).strip();
        if (key.equals(SEED)) {
            throw new IllegalArgumentException("--compare: found " + SEED + ", which --seeds sets: every run has it");
        }
        return values.stream().map(value -> key + "=" + value).toList();
    }

    /** Cuts at the commas that stand in no bracket. */
    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                values.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        values.add(text.substring(begin).strip());
        return values;
    }

    /** The overrides of a run with this seed. */
    List<String> withSeed(int seed) {
        List<String> all = new ArrayList<>(overrides);
        all.add(SEED + "=" + seed);
        return all;
    }
}
