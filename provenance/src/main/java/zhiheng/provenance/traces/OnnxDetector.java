package zhiheng.provenance.traces;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import zhiheng.base.Refusal;

/**
 * A network of the user's own as an ONNX file, and beside it {@code FILE.properties} with what it needs: {@code side} (pixels of its square
 * input), {@code mean} and {@code deviation} (of values between 0 and 1; by default 0 and 1), {@code threshold}, and {@code false-alarms}: how
 * often pictures that were not generated reach the threshold, on which set. Without the last it is refused. The input is one picture as
 * float [1, 3, side, side], RGB; the score is the last number of the first output.
 */
public final class OnnxDetector implements Detector, AutoCloseable {
    private static final int LARGEST = 2_048;

    private final OrtSession session;
    private final String name;
    private final Settings settings;

    private record Settings(int side, float mean, float deviation, double threshold, String falseAlarms) {}

    private OnnxDetector(OrtSession session, String name, Settings settings) {
        this.session = session;
        this.name = name;
        this.settings = settings;
    }

    public static OnnxDetector open(Path model) throws IOException {
        var settings = settings(model.resolveSibling(model.getFileName() + ".properties"));
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            var session = environment.createSession(model.toString(), options);
            return new OnnxDetector(session, String.valueOf(model.getFileName()), settings);
        } catch (OrtException e) {
            throw Refusal.invalid("模型无法使用。", "the model cannot be used.").at(model.toString());
        }
    }

    private static Settings settings(Path file) throws IOException {
        var given = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            given.load(in);
            var settings = new Settings(
                    Integer.parseInt(given.getProperty("side", "224")),
                    Float.parseFloat(given.getProperty("mean", "0")),
                    Float.parseFloat(given.getProperty("deviation", "1")),
                    Double.parseDouble(given.getProperty("threshold", "")),
                    given.getProperty("false-alarms", "").strip());
            if (settings.side > 0 && settings.side <= LARGEST && !settings.falseAlarms.isEmpty()) {
                return settings;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Refusal.invalid(
                        "须有 side、threshold，以及 false-alarms（在哪个集合上的误报率）。",
                        "it needs side, threshold, and false-alarms (how often, and on which set).")
                .at(file.toString());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double threshold() {
        return settings.threshold;
    }

    @Override
    public String falseAlarms() {
        return settings.falseAlarms;
    }

    @Override
    public double score(BufferedImage picture) {
        int side = settings.side;
        var small = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(picture, 0, 0, side, side, null);
        g.dispose();
        var values = FloatBuffer.allocate(3 * side * side);
        for (int shift = 16; shift >= 0; shift -= 8) {
            for (int i = 0; i < side * side; i++) {
                float value = (small.getRGB(i % side, i / side) >> shift & 255) / 255f;
                values.put((value - settings.mean) / settings.deviation);
            }
        }
        values.flip();
        var input = session.getInputNames().iterator().next();
        try (var tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), values, new long[] {1, 3, side, side});
                var result = session.run(Map.of(input, tensor))) {
            if (result.get(0) instanceof OnnxTensor out) {
                var scores = out.getFloatBuffer();
                if (scores != null && scores.hasRemaining()) {
                    return scores.get(scores.limit() - 1);
                }
            }
        } catch (OrtException e) {
            // said below
        }
        throw Refusal.invalid(
                        "模型须接受 [1, 3, " + side + ", " + side + "] 的浮点输入并输出浮点数。",
                        "the model must take floats of [1, 3, " + side + ", " + side + "] and give floats.")
                .at(name);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
