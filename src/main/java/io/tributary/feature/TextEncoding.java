package io.tributary.feature;

import io.tributary.task.Text;

/** From a text to inputs. */
sealed interface TextEncoding extends Encoding permits HashedText, ListedText {
    /** Fills its inputs in {@code x}, from {@code offset} on. */
    void encode(Text value, float[] x, int offset);
}
