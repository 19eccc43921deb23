package io.tributary.config;

import java.util.List;
import java.util.Optional;

/**
 * A record class as a configuration: read from YAML and overrides, checked, printed, documented.
 *
 * <p>Every component of the class, and of the records in it, carries a {@link Setting}; its key is its name in kebab
 * case. A component is a number, truth value, text, enum, duration, record, any {@code Optional} or {@code List} of
 * these, a {@code Map<String, String>}, or of a class with a public static {@code fromSetting(Object)}. Not thread-safe
 * while checks are added.
 */
public final class Settings<T extends Record> {
    private final Class<T> type;
    private final Section root;
    private final Checks checks = new Checks();

    private Settings(Class<T> type) {
        this.type = type;
        this.root = Section.of(type);
    }

    /**
     * The settings of a record class.
     *
     * @throws IllegalStateException if a component of it can be no setting
     */
    public static <T extends Record> Settings<T> of(Class<T> type) {
        return new Settings<>(type);
    }

    /** Adds the check of every record of a class, wherever it stands. */
    public <R extends Record> Settings<T> check(Class<R> record, Check<R> check) {
        checks.add(record, check);
        return this;
    }

    /**
     * Reads a configuration.
     *
     * @param file the name of the file, for messages
     * @param yaml its text
     * @param overrides arguments {@code key=value}; the last one of a key counts
     * @throws ConfigurationException with every problem found
     */
    public Effective<T> read(String file, String yaml, List<String> overrides) {
        Problems problems = new Problems();
        Value tree = new YamlReader(line -> new Origin.Line(file, line), problems).read(yaml);
        tree = root.complete(tree, problems);
        for (String override : overrides) {
            tree = root.complete(CommandLineOverride.apply(override, root, tree, problems), problems);
        }
        Optional<Object> bound = root.bind(tree, new Binding("", problems, checks));
        problems.throwIfAny();
        return new Effective<>(type.cast(bound.orElseThrow()), YamlPrinter.print((Value.Mapping) tree));
    }

    /** The tables of all keys, in Markdown. */
    public String reference() {
        return Reference.markdown(root);
    }
}
