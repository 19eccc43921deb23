package io.tributary.state;

import io.tributary.learning.Learner;
import io.tributary.learning.LearnerConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A compacted changelog in memory: the last block of every name. */
final class BlockMap implements ChangeSink {
    private final Map<String, byte[]> last = new LinkedHashMap<>();
    private final List<String> written = new ArrayList<>();

    static BlockMap all(LearnerState state) {
        BlockMap blocks = new BlockMap();
        state.writeAll(blocks);
        return blocks;
    }

    @Override
    public void put(String name, byte[] block) {
        written.add(name);
        last.put(name, block);
    }

    @Override
    public void remove(String name) {
        written.add("-" + name);
        last.remove(name);
    }

    /** The blocks by name. */
    Map<String, byte[]> last() {
        return last;
    }

    byte[] get(String name) {
        byte[] block = last.get(name);
        if (block == null) {
            throw new AssertionError(name + " is not among " + last.keySet());
        }
        return block;
    }

    /** The names put since the last call, in order. */
    List<String> takeWritten() {
        List<String> names = List.copyOf(written);
        written.clear();
        return names;
    }

    /** A learner restored from these blocks in the order in which they were first put. */
    LearnerState restore(LearnerConfig config) {
        return restore(config, new ArrayList<>(last.keySet()));
    }

    /** A learner restored from these blocks in any order. */
    LearnerState restoreShuffled(LearnerConfig config, long seed) {
        List<String> names = new ArrayList<>(last.keySet());
        Collections.shuffle(names, new Random(seed));
        return restore(config, names);
    }

    private LearnerState restore(LearnerConfig config, List<String> names) {
        Learner learner = new Learner(config);
        try {
            Restoration restoration = new Restoration(new LearnerState(learner, 1));
            names.forEach(name -> restoration.read(name, get(name)));
            return restoration.finish();
        } catch (RuntimeException e) {
            learner.close();
            throw e;
        }
    }
}
