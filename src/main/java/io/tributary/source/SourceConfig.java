package io.tributary.source;

import io.tributary.config.Setting;
import java.util.List;
import java.util.Optional;

/** How one record (CSV row or Avro event) is read. */
public record SourceConfig(
        @Setting(
                        "The column of the event time (ISO-8601 or milliseconds); without it, event time is the row number in milliseconds.")
                Optional<String> time,
        @Setting("The column, or columns, that name the entity; several are joined with a slash.") List<String> entity,
        @Setting("The column of the event ID; without it, the ID is the row number.") Optional<String> id,
        @Setting("The column of the row's weight, a factor on its losses; without it, every row weighs 1.")
                Optional<String> weight,
        @Setting(
                        value =
                                "Whether every producer keys the events topic by entity (as `produce` does), so that it is the learner's log; if not, ingest writes one.",
                        byDefault = "false")
                boolean keyed) {}
