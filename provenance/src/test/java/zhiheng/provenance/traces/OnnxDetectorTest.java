package zhiheng.provenance.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;

class OnnxDetectorTest {
    @TempDir
    Path folder;

    private Path model(String settings) throws IOException {
        Files.writeString(folder.resolve("mean.onnx.properties"), settings);
        return Files.write(folder.resolve("mean.onnx"), meanOfAll());
    }

    private static BufferedImage grey(int level) {
        var picture = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setColor(new java.awt.Color(level, level, level));
        g.fillRect(0, 0, 200, 150);
        g.dispose();
        return picture;
    }

    @Test
    void a_network_of_the_users_own_is_a_suspicion_with_the_rate_that_its_owner_states() throws IOException {
        var model = model("side=16\nthreshold=0.5\nfalse-alarms=2 of 300, own photographs\n");
        try (var detector = OnnxDetector.open(model)) {
            assertThat(detector.score(grey(51))).isCloseTo(0.2, within(1e-4));
            var file = folder.resolve("light.png");
            ImageIO.write(grey(204), "png", file.toFile());
            var report = new Traces(List.of(detector)).of(file);
            assertThat(report.judgement()).isEqualTo(TraceReport.Judgement.SUSPECTED);
            assertThat(report.traces().getFirst().found()).isEqualTo("mean.onnx 0.800");
            assertThat(report.traces().getFirst().falseAlarms()).isEqualTo("2 of 300, own photographs");
        }
    }

    @Test
    void without_its_false_alarms_and_without_being_a_network_it_is_refused() throws IOException {
        var silent = model("side=16\nthreshold=0.5\n");
        assertThatThrownBy(() -> OnnxDetector.open(silent))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("false-alarms");
        var none = model("side=16\nthreshold=0.5\nfalse-alarms=1 of 9\n");
        Files.writeString(none, "no network");
        assertThatThrownBy(() -> OnnxDetector.open(none)).isInstanceOf(Refusal.class);
    }

    /** A network of one node, ReduceMean, in the wire format of ONNX's protobuf schema. */
    private static byte[] meanOfAll() {
        var node = join(text(1, "x"), text(2, "m"), text(4, "ReduceMean"));
        var shape = new ByteArrayOutputStream();
        for (int size : new int[] {1, 3, 16, 16}) {
            shape.writeBytes(message(1, number(1, size)));
        }
        var in = message(1, join(number(1, 1), message(2, shape.toByteArray())));
        var out = message(1, number(1, 1));
        var graph = join(
                message(1, node),
                text(2, "g"),
                message(11, join(text(1, "x"), message(2, in))),
                message(12, join(text(1, "m"), message(2, out))));
        return join(number(1, 8), message(8, number(2, 13)), message(7, graph));
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] text(int field, String value) {
        return message(field, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] message(int field, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(field << 3 | 2);
        out.write(content.length & 0x7f | (content.length > 0x7f ? 0x80 : 0));
        if (content.length > 0x7f) {
            out.write(content.length >> 7);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
