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
        @Setting(
                        "The column of the event ID; an event whose ID came before is rejected as a duplicate. Without it, the ID is the row number and no duplicate is known.")
                Optional<String> id,
        @Setting(
                        value =
                                "The events of each partition, counted from the latest, among which a duplicate is looked for; 0: none.",
                        byDefault = "100000",
                        min = 0,
                        max = 10_000_000)
                int idWindow,
        @Setting("The column of the row's weight, a factor on its losses; without it, every row weighs 1.")
                Optional<String> weight,
        @Setting(
                        value =
                                "Whether every producer keys the events topic by entity (as `produce` does), so that it is the learner's log; if not, ingest writes one.",
                        byDefault = "false")
                boolean keyed) {}
