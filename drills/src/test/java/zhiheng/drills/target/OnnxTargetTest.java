package zhiheng.drills.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.drills.SharedKits;

class OnnxTargetTest {
    private static void refused(byte[] model, String said) {
        assertThatThrownBy(() -> OnnxTarget.open(model).close())
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.INVALID))
                .hasMessageContaining(said);
    }

    /** A file that gives its input back, which is of {@code dims}. */
    private static byte[] echo(int type, long... dims) {
        var model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13));
        model.getGraphBuilder()
                .setName("echo")
                .addNodeBuilder()
                .setOpType("Identity")
                .addInput("in")
                .addOutput("out");
        model.getGraphBuilder().addInput(value("in", type, dims)).addOutput(value("out", type, dims));
        return model.build().toByteArray();
    }

    private static OnnxMl.ValueInfoProto value(String name, int type, long... dims) {
        var shape = OnnxMl.TensorShapeProto.newBuilder();
        for (long dim : dims) {
            shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        var tensor = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape);
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    @Test
    void what_is_no_model_is_refused() {
        refused("not a model".getBytes(StandardCharsets.UTF_8), "not an ONNX model");
        refused(new byte[0], "not an ONNX model");
        assertThatThrownBy(() -> OnnxTarget.open(Path.of("no", "such.onnx")).close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no such model file");
    }

    @Test
    void a_wrong_shape_is_refused_with_the_right_ones() {
        refused(echo(1, 1, 10, 3), "[batch, columns]");
        refused(echo(1, 1, 32, 32, 3), "[batch, channels, height, width]");
        refused(echo(7, 1, 10), "no float tensor");
        refused(echo(1, 1, 3, 8, 8), "no float output");
    }

    @Test
    void an_input_of_another_size_is_refused() {
        var kit = SharedKits.of("credit");
        try (var onnx = OnnxTarget.open(kit.model().onnx())) {
            assertThatThrownBy(() -> onnx.scores(new float[][] {new float[3]}))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("3 numbers")
                    .hasMessageContaining("10 columns");
        }
    }

    @Test
    void a_fixed_batch_is_filled_up() {
        try (var onnx = OnnxTarget.open(echo(1, 3, 2))) {
            var rows = new float[7][2];
            for (int i = 0; i < rows.length; i++) {
                rows[i][0] = i;
            }
            assertThat(onnx.scores(rows)).isDeepEqualTo(rows);
        }
    }

    @Test
    void answers_that_are_none_are_refused() {
        var shape = new Shape.Row(1);
        var input = new float[][] {{0}};
        assertThatThrownBy(() -> new PortTarget(shape, 2, in -> new float[][] {{Float.NaN, 0}}).scores(input))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new PortTarget(shape, 2, in -> new float[0][]).scores(input))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("0 answers to 1 inputs");
        assertThatThrownBy(() -> new PortTarget(shape, 3, in -> new float[][] {{1, 0}}).scores(input))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("2 classes");
    }
}
