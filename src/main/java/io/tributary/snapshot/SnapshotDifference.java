package io.tributary.snapshot;

import io.tributary.learning.Learner;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import io.tributary.v1.FamilyScore;
import io.tributary.v1.SnapshotManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What two snapshots of an application differ in.
 *
 * @param from the version of the first
 * @param to the version of the second
 * @param parameters how far each group of parameters that both have has moved
 * @param entities how many entities the two have
 * @param families the fading loss of every family of either
 * @param fingerprint lines of the fingerprint that differ
 * @param configuration settings that differ
 */
public record SnapshotDifference(
        String from,
        String to,
        List<ParameterDistance> parameters,
        Entities entities,
        List<Losses> families,
        List<Change> fingerprint,
        List<Change> configuration) {
    private static final String NOTHING = "nothing";

    /**
     * Entities with deviations of their own.
     *
     * @param both in both snapshots
     * @param before in the first alone
     * @param after in the second alone
     */
    public record Entities(long both, long before, long after) {}

    /**
     * A family's fading losses; NaN where it was not scored, or is not there.
     *
     * @param before in the first
     * @param after in the second
     */
    public record Losses(String family, double before, double after) {}

    /**
     * A setting that differs.
     *
     * @param before its value in the first; {@code nothing} if it is not there
     * @param after its value in the second
     */
    public record Change(String setting, String before, String after) {}

    public SnapshotDifference {
        parameters = List.copyOf(parameters);
        families = List.copyOf(families);
        fingerprint = List.copyOf(fingerprint);
        configuration = List.copyOf(configuration);
    }

    /**
     * Compares two snapshots.
     *
     * @param before the model of the first, only read
     * @param after the model of the second, only read
     * @throws SnapshotException if a manifest's configuration is no YAML
     */
    public static SnapshotDifference between(
            SnapshotManifest first, Learner before, SnapshotManifest second, Learner after) {
        return new SnapshotDifference(
                first.getVersion(),
                second.getVersion(),
                ParameterDistance.between(before, after),
                entities(before.entities(), after.entities()),
                losses(first, second),
                changes(
                        FlatSettings.ofFingerprint(first.getFingerprint()),
                        FlatSettings.ofFingerprint(second.getFingerprint())),
                changes(
                        FlatSettings.ofConfiguration(first.getConfiguration(), first.getVersion()),
                        FlatSettings.ofConfiguration(second.getConfiguration(), second.getVersion())));
    }

    private static Entities entities(EntityIndex before, EntityIndex after) {
        Text name = new Text();
        long both = 0;
        for (int entity : before.numbers()) {
            byte[] utf8 = before.name(entity);
            name.set(utf8, 0, utf8.length);
            both += after.find(name) == EntityIndex.UNKNOWN ? 0 : 1;
        }
        return new Entities(both, before.size() - both, after.size() - both);
    }

    private static List<Losses> losses(SnapshotManifest first, SnapshotManifest second) {
        List<Losses> losses = new ArrayList<>();
        first.getFamilies()
                .forEach(family -> losses.add(new Losses(
                        family.getName(), fading(first, family.getName()), fading(second, family.getName()))));
        second.getFamilies().stream()
                .filter(family ->
                        losses.stream().noneMatch(known -> known.family().equals(family.getName())))
                .map(family -> new Losses(family.getName(), Double.NaN, fading(second, family.getName())))
                .toList()
                .forEach(losses::add);
        return losses;
    }

    private static double fading(SnapshotManifest manifest, String family) {
        return manifest.getFamilies().stream()
                .filter(score -> score.getName().equals(family) && score.getExamples() > 0)
                .mapToDouble(FamilyScore::getFading)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> new Change(name, before.getOrDefault(name, NOTHING), after.getOrDefault(name, NOTHING)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    /** Tables for a terminal. */
    public String toText() {
        return DifferenceText.of(this);
    }

    /** One JSON object; a number that is not finite is null. */
    public String toJson() {
        return DifferenceJson.of(this).toPrettyString();
    }
}
