package io.tributary.config;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.stream.Collectors;

/** The reference page of a record class in Markdown: one table a section, one row a key. */
final class Reference {
    private record Chapter(String path, Section section, boolean list) {}

    private final StringBuilder page = new StringBuilder();
    private final Queue<Chapter> chapters = new ArrayDeque<>();

    private Reference() {}

    static String markdown(Section root) {
        Reference reference = new Reference();
        reference.chapters.add(new Chapter("", root, false));
        while (!reference.chapters.isEmpty()) {
            reference.write(reference.chapters.remove());
        }
        return reference.page.toString();
    }

    private void write(Chapter chapter) {
        if (!chapter.path().isEmpty()) {
            page.append("\n## ").append(chapter.path()).append("\n\n");
        }
        if (chapter.list()) {
            page.append("A list; each element has these keys.\n\n");
        }
        page.append("| key | type | default | meaning |\n|---|---|---|---|\n");
        page.append(chapter.section().keys().stream()
                .map(key -> row(chapter.path(), key))
                .collect(Collectors.joining()));
    }

    private String row(String parent, Key key) {
        String path = parent.isEmpty() ? key.name() : parent + "." + key.name();
        return "| `" + key.name() + "` | " + cell(type(path, key.shape())) + " | " + cell(byDefault(key)) + " | "
                + cell(key.setting().value()) + " |\n";
    }

    private String type(String path, Shape shape) {
        if (shape instanceof Section section) {
            chapters.add(new Chapter(path, section, false));
            return "section " + link(path);
        }
        if (shape instanceof Items items && items.element() instanceof Section section) {
            chapters.add(new Chapter(path, section, true));
            return "list of " + link(path);
        }
        return shape.expected();
    }

    private static String link(String path) {
        return "[" + path + "](#" + path.replace(".", "") + ")";
    }

    private static String byDefault(Key key) {
        if (key.hasDefault()) {
            return "`" + key.setting().byDefault() + "`";
        }
        if (key.shape() instanceof Section) {
            return "as below";
        }
        return key.shape() instanceof Perhaps ? "none" : key.shape().isOptional() ? "empty" : "required";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
