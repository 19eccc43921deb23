package io.tributary.state;

/**
 * Where a model stands, by its block {@value #BLOCK} alone, whatever its shape.
 *
 * @param generation which it is of
 * @param nextOffset the offset of the log's next record
 */
public record Standing(int generation, long nextOffset) {
    /** The block that says it. */
    public static final String BLOCK = LearnerState.META;

    /**
     * What a block says.
     *
     * @throws CorruptBlockException if it is damaged
     */
    public static Standing read(byte[] block) {
        Meta meta = Meta.read(new BlockReader(BLOCK, block));
        return new Standing(meta.generation(), meta.nextOffset());
    }
}
