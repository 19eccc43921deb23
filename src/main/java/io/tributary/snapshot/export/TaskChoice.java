package io.tributary.snapshot.export;

import io.tributary.task.Family;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The tasks that an export is about.
 *
 * @param family its name; empty: all families
 * @param entity whose deviations are added to the family heads; empty, or one that was never learned: the heads alone
 */
public record TaskChoice(Optional<String> family, Optional<String> entity) {
    /** No choice: all families, no entity. */
    public static final TaskChoice ALL = new TaskChoice(Optional.empty(), Optional.empty());

    /** All families of one entity. */
    public static TaskChoice ofEntity(String entity) {
        return new TaskChoice(Optional.empty(), Optional.of(entity));
    }

    /**
     * The task of an ID such as {@code late/ATL}.
     *
     * @throws IllegalArgumentException if no family begins it
     */
    public static TaskChoice ofTask(String id, List<Family> families) {
        return families.stream()
                .map(Family::name)
                .filter(name -> id.startsWith(name + "/") && id.length() > name.length() + 1)
                .findFirst()
                .map(name -> new TaskChoice(Optional.of(name), Optional.of(id.substring(name.length() + 1))))
                .orElseThrow(() -> new IllegalArgumentException(
                        "found task " + id + ", expected family/entity with one of the families " + names(families)));
    }

    /** The places of the chosen families, ascending. */
    int[] families(List<Family> all) {
        int[] chosen = IntStream.range(0, all.size())
                .filter(f -> family.isEmpty() || all.get(f).name().equals(family.get()))
                .toArray();
        if (chosen.length == 0) {
            throw new IllegalArgumentException("found family " + family.orElse("") + ", expected one of " + names(all));
        }
        return chosen;
    }

    void requireAll(String format) {
        if (family.isPresent() || entity.isPresent()) {
            throw new IllegalArgumentException("found a choice of tasks for " + format
                    + ", which holds all of them; leave the choice out, or export onnx");
        }
    }

    private static String names(List<Family> families) {
        return String.join(", ", families.stream().map(Family::name).toList());
    }
}
