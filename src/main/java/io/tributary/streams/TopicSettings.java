package io.tributary.streams;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** The settings of the application's topics: records are kept for ever, the model's blocks are compacted. */
final class TopicSettings {
    private static final String LARGEST_RECORD = String.valueOf(Topics.LARGEST_RECORD);

    /** The model's changelog; small segments and an eager cleaner keep a restore short. */
    static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            LARGEST_RECORD,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(64 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.3");

    /* Who sent a record cannot say when it came: event time is held against that, see limits.future. */
    private static final Map<String, String> ARRIVAL =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private static final Map<String, String> RETAINED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            LARGEST_RECORD,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1");

    private TopicSettings() {}

    /**
     * What a topic is made with.
     *
     * @param replication its replicas: all but one of them must have a record before it counts as written
     */
    static SortedMap<String, String> of(String topic, Topics topics, int replication) {
        SortedMap<String, String> settings = new TreeMap<>(topics.isChangelog(topic) ? CHANGELOG : RETAINED);
        if (topic.equals(topics.events()) || topic.equals(topics.log())) {
            settings.putAll(ARRIVAL);
        }
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.max(1, replication - 1)));
        return settings;
    }
}
