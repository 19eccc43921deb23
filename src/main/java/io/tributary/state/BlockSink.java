package io.tributary.state;

/** Takes named blocks of bytes, one after another. */
@FunctionalInterface
public interface BlockSink {
    /** Takes one block, header and checksum included. */
    void put(String name, byte[] block);
}
