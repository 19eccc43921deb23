package io.tributary.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.List;
import java.util.Locale;

/**
 * Counts what an application has decided or found: every alert by its kind, every snapshot by what became of it.
 *
 * <p>Counters begin at zero with the process, for every kind and family there is, so that a rate is there before the first of
 * them; tasks and entities are never labels. Thread-safe.
 */
public final class Decisions {
    private final CollectorRegistry registry = new CollectorRegistry();
    private final Counter alerts = Counter.build()
            .name("tributary_alerts")
            .help(
                    "Alerts sent: tasks served by another method, drifts, entities that left, snapshots refused or failed.")
            .labelNames("kind", "family")
            .register(registry);
    private final Counter snapshots = Counter.build()
            .name("tributary_snapshots")
            .help("Snapshots by what became of them: live, refused by the gate, or failed.")
            .labelNames("result")
            .register(registry);

    /** What became of a snapshot. */
    public enum Snapshot {
        LIVE,
        REFUSED,
        FAILED
    }

    /**
     * Nothing yet.
     *
     * @param kinds of alerts
     * @param families that alerts may be of; they may be of none, too
     */
    public Decisions(List<String> kinds, List<String> families) {
        for (String kind : kinds) {
            alerts.labels(word(kind), "");
            families.forEach(family -> alerts.labels(word(kind), family));
        }
        for (Snapshot result : Snapshot.values()) {
            snapshots.labels(word(result.name()));
        }
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    /**
     * Counts an alert.
     *
     * @param family empty if it is of none
     */
    public void alert(String kind, String family) {
        alerts.labels(word(kind), family).inc();
    }

    /** Counts a snapshot. */
    public void snapshot(Snapshot result) {
        snapshots.labels(word(result.name())).inc();
    }

    /** Where Prometheus collects. */
    public CollectorRegistry registry() {
        return registry;
    }
}
