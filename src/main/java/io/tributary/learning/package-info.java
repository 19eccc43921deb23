/** The learner: predicts, scores, gathers mini-batches and steps; its narrow waist is observe(row) → prediction. */
@NullMarked
package io.tributary.learning;

import org.jspecify.annotations.NullMarked;
