package io.tributary.model;

import java.util.Arrays;

/**
 * One step: backward through heads and trunk, then the updates.
 *
 * <p>Gradients are computed first and nothing moves until all of them are known to be finite; a row that spoils them is
 * taken out and they are computed again. Not thread-safe.
 */
final class Step {
    /* A gradient's square, summed over many steps, must fit single precision. */
    private static final double LARGEST_GRADIENT = 1e15;

    private final Shape shape;
    private final Hyperparameters hyperparameters;
    private final Loss[] losses;
    private final SharedParameters shared;
    private final Deviations deviations;
    private final MiniBatch batch;
    private final DeviationStep deviationStep;
    private final StepReport report;
    private final HeadGradient headGradient;
    private final double[] outputGradients;
    private final int[] familyExamples;
    private final BackThroughHeads heads;
    private int examples;
    private int detached;

    Step(
            Shape shape,
            Hyperparameters hyperparameters,
            Loss[] losses,
            SharedParameters shared,
            Deviations deviations,
            MiniBatch batch) {
        this.shape = shape;
        this.hyperparameters = hyperparameters;
        this.losses = losses;
        this.shared = shared;
        this.deviations = deviations;
        this.batch = batch;
        deviationStep = new DeviationStep(shape, deviations, batch.capacity());
        headGradient = new HeadGradient(shape, batch.capacity());
        outputGradients = new double[batch.capacity() * shape.outputs()];
        familyExamples = new int[losses.length];
        report = new StepReport(new FamilyGradients(shape));
        heads = new BackThroughHeads(shape, shared, deviations, report.gradients());
    }

    FamilyGradients gradients() {
        return report.gradients();
    }

    StepReport run(int rows, long learned, GradientRule changing) {
        growDeviations(rows);
        report.rejected().clear();
        double squares = gradients(rows, changing);
        if (!isFinite(squares)) {
            gradients(rows, GradientRule.NONE); // so that a row is judged by its own gradients alone
            rejectNonFinite(rows);
            squares = gradients(rows, changing);
        }
        if (!isFinite(squares)) {
            rejectAll(rows);
        }
        if (examples == 0) {
            report.gradients().clear();
            report.set(0, 0, 1);
        } else {
            update(Math.sqrt(squares), learned);
        }
        return report;
    }

    private static boolean isFinite(double squares) {
        return squares <= LARGEST_GRADIENT * LARGEST_GRADIENT;
    }

    private void growDeviations(int rows) {
        int entities = deviations.size();
        for (int row = 0; row < rows; row++) {
            entities = Math.max(entities, batch.entity(row) + 1);
        }
        deviations.grow(entities);
    }

    /** All gradients of rows {@code [0, rows)}; returns what is to be clipped, or a number that is not finite. */
    private double gradients(int rows, GradientRule rule) {
        outputGradients(rows);
        if (examples == 0) {
            return 0;
        }
        backward(rows, rule);
        showDetached(rows);
        float mean = 1f / examples;
        sharedGradients(rows, mean);
        deviationStep.gather(batch, rows);
        double deviationSquares = deviationStep.gradients(
                batch, hyperparameters.joined() ? mean : 1f, hyperparameters.deviationPenalty());
        double squares = shared.squaredTrunkNorm();
        for (int f = 0; f < losses.length; f++) {
            squares += familyExamples[f] > 0 ? shared.squaredHeadNorm(f) : 0;
        }
        if (!isFinite(deviationSquares)) {
            return Double.NaN;
        }
        return hyperparameters.joined() ? squares + deviationSquares : squares;
    }

    /** ω ∂ℓ/∂o of every example, zero elsewhere; in double precision, and narrowed for what lies below the heads. */
    private void outputGradients(int rows) {
        Arrays.fill(familyExamples, 0);
        examples = 0;
        detached = 0;
        report.gradients().clear();
        Arrays.fill(outputGradients, 0, rows * shape.outputs(), 0);
        for (int row = 0; row < rows; row++) {
            for (int f = 0; f < losses.length; f++) {
                if (batch.isLabelled(row, f)) {
                    outputGradient(row, f);
                    familyExamples[f]++;
                    examples++;
                }
            }
            narrow(row);
            if (detached > 0) {
                hideDetached(row);
            }
            batch.outputGradient().store(row);
        }
    }

    private void outputGradient(int row, int family) {
        int at = row * shape.outputs() + shape.outputOffset(family);
        losses[family].gradient(
                batch.means(), at, batch.target(row, family), batch.weight(row, family), outputGradients, at);
        if (batch.isDetached(row, family)) {
            detached++;
        } else {
            report.gradients().add(family, outputGradients, row * shape.outputs());
        }
    }

    private void narrow(int row) {
        Matrix d = batch.outputGradient();
        for (int j = 0; j < shape.outputs(); j++) {
            d.mirror()[d.at(row) + j] = (float) outputGradients[row * shape.outputs() + j];
        }
    }

    /** What goes down to the trunk has nothing of examples that are detached, until {@link #showDetached}. */
    private void hideDetached(int row) {
        Matrix d = batch.outputGradient();
        for (int f = 0; f < losses.length; f++) {
            if (batch.isDetached(row, f)) {
                Arrays.fill(d.mirror(), d.at(row) + shape.outputOffset(f), d.at(row) + shape.outputOffset(f + 1), 0f);
            }
        }
    }

    private void showDetached(int rows) {
        for (int row = 0; row < rows && detached > 0; row++) {
            narrow(row);
        }
    }

    /** From the outputs' gradients down through every layer of the trunk. */
    private void backward(int rows, GradientRule rule) {
        if (shape.hidden() > 0) {
            heads.run(batch, rows, rule);
            batch.trunk().backward(shared.values(), rows);
        }
    }

    private void sharedGradients(int rows, float mean) {
        for (Affine affine : batch.trunk().affines()) {
            affine.gradient(rows, mean, shared.gradient());
        }
        headGradient.compute(batch, rows, outputGradients, 1.0 / examples, shared.gradient());
    }

    /** Finds the rows whose own gradients are not finite or too large to square, and takes them out. */
    private void rejectNonFinite(int rows) {
        for (int row = 0; row < rows; row++) {
            if (!(largestGradient(row) <= LARGEST_GRADIENT / rows)) {
                batch.reject(row);
                clear(row);
                report.rejected().set(row);
            }
        }
    }

    /** The last resort: no single row is to blame, yet together they cannot be learned. */
    private void rejectAll(int rows) {
        for (int row = 0; row < rows; row++) {
            batch.reject(row);
        }
        report.rejected().set(0, rows);
        examples = 0;
    }

    private void clear(int row) {
        batch.outputGradient().clear(row);
        for (Affine affine : batch.trunk().affines()) {
            affine.clear(row);
        }
    }

    /** A bound on the norm of every gradient that this row contributes; NaN if any is. */
    private double largestGradient(int row) {
        double sum = batch.outputGradient().norm(row) * batch.z().norm(row);
        for (Affine affine : batch.trunk().affines()) {
            sum += affine.gradientNorm(row);
        }
        return sum;
    }

    private void update(double norm, long learned) {
        double clip = hyperparameters.clip(norm);
        double schedule = hyperparameters.schedule().factor(learned, examples, hyperparameters.batchSize());
        Optimizer optimizer = hyperparameters.shared();
        if (detached < examples) {
            shared.stepTrunk(optimizer, (float) clip, hyperparameters.trunkRate() * schedule);
        }
        double headRate = hyperparameters.headRate() * schedule;
        shared.stepHeads(familyExamples, optimizer, (float) clip, headRate);
        boolean joined = hyperparameters.joined();
        double rate = hyperparameters.deviationRate() * (joined ? headRate : 1);
        deviationStep.update(hyperparameters.deviation(), joined ? (float) clip : 1f, rate);
        report.set(examples, norm, clip);
    }

    double penalty(int rows) {
        growDeviations(rows);
        deviationStep.gather(batch, rows);
        return deviationStep.penalty(batch, hyperparameters.deviationPenalty());
    }
}
