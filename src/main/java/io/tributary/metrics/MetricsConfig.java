package io.tributary.metrics;

import io.tributary.config.Setting;
import java.util.OptionalInt;

/** Where Prometheus finds what is counted. */
public record MetricsConfig(
        @Setting(
                        value =
                                "The port of this machine where run serves /metrics to Prometheus; without it, nowhere.",
                        min = 0,
                        max = 65535)
                OptionalInt port) {}
