package io.tributary.state;

/**
 * One named block.
 *
 * @param bytes header and checksum included
 */
@SuppressWarnings("ArrayRecordComponent") // Carried from here to there, never compared.
public record Block(String name, byte[] bytes) {}
