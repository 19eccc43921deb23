/** The model in the formats of others: ONNX to be served, safetensors to be computed with, JSON to be read by people. */
@NullMarked
package io.tributary.snapshot.export;

import org.jspecify.annotations.NullMarked;
