/** The command line: loads the configuration and wires the rooms. */
@NullMarked
package io.tributary;

import org.jspecify.annotations.NullMarked;
