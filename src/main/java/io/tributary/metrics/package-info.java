/** What the outside may watch: Prometheus collectors. */
@NullMarked
package io.tributary.metrics;

import org.jspecify.annotations.NullMarked;
