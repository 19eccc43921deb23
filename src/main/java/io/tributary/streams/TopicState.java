package io.tributary.streams;

import java.util.List;

/**
 * A topic as it is.
 *
 * @param differences the settings that are not as {@link TopicAdmin#create} would make them
 * @param endOffsets by partition, the offset of the next record
 */
public record TopicState(String name, List<Difference> differences, List<Long> endOffsets) {
    /** A setting that was changed, or belongs to a topic made by somebody else. */
    public record Difference(String setting, String found, String expected) {}

    public TopicState {
        differences = List.copyOf(differences);
        endOffsets = List.copyOf(endOffsets);
    }

    public int partitions() {
        return endOffsets.size();
    }
}
