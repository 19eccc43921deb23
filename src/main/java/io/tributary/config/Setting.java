package io.tributary.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One key of the configuration: what it means, what it is when absent, and which numbers it takes.
 *
 * <p>The annotated record component is the only home of a default; the loader, the printed configuration and the
 * generated reference all read it here.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The meaning, as one sentence of the reference. */
    String value();

    /** The default in YAML; empty: the key is required, unless its type has an empty value (optional, list, map). */
    String byDefault() default "";

    /** The smallest number allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest number allowed. */
    double max() default Double.POSITIVE_INFINITY;
}
