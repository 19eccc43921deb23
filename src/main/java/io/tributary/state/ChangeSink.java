package io.tributary.state;

/** Takes the blocks that changed, and the names of those that are no more. */
public interface ChangeSink extends BlockSink {
    /** Takes the name of a block that may have been put before and is to be forgotten. */
    void remove(String name);
}
