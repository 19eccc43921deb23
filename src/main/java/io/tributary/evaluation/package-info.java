/** Prequential scores and baselines: what is measured beside the learner, never inside its state hash. */
@NullMarked
package io.tributary.evaluation;

import org.jspecify.annotations.NullMarked;
