/** The learner as named blocks of bytes: the one format of changelog and restore. */
@NullMarked
package io.tributary.state;

import org.jspecify.annotations.NullMarked;
