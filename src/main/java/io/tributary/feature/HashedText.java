package io.tributary.feature;

import io.tributary.task.Text;
import java.util.List;
import java.util.stream.IntStream;

/** A text as one-hot of hashed buckets: the bucket is its content hash modulo their number. */
record HashedText(List<String> inputNames) implements TextEncoding {
    static HashedText of(String feature, int buckets) {
        return new HashedText(IntStream.range(0, buckets)
                .mapToObj(bucket -> feature + "#" + bucket)
                .toList());
    }

    @Override
    public void encode(Text value, float[] x, int offset) {
        x[offset + Math.floorMod(value.contentHash(), inputNames.size())] = 1;
    }
}
