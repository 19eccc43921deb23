/** What is being learned: families, tasks, rows, predictions, as plain values. */
@NullMarked
package io.tributary.task;

import org.jspecify.annotations.NullMarked;
