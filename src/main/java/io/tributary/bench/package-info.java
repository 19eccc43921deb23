/** Alternatives measured in turn, in one run: the learner beside a pass-through, the step beside its matrix products. */
@NullMarked
package io.tributary.bench;

import org.jspecify.annotations.NullMarked;
