package io.tributary.snapshot;

import static io.tributary.evaluation.Figures.format;

import io.tributary.evaluation.Figures;
import io.tributary.evaluation.TextTable;
import java.util.List;
import java.util.Set;

/** A difference for a terminal. */
final class DifferenceText {
    private static final String NONE = "-";

    private DifferenceText() {}

    static String of(SnapshotDifference difference) {
        SnapshotDifference.Entities entities = difference.entities();
        return parameters(difference)
                + format(
                        "\nentities: %,d in both, %,d only in %s, %,d only in %s\n\n",
                        entities.both(), entities.before(), difference.from(), entities.after(), difference.to())
                + losses(difference)
                + changes("fingerprint", difference, difference.fingerprint())
                + changes("configuration", difference, difference.configuration())
                        .stripTrailing();
    }

    private static TextTable parameters(SnapshotDifference difference) {
        TextTable table = new TextTable(Set.of(0));
        table.add(List.of("parameters", "numbers", "distance", "relative"));
        for (ParameterDistance group : difference.parameters()) {
            table.add(List.of(
                    group.group(),
                    format("%,d", group.numbers()),
                    Figures.loss(group.distance()),
                    Double.isNaN(group.relative()) ? NONE : format("%.2f %%", 100 * group.relative())));
        }
        return table;
    }

    private static TextTable losses(SnapshotDifference difference) {
        TextTable table = new TextTable(Set.of(0));
        table.add(List.of("fading loss", difference.from(), difference.to(), "change"));
        for (SnapshotDifference.Losses family : difference.families()) {
            double change = family.after() / family.before() - 1;
            table.add(List.of(
                    family.family(),
                    Figures.loss(family.before()),
                    Figures.loss(family.after()),
                    Double.isFinite(change) ? format("%+.2f %%", 100 * change) : NONE));
        }
        return table;
    }

    private static String changes(String what, SnapshotDifference difference, List<SnapshotDifference.Change> changes) {
        if (changes.isEmpty()) {
            return "\n" + what + ": the same\n";
        }
        TextTable table = new TextTable(Set.of(0, 1, 2));
        table.add(List.of(what, difference.from(), difference.to()));
        changes.forEach(change -> table.add(List.of(change.setting(), change.before(), change.after())));
        return "\n" + table;
    }
}
