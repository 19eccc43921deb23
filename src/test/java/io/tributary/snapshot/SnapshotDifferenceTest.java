package io.tributary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.learning.Learner;
import io.tributary.model.Shape;
import io.tributary.snapshot.SnapshotDifference.Change;
import io.tributary.snapshot.SnapshotDifference.Losses;
import io.tributary.state.LearnerState;
import io.tributary.v1.SnapshotManifest;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDifferenceTest {
    @TempDir
    private Path path = Path.of("");

    private static Learner read(Snapshotted shop, SnapshotManifest manifest) {
        LearnerState state = SnapshotReader.read(
                shop.directory.folder(Manifests.version(manifest)), Snapshotted.CONFIG, Snapshotted.TRANSFER);
        return state.learner();
    }

    private static ParameterDistance group(SnapshotDifference difference, String name) {
        return difference.parameters().stream()
                .filter(group -> group.group().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void distancesAreNormsOfDifferencesGroupByGroup() {
        try (Snapshotted shop = new Snapshotted(path, 1)) {
            shop.observe(60);
            SnapshotManifest manifest = shop.written();
            try (Learner before = read(shop, manifest);
                    Learner after = read(shop, manifest)) {
                Shape shape = after.network().shape();
                move(after.network().shared().parameters(0, shape.trunkSize()), 0, 3);
                move(after.network().shared().parameters(0, shape.trunkSize()), 5, -4);
                move(after.network().shared().parameters(shape.headOffset(1), shape.headSize(1)), 0, 2);
                int entity = after.entities().numbers()[0];
                int band = shape.outputOffset(2) * shape.deviationWidth();
                move(after.network().deviations().values(entity), band, 7);

                SnapshotDifference difference = SnapshotDifference.between(manifest, before, manifest, after);

                assertThat(difference.parameters())
                        .extracting(ParameterDistance::group)
                        .containsExactly(
                                "trunk",
                                "head score",
                                "deviations score",
                                "head late",
                                "deviations late",
                                "head band",
                                "deviations band");
                assertThat(group(difference, "trunk").distance()).isCloseTo(5, within(1e-5));
                assertThat(group(difference, "trunk").numbers()).isEqualTo(shape.trunkSize());
                assertThat(group(difference, "trunk").relative())
                        .isCloseTo(5 / norm(before, shape.trunkSize()), within(1e-5));
                assertThat(group(difference, "head late").distance()).isCloseTo(2, within(1e-5));
                assertThat(group(difference, "head score").distance()).isZero();
                assertThat(group(difference, "deviations band").distance()).isCloseTo(7, within(1e-5));
                assertThat(group(difference, "deviations late").distance()).isZero();
                assertThat(difference.entities())
                        .isEqualTo(new SnapshotDifference.Entities(
                                before.entities().size(), 0, 0));
            }
        }
    }

    private static void move(FloatBuffer parameters, int place, float by) {
        parameters.put(place, parameters.get(place) + by);
    }

    private static double norm(Learner learner, int size) {
        FloatBuffer values = learner.network().shared().parameters(0, size);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += (double) values.get(i) * values.get(i);
        }
        return Math.sqrt(sum);
    }

    @Test
    void entitiesThatOneAloneHasAreCounted() {
        try (Snapshotted shop = new Snapshotted(path, 2)) {
            shop.observe(4);
            SnapshotManifest few = shop.written();
            shop.observe(200);
            SnapshotManifest many = shop.written();
            try (Learner before = read(shop, few);
                    Learner after = read(shop, many)) {
                long more = many.getEntities() - few.getEntities();
                assertThat(more).isPositive();
                assertThat(SnapshotDifference.between(few, before, many, after).entities())
                        .isEqualTo(new SnapshotDifference.Entities(few.getEntities(), 0, more));
                assertThat(SnapshotDifference.between(many, after, few, before).entities())
                        .isEqualTo(new SnapshotDifference.Entities(few.getEntities(), more, 0));
            }
        }
    }

    @Test
    void settingsAndLossesAreComparedLineByLine() {
        try (Snapshotted shop = new Snapshotted(path, 3)) {
            shop.observe(60);
            SnapshotManifest written = shop.written();
            SnapshotManifest first = SnapshotManifest.newBuilder(written)
                    .setConfiguration("a: 1  # file:1\nb:\n  - {name: x, c: [1, 2]}\nd: 3\n")
                    .setFingerprint(List.of("model.trunk: [6, 4]", "feature a kind: numeric"))
                    .build();
            SnapshotManifest second = SnapshotManifest.newBuilder(written)
                    .setConfiguration("a: 1  # default\nb:\n  - {name: x, c: [1, 5]}\ne: f\n")
                    .setFingerprint(List.of("model.trunk: [6]", "feature a kind: numeric"))
                    .setFamilies(written.getFamilies().subList(0, 2))
                    .build();
            try (Learner model = read(shop, written)) {
                SnapshotDifference difference = SnapshotDifference.between(first, model, second, model);
                assertThat(difference.configuration())
                        .containsExactly(
                                new Change("b.x.c", "[1,2]", "[1,5]"),
                                new Change("d", "3", "nothing"),
                                new Change("e", "nothing", "f"));
                assertThat(difference.fingerprint()).containsExactly(new Change("model.trunk", "[6, 4]", "[6]"));
                Losses band = difference.families().get(2);
                assertThat(band.before()).isEqualTo(written.getFamilies().get(2).getFading());
                assertThat(band.after()).isNaN();
                assertThat(difference.toJson()).contains("\"to\" : null");
                assertThat(difference.toText()).contains("b.x.c", "band");
            }
        }
    }
}
