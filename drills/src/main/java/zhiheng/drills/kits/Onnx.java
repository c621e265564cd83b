package zhiheng.drills.kits;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import zhiheng.drills.target.Shape;

/** Writes a graph of ONNX, operators of opset 13, node by node. The first name is "input", the last "scores". */
final class Onnx {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
    private String last = "input";
    private int count;

    private Onnx(String name) {
        graph.setName(name);
    }

    static byte[] of(Net net) {
        var file = new Onnx("net");
        boolean flat = net.shape() instanceof Shape.Row;
        int layer = 0;
        for (var step : net.layers()) {
            boolean ends = ++layer == net.layers().size();
            switch (step) {
                case Conv c ->
                    file.node(
                                    "Conv",
                                    ends,
                                    file.floats("w", c.weights, c.out, c.in, 3, 3),
                                    file.floats("b", c.bias, c.out))
                            .addAttribute(ints("kernel_shape", 3, 3))
                            .addAttribute(ints("pads", 1, 1, 1, 1));
                case Relu _ -> file.node("Relu", ends);
                case Pool _ ->
                    file.node("MaxPool", ends)
                            .addAttribute(ints("kernel_shape", 2, 2))
                            .addAttribute(ints("strides", 2, 2));
                case Dense d -> {
                    if (!flat) {
                        file.node("Flatten", false);
                        flat = true;
                    }
                    file.node("Gemm", ends, file.floats("w", d.weights, d.out, d.in), file.floats("b", d.bias, d.out))
                            .addAttribute(OnnxMl.AttributeProto.newBuilder()
                                    .setName("transB")
                                    .setType(OnnxMl.AttributeProto.AttributeType.INT)
                                    .setI(1));
                }
            }
        }
        return file.bytes(net.shape(), net.classes());
    }

    /** Stumps: the columns asked, whether each is above its cut, and the sum of what those that are weigh. */
    static byte[] of(Stumps stumps) {
        var file = new Onnx("stumps");
        long[] columns = new long[stumps.columns().length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = stumps.columns()[i];
        }
        file.node("Gather", false, file.integers(columns))
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(OnnxMl.AttributeProto.AttributeType.INT)
                        .setI(1));
        file.node("Greater", false, file.floats("cuts", stumps.cuts(), stumps.cuts().length));
        file.node("Cast", false)
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("to")
                        .setType(OnnxMl.AttributeProto.AttributeType.INT)
                        .setI(FLOAT));
        var weights = new float[2 * columns.length]; // the score of class 0 is 0
        System.arraycopy(stumps.weights(), 0, weights, columns.length, columns.length);
        file.node(
                        "Gemm",
                        true,
                        file.floats("w", weights, 2, columns.length),
                        file.floats("b", new float[] {0, stumps.bias()}, 2))
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(OnnxMl.AttributeProto.AttributeType.INT)
                        .setI(1));
        return file.bytes(stumps.shape(), 2);
    }

    private OnnxMl.NodeProto.Builder node(String operator, boolean ends, String... constants) {
        var node = graph.addNodeBuilder()
                .setOpType(operator)
                .setName(operator + count)
                .addInput(last);
        for (var constant : constants) {
            node.addInput(constant);
        }
        last = ends ? "scores" : "x" + count;
        count++;
        return node.addOutput(last);
    }

    private String floats(String prefix, float[] values, long... dims) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return constant(prefix, FLOAT, bytes, dims);
    }

    private String integers(long[] values) {
        var bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return constant("columns", INT64, bytes, values.length);
    }

    private String constant(String prefix, int type, ByteBuffer bytes, long... dims) {
        var name = prefix + graph.getInitializerCount();
        var tensor = graph.addInitializerBuilder().setName(name).setDataType(type);
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        tensor.setRawData(ByteString.copyFrom(bytes.flip()));
        return name;
    }

    private static OnnxMl.AttributeProto ints(String name, long... values) {
        var attribute =
                OnnxMl.AttributeProto.newBuilder().setName(name).setType(OnnxMl.AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private byte[] bytes(Shape shape, int classes) {
        graph.addInput(
                switch (shape) {
                    case Shape.Picture p -> value("input", p.channels(), p.height(), p.width());
                    case Shape.Row r -> value("input", r.columns());
                });
        graph.addOutput(value("scores", classes));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("zhiheng")
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static OnnxMl.ValueInfoProto value(String name, long... dims) {
        var shape = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (long dim : dims) {
            shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(FLOAT)
                                .setShape(shape)))
                .build();
    }
}
