package io.tributary.snapshot.export;

/** The formats that a model can be exported in. */
public enum ExportFormat {
    /** A graph that computes the answers of one entity's tasks from raw values, for ONNX Runtime. */
    ONNX {
        @Override
        public ModelExport export(TaskChoice choice) {
            return new OnnxExport(choice);
        }
    },
    /** All parameters as named tensors, for Python's package of that name. */
    SAFETENSORS {
        @Override
        public ModelExport export(TaskChoice choice) {
            choice.requireAll("safetensors");
            return new SafetensorsExport();
        }
    },
    /** All of it but the deviations' numbers, for people. */
    JSON {
        @Override
        public ModelExport export(TaskChoice choice) {
            choice.requireAll("json");
            return new JsonExport();
        }
    };

    /**
     * An export in this format.
     *
     * @param choice the tasks it is about; the formats other than ONNX hold them all
     * @throws IllegalArgumentException if the format cannot hold a choice of them
     */
    public abstract ModelExport export(TaskChoice choice);
}
