/** The network on ND4J buffers: trunk, heads, losses, one step's arithmetic, the optimizer; the only room with native calls. */
@NullMarked
package io.tributary.model;

import org.jspecify.annotations.NullMarked;
