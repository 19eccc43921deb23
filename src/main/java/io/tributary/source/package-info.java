/** From a CSV row or Avro record to a mapped row: entity, event time, raw values, labels after their rules. */
@NullMarked
package io.tributary.source;

import org.jspecify.annotations.NullMarked;
