package io.tributary.evaluation;

/** The product of two vectors, in four sums that do not wait for each other. */
final class Dot {
    private Dot() {}

    /** Σ a[at + i] · b[i] over all of b. */
    static float of(float[] a, int at, float[] b) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 4 <= b.length; i += 4) {
            sum0 += a[at + i] * b[i];
            sum1 += a[at + i + 1] * b[i + 1];
            sum2 += a[at + i + 2] * b[i + 2];
            sum3 += a[at + i + 3] * b[i + 3];
        }
        for (; i < b.length; i++) {
            sum0 += a[at + i] * b[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /** Σ (a[at + i] + c[at + i]) · b[i] over all of b. */
    static float ofSum(float[] a, float[] c, int at, float[] b) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 4 <= b.length; i += 4) {
            sum0 += (a[at + i] + c[at + i]) * b[i];
            sum1 += (a[at + i + 1] + c[at + i + 1]) * b[i + 1];
            sum2 += (a[at + i + 2] + c[at + i + 2]) * b[i + 2];
            sum3 += (a[at + i + 3] + c[at + i + 3]) * b[i + 3];
        }
        for (; i < b.length; i++) {
            sum0 += (a[at + i] + c[at + i]) * b[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
