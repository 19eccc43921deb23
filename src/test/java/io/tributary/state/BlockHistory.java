package io.tributary.state;

import io.tributary.learning.Learner;
import io.tributary.learning.LearnerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A changelog in memory that was never compacted: every block and every tombstone, in order. */
final class BlockHistory implements ChangeSink {
    /* Without a block: a tombstone. */
    private record Entry(String name, Optional<byte[]> block) {}

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public void put(String name, byte[] block) {
        entries.add(new Entry(name, Optional.of(block)));
    }

    @Override
    public void remove(String name) {
        entries.add(new Entry(name, Optional.empty()));
    }

    /** What compaction leaves. */
    BlockMap compacted() {
        BlockMap blocks = new BlockMap();
        for (Entry entry : entries) {
            entry.block.ifPresentOrElse(block -> blocks.put(entry.name, block), () -> blocks.remove(entry.name));
        }
        return blocks;
    }

    /** The names of all tombstones. */
    List<String> tombstones() {
        return entries.stream()
                .filter(entry -> entry.block.isEmpty())
                .map(Entry::name)
                .toList();
    }

    /** A learner restored from every entry, one after another. */
    LearnerState restore(LearnerConfig config) {
        Restoration restoration = new Restoration(new LearnerState(new Learner(config), 1));
        entries.forEach(entry -> restoration.read(entry.name, entry.block.orElse(null)));
        return restoration.finish();
    }
}
