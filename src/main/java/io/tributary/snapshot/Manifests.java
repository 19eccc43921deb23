package io.tributary.snapshot;

import io.tributary.evaluation.Baselines;
import io.tributary.evaluation.Standings;
import io.tributary.feature.RunningStatistics;
import io.tributary.learning.Counters;
import io.tributary.learning.Learner;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.v1.FamilyScore;
import io.tributary.v1.LogOffset;
import io.tributary.v1.SnapshotManifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** Manifests: made of a model, written as JSON, and read again. */
public final class Manifests {
    static {
        TrustedRecords.trust();
    }

    private Manifests() {}

    /** What a state says of itself and of its losses at this moment, without parts and checksums. */
    static SnapshotManifest describe(LearnerState state, Provenance from, Instant now) {
        Counters counters = state.learner().counters();
        long time = counters.streamTime();
        return SnapshotManifest.newBuilder()
                .setFormat(PartFile.FORMAT)
                .setVersion(state.version().toString())
                .setGeneration(state.version().generation())
                .setLearned(state.version().learned())
                .setParent(
                        state.announced().equals(ModelVersion.NONE)
                                ? ""
                                : state.announced().toString())
                .setApplication(from.application())
                .setTakenAt(Instant.ofEpochMilli(now.toEpochMilli()))
                .setEventTime(Instant.ofEpochMilli(time == Long.MIN_VALUE ? 0 : time))
                .setOffsets(List.of(new LogOffset(from.log(), 0, state.nextOffset())))
                .setRows(counters.rows())
                .setRefused(counters.refused())
                .setEntities(state.learner().entities().size())
                .setFingerprint(state.fingerprint().lines().entrySet().stream()
                        .map(line -> line.getKey() + ": " + line.getValue())
                        .toList())
                .setConfiguration(from.configuration())
                .setProgramVersion(from.programVersion())
                .setRevision(from.revision())
                .setFamilies(scores(state))
                .setRefusals(List.of())
                .setParts(List.of())
                .setSha256("")
                .setModelSha256("")
                .build();
    }

    private static List<FamilyScore> scores(LearnerState state) {
        Learner learner = state.learner();
        List<FamilyScore> scores = new ArrayList<>();
        for (int f = 0; f < learner.families().size(); f++) {
            RunningStatistics whole = learner.losses().whole();
            scores.add(FamilyScore.newBuilder()
                    .setName(learner.families().get(f).name())
                    .setExamples(whole.count(f))
                    .setLoss(finite(whole.mean(f)))
                    .setFading(finite(learner.losses().fading().mean(f)))
                    .setBaselines(baselines(state.baselines(), f))
                    .build());
        }
        return scores;
    }

    private static Map<String, Double> baselines(Optional<Baselines> beside, int family) {
        Map<String, Double> losses = new TreeMap<>();
        beside.ifPresent(baselines -> {
            Standings standings = baselines.standings();
            for (int m = 1; m < baselines.methods() && standings.examples(family) > 0; m++) {
                double loss = standings.fadingLoss(family, m);
                if (Double.isFinite(loss)) {
                    losses.merge(baselines.method(m), loss, Math::min);
                }
            }
        });
        return losses;
    }

    /** JSON has no number that is not finite; a loss that is none is the largest there is. */
    private static double finite(double loss) {
        return Double.isFinite(loss) ? loss : Double.MAX_VALUE;
    }

    /** A manifest as JSON for people, in Avro's JSON encoding. */
    public static String toJson(SnapshotManifest manifest) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            JsonEncoder encoder = EncoderFactory.get().jsonEncoder(SnapshotManifest.SCHEMA$, out, true);
            new SpecificDatumWriter<>(SnapshotManifest.class).write(manifest, encoder);
            encoder.flush();
            return out.toString(StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A manifest for a terminal: what it says but configuration and fingerprint, losses beside those of the baselines. */
    public static String toText(SnapshotManifest manifest) {
        return ManifestText.of(manifest);
    }

    /**
     * The manifest of such a JSON.
     *
     * @param place where it was found, for messages
     * @throws SnapshotException if it is none
     */
    static SnapshotManifest read(byte[] json, String place) {
        try {
            return new SpecificDatumReader<SnapshotManifest>(SnapshotManifest.SCHEMA$)
                    .read(
                            null,
                            DecoderFactory.get().jsonDecoder(SnapshotManifest.SCHEMA$, new ByteArrayInputStream(json)));
        } catch (IOException | AvroRuntimeException e) {
            throw new SnapshotException(place + " is no manifest of a snapshot: " + e.getMessage(), e);
        }
    }

    /** The version a manifest is of. */
    public static ModelVersion version(SnapshotManifest manifest) {
        return new ModelVersion(manifest.getGeneration(), manifest.getLearned());
    }
}
