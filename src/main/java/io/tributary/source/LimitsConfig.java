package io.tributary.source;

import io.tributary.config.Setting;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.Optional;

/** How much one record may hold; all of it may change from one start to the next. */
public record LimitsConfig(
        @Setting(
                        value = "The bytes of the largest record: of an event, or of all cells of a CSV row.",
                        byDefault = "1048576",
                        min = 64,
                        max = 4 << 20)
                int recordBytes,
        @Setting(
                        value = "The bytes of the longest entity name, which is part of a changelog key.",
                        byDefault = "256",
                        min = 1,
                        max = 1 << 15)
                int entityBytes,
        @Setting(value = "The bytes of the longest event ID.", byDefault = "256", min = 20, max = 1 << 15) int idBytes,
        @Setting(
                        value = "The bytes of the longest text in a column that is read.",
                        byDefault = "4096",
                        min = 64,
                        max = 1 << 30)
                int textBytes,
        @Setting(
                        value = "The largest magnitude of a number in a column that is read.",
                        byDefault = "1e15",
                        min = 1,
                        max = Row.LARGEST_NUMBER)
                double value,
        @Setting(
                        value = "The largest magnitude of a regression's label, after its rule.",
                        byDefault = "1e15",
                        min = 1,
                        max = Row.LARGEST_NUMBER)
                double label,
        @Setting(
                        value =
                                "How far an event time may lie ahead of its Kafka record's timestamp, or off; rows of files and records without a timestamp are not asked.",
                        byDefault = "1h")
                Optional<Duration> future) {}
