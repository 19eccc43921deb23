package io.tributary.model;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The matrix products of the step, straight on ND4J's buffers through the BLAS that ND4J ships.
 *
 * <p>All matrices are row-major; {@code ld} is the distance between two rows. Nothing here checks bounds: every caller
 * takes its sizes from a {@link Shape}. BLAS and OpenMP run with one thread, which this class sees to.
 */
final class Blas {
    static {
        start();
    }

    private Blas() {}

    /** ND4J undoes a thread count set before it has initialised, so it is made to initialise first. */
    private static void start() {
        Nd4j.create(DataType.FLOAT, 1).close();
        blas_set_num_threads(1);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }

    /** The threads that BLAS uses. */
    static int threads() {
        return blas_get_num_threads();
    }

    /** y[columns] = A[rows × columns]ᵀ · x[rows]. */
    static void transposedTimesVector(int rows, int columns, FloatPointer a, FloatPointer x, FloatPointer y) {
        cblas_sgemv(CblasRowMajor, CblasTrans, rows, columns, 1f, a, columns, x, 1, 0f, y, 1);
    }

    /** y[rows] = A[rows × columns] · x[columns]. */
    static void timesVector(int rows, int columns, FloatPointer a, FloatPointer x, FloatPointer y) {
        cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, columns, 1f, a, columns, x, 1, 0f, y, 1);
    }

    /** C[m × n] = A[m × k] · B[k × n]. */
    static void times(int m, int n, int k, FloatPointer a, int lda, FloatPointer b, int ldb, FloatPointer c, int ldc) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1f, a, lda, b, ldb, 0f, c, ldc);
    }

    /** C[m × n] = A[m × k] · B[n × k]ᵀ. */
    static void timesTransposed(
            int m, int n, int k, FloatPointer a, int lda, FloatPointer b, int ldb, FloatPointer c, int ldc) {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1f, a, lda, b, ldb, 0f, c, ldc);
    }

    /** C[m × n] = α · A[k × m]ᵀ · B[k × n]. */
    static void transposedTimes(
            int m,
            int n,
            int k,
            float alpha,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            FloatPointer c,
            int ldc) {
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, alpha, a, lda, b, ldb, 0f, c, ldc);
    }

    /** Σ xᵢ², in single precision; infinite when it does not fit. */
    static float squaredNorm(int n, FloatPointer x, FloatPointer sameX) {
        return cblas_sdot(n, x, 1, sameX, 1);
    }
}
