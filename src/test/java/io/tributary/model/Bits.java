package io.tributary.model;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** What learning may move, bit for bit. */
final class Bits {
    private Bits() {}

    static int[] of(FloatBuffer values) {
        return IntStream.range(0, values.remaining())
                .map(i -> Float.floatToRawIntBits(values.get(values.position() + i)))
                .toArray();
    }

    static int[] trunk(Network network) {
        int size = network.shape().trunkSize();
        return joined(
                shared(network.shared(), 0, size),
                new int[] {(int) network.shared().trunkSteps()});
    }

    static int[] head(Network network, int family) {
        Shape shape = network.shape();
        return joined(
                shared(network.shared(), shape.headOffset(family), shape.headSize(family)),
                new int[] {(int) network.shared().headSteps(family)});
    }

    private static int[] shared(SharedParameters shared, int offset, int count) {
        return joined(
                of(shared.parameters(offset, count)),
                of(shared.firstMoments(offset, count)),
                of(shared.secondMoments(offset, count)));
    }

    /** Δ of one task, its optimizer state and its counters. */
    static int[] task(Network network, int entity, int family) {
        Deviations deviations = network.deviations();
        Shape shape = network.shape();
        int from = shape.outputOffset(family) * shape.deviationWidth();
        int count = shape.families().get(family).outputs() * shape.deviationWidth();
        int[] bits = {(int) deviations.learned(entity, family), deviations.steps(entity, family)};
        for (int start = 0; start < deviations.record(); start += deviations.vector()) {
            bits = joined(bits, of(deviations.values(entity).slice(start + from, count)));
        }
        return bits;
    }

    static int[] all(Network network) {
        int[] bits = trunk(network);
        for (int f = 0; f < network.families().size(); f++) {
            bits = joined(bits, head(network, f));
            for (int entity = 0; entity < network.deviations().size(); entity++) {
                bits = joined(bits, task(network, entity, f));
            }
        }
        return bits;
    }

    private static int[] joined(int[]... parts) {
        return IntStream.range(0, parts.length)
                .flatMap(i -> IntStream.of(parts[i]))
                .toArray();
    }
}
