/** From a mapped row's values to the trunk's input vector, with running statistics that are part of the model. */
@NullMarked
package io.tributary.feature;

import org.jspecify.annotations.NullMarked;
