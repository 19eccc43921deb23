/** A real single-node Kafka (KRaft) inside the process, for the demo, the tests and a first try. */
@NullMarked
package io.tributary.broker;

import org.jspecify.annotations.NullMarked;
