package io.tributary.feature;

import java.util.List;

/** How the raw value of one feature becomes inputs; the inputs are zero when it is asked to fill them. */
sealed interface Encoding permits NumberEncoding, TextEncoding {
    /** The names of the inputs it fills; their number is its width. */
    List<String> inputNames();
}
