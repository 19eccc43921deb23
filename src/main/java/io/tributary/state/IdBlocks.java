package io.tributary.state;

import io.tributary.learning.RecentIds;
import java.util.HashMap;
import java.util.Map;

/**
 * The recent event IDs of a learner as blocks {@code ids/i}.
 *
 * <p>A block holds the hashes of up to {@value #CHUNK} events with consecutive numbers, a chunk; it grows until the chunk
 * is full, and is written over when no event of it is remembered any more. The names go round: one chunk more than fits
 * into the window. Not thread-safe.
 */
final class IdBlocks {
    static final String NAME = "ids/";
    /** Events in one block: 16 KB of hashes. */
    static final int CHUNK = 1 << 10;

    private final RecentIds ids;
    private final int names;
    private final Map<Integer, byte[]> found = new HashMap<>();

    IdBlocks(RecentIds ids) {
        this.ids = ids;
        names = (ids.window() + CHUNK - 1) / CHUNK + 1;
    }

    /** Writes the chunks that have got events since the last time. */
    void writeChanges(BlockWriter writer, BlockSink sink) {
        write(ids.unwritten(), writer, sink);
        ids.written();
    }

    void writeAll(BlockWriter writer, BlockSink sink) {
        write(ids.oldest(), writer, sink);
    }

    private void write(long from, BlockWriter writer, BlockSink sink) {
        for (long begin = from; begin < ids.next(); begin = (begin / CHUNK + 1) * CHUNK) {
            long first = Math.max(ids.oldest(), begin - begin % CHUNK);
            long end = Math.min(ids.next(), (begin / CHUNK + 1) * CHUNK);
            writer.begin().putLong(first).putInt((int) (end - first));
            for (long number = first; number < end; number++) {
                writer.putLong(ids.first(number)).putLong(ids.second(number));
            }
            sink.put(NAME + name(begin), writer.block());
        }
    }

    private int name(long number) {
        return (int) (number / CHUNK % names);
    }

    /** Takes a block to be restored; of several with one name, the last one counts. */
    void take(int name, byte[] block) {
        found.put(name, block);
    }

    /** A block that was taken is no more. */
    void remove(int name) {
        found.remove(name);
    }

    /**
     * Restores the events numbered from {@code oldest} up to {@code next} from the blocks taken.
     *
     * <p>Under another window blocks had other names. What is found under one that it would not be written to today is
     * restored too, but then everything is to be written anew.
     *
     * @throws CorruptBlockException if one that is to be remembered is in none of them
     */
    void restore(long oldest, long next) {
        ids.restore(oldest, next);
        long missing = next - ids.oldest() - restore(true);
        if (missing == 0) {
            ids.written();
        } else if (missing > restore(false)) {
            throw new CorruptBlockException(
                    NAME,
                    "event IDs from number " + ids.oldest() + " up to " + next + " are expected, some are missing");
        }
        found.clear();
    }

    /** The number of events restored from blocks that have the name they would be written to, or that have another. */
    private long restore(boolean inPlace) {
        long restored = 0;
        for (Map.Entry<Integer, byte[]> block : found.entrySet()) {
            restored += restore(block.getKey(), block.getValue(), inPlace);
        }
        return restored;
    }

    private long restore(int name, byte[] block, boolean inPlace) {
        BlockReader reader = new BlockReader(NAME + name, block);
        long first = reader.getLong();
        int count = reader.getInt();
        long restored = 0;
        for (long number = first; number < first + count; number++) {
            long half = reader.getLong();
            long otherHalf = reader.getLong();
            if (name(number) == name == inPlace && ids.restore(number, half, otherHalf)) {
                restored++;
            }
        }
        reader.end();
        return restored;
    }
}
