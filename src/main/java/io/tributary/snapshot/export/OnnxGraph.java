package io.tributary.snapshot.export;

import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * An ONNX graph under construction: nodes, constants, inputs and outputs, each known by the name of its value.
 *
 * <p>Every input and output is a matrix with one line a row; how many there are is open. Not thread-safe.
 */
final class OnnxGraph {
    /** The domain of operators that the standard one lacks. */
    static final String MACHINE_LEARNING = "ai.onnx.ml";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    OnnxGraph(String name, String description) {
        graph.setName(name).setDocString(description);
    }

    GraphProto build() {
        return graph.build();
    }

    /** Declares an input of so many columns. */
    String input(String name, DataType type, int columns, String description) {
        graph.addInput(value(name, type, columns, description));
        return name;
    }

    /** Declares the value of a node as an output of so many columns. */
    void output(String name, DataType type, int columns, String description) {
        graph.addOutput(value(name, type, columns, description));
    }

    private static ValueInfoProto value(String name, DataType type, int columns, String description) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(Dimension.newBuilder().setDimParam("rows"))
                .addDim(Dimension.newBuilder().setDimValue(columns))
                .build();
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(description)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** Adds a node with one output, which gives it its name, and returns that. */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addOutput(output)
                .addAllInput(inputs)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** As {@link #node(String, String, List, AttributeProto...)}, for an operator without attributes. */
    String node(String operator, String output, String... inputs) {
        return node(operator, output, List.of(inputs));
    }

    /** The same matrix in another type. */
    String cast(String output, String input, DataType type) {
        return node("Cast", output, List.of(input), attribute("to", type.getNumber()));
    }

    /** Matrices side by side. */
    String besides(String output, List<String> inputs) {
        return inputs.size() == 1
                ? node("Identity", output, inputs.get(0))
                : node("Concat", output, inputs, attribute("axis", 1));
    }

    /** Some columns of a matrix. */
    String columns(String output, String input, long[] columns) {
        return node("Gather", output, List.of(input, integers(output + ".columns", columns)), attribute("axis", 1));
    }

    /** W·x + b for every line x of a matrix; W is named {@code NAME.weight [out, in]}, b {@code NAME.bias [out]}. */
    String affine(String output, String input, String name) {
        return node("Gemm", output, List.of(input, name + ".weight", name + ".bias"), attribute("transB", 1));
    }

    /** From texts to integers: the place of a text among the keys, each with the integer that stands for it. */
    String indexes(String output, String input, List<String> keys, long[] values, long otherwise) {
        AttributeProto.Builder texts =
                AttributeProto.newBuilder().setName("keys_strings").setType(AttributeProto.AttributeType.STRINGS);
        keys.forEach(key -> texts.addStrings(ByteString.copyFromUtf8(key)));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("LabelEncoder")
                .setDomain(MACHINE_LEARNING)
                .setName(output)
                .addInput(input)
                .addOutput(output)
                .addAttribute(texts)
                .addAttribute(ints("values_int64s", values))
                .addAttribute(attribute("default_int64", otherwise)));
        return output;
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** A constant of any shape. */
    String floats(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = tensor(name, DataType.FLOAT, shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Constants that {@link #affine} finds by their names. */
    void tensors(List<NamedTensor> tensors) {
        for (NamedTensor tensor : tensors) {
            long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            floats(tensor.name(), tensor.values().array(), shape);
        }
    }

    /** A constant line of numbers in double precision; of one number, that which is the same for all columns. */
    String doubles(String name, double... values) {
        TensorProto.Builder tensor = tensor(name, DataType.DOUBLE, values.length);
        for (double value : values) {
            tensor.addDoubleData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** A constant line of integers. */
    String integers(String name, long... values) {
        TensorProto.Builder tensor = tensor(name, DataType.INT64, values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** A constant line of truth values. */
    String flags(String name, boolean... values) {
        TensorProto.Builder tensor = tensor(name, DataType.BOOL, values.length);
        for (boolean value : values) {
            tensor.addInt32Data(value ? 1 : 0);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static TensorProto.Builder tensor(String name, DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        return tensor;
    }
}
