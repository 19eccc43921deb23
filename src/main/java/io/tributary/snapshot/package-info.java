/** Versioned, checksummed, gated snapshots with provenance; list, verify, restore, export. */
@NullMarked
package io.tributary.snapshot;

import org.jspecify.annotations.NullMarked;
