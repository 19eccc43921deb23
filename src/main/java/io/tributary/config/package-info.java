/** What a setting is: a documented component of a record, bound from YAML with errors that say how to mend them. */
@NullMarked
package io.tributary.config;

import org.jspecify.annotations.NullMarked;
