/** The Kafka edge: topology, processors, stores, serdes, dead letters. */
@NullMarked
package io.tributary.streams;

import org.jspecify.annotations.NullMarked;
