package zhiheng.provenance.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.provenance.traces.TraceReport.Judgement;

class TracesTest {
    @TempDir
    Path folder;

    /** Slow waves with grain that neighbours share, as behind a lens. */
    private static BufferedImage photo(int side, long seed) {
        var random = new Random(seed);
        var grain = new double[side * side];
        for (int i = 0; i < grain.length; i++) {
            grain[i] = 9 * random.nextGaussian();
        }
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int right = y * side + Math.min(x + 1, side - 1);
                int below = Math.min(y + 1, side - 1) * side + x;
                double tone = 128
                        + 60 * Math.sin(x / 23.0 + seed)
                        + 40 * Math.cos(y / 17.0)
                        + 0.5 * grain[y * side + x]
                        + 0.25 * (grain[right] + grain[below]);
                picture.setRGB(x, y, (int) Math.clamp(tone, 0, 255) * 0x10101);
            }
        }
        return picture;
    }

    /** Twice as large, as a transposed convolution with an uneven kernel does it. */
    private static BufferedImage enlarged(BufferedImage small) {
        double[] kernel = {1, 0.9, 0.92, 1.05};
        int side = 2 * small.getWidth();
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int grey = small.getRGB(x / 2, y / 2) & 255;
                picture.setRGB(x, y, (int) Math.clamp(grey * kernel[y % 2 * 2 + x % 2], 0, 255) * 0x10101);
            }
        }
        return picture;
    }

    private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.write(null, new IIOImage(picture, null, null), how);
        }
        return out.toByteArray();
    }

    private TraceReport png(BufferedImage picture, String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        var whole = new ByteArrayOutputStream();
        whole.write(out.toByteArray(), 0, 33);
        if (content.length > 0) {
            whole.write(java.nio.ByteBuffer.allocate(8)
                    .putInt(content.length)
                    .put(name.getBytes(StandardCharsets.US_ASCII))
                    .array());
            whole.writeBytes(content);
            whole.writeBytes(new byte[4]);
        }
        whole.write(out.toByteArray(), 33, out.size() - 33);
        return of(whole.toByteArray());
    }

    private TraceReport of(byte[] bytes) throws IOException {
        return new Traces(List.of()).of(Files.write(folder.resolve("file"), bytes));
    }

    private static List<TraceKind> kinds(TraceReport report) {
        return report.traces().stream().map(Trace::kind).toList();
    }

    @Test
    void a_photo_like_picture_is_unknown_and_never_real() throws IOException {
        var report = png(photo(256, 1), "", new byte[0]);
        assertThat(report.traces()).isEmpty();
        assertThat(report.judgement()).isEqualTo(Judgement.UNKNOWN);
        assertThat(Judgement.values()).containsExactly(Judgement.SUSPECTED, Judgement.UNKNOWN);
    }

    @Test
    void what_generators_write_of_themselves_is_found_also_compressed() throws IOException {
        var text = "parameters\0a cat\nSteps: 20, Sampler: Euler a, CFG scale: 7".getBytes(StandardCharsets.ISO_8859_1);
        var report = png(photo(256, 1), "tEXt", text);
        assertThat(report.judgement()).isEqualTo(Judgement.SUSPECTED);
        assertThat(report.traces().getFirst().found()).startsWith("Steps: 20");

        var workflow = "{\"3\":{\"class_type\":\"KSampler\",\"inputs\":{}}}".getBytes(StandardCharsets.US_ASCII);
        var packed = new byte[300];
        int length;
        try (var deflater = new Deflater()) {
            deflater.setInput(workflow);
            deflater.finish();
            length = deflater.deflate(packed);
        }
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes("prompt\0\0".getBytes(StandardCharsets.US_ASCII));
        chunk.write(packed, 0, length);
        assertThat(kinds(png(photo(256, 1), "zTXt", chunk.toByteArray()))).contains(TraceKind.GENERATOR);
    }

    @Test
    void the_source_type_counts_by_what_it_says() throws IOException {
        var source = "http://cv.iptc.org/newscodes/digitalsourcetype/";
        var made = png(photo(256, 1), "iTXt", (source + "trainedAlgorithmicMedia").getBytes(StandardCharsets.US_ASCII));
        assertThat(kinds(made)).containsExactly(TraceKind.SOURCE_TYPE);
        assertThat(made.judgement()).isEqualTo(Judgement.SUSPECTED);
        var taken = png(photo(256, 1), "iTXt", (source + "digitalCapture").getBytes(StandardCharsets.US_ASCII));
        assertThat(kinds(taken)).containsExactly(TraceKind.CAPTURE_TYPE);
        assertThat(taken.judgement()).isEqualTo(Judgement.UNKNOWN);
    }

    @Test
    void the_grid_of_networks_that_enlarge_is_suspected_with_its_false_alarms() throws IOException {
        var report = png(enlarged(enlarged(photo(128, 3))), "", new byte[0]);
        assertThat(kinds(report)).contains(TraceKind.UPSAMPLED);
        assertThat(report.judgement()).isEqualTo(Judgement.SUSPECTED);
        assertThat(report.traces()).allMatch(trace -> trace.falseAlarms().contains(" / "));
    }

    @Test
    void tables_of_a_jpeg_are_told_and_two_compressions_are_seen() throws IOException {
        var once = of(jpeg(photo(512, 2), 0.9f));
        assertThat(kinds(once)).containsExactly(TraceKind.TABLES);
        assertThat(once.traces().getFirst().found()).isEqualTo("standard 90");
        var first = ImageIO.read(new java.io.ByteArrayInputStream(jpeg(photo(512, 2), 0.6f)));
        assertThat(kinds(of(jpeg(first, 0.92f)))).contains(TraceKind.DOUBLE_JPEG);
    }

    @Test
    void a_detector_that_a_user_brings_is_a_suspicion_with_its_own_rate() throws IOException {
        var detector = new Detector() {
            @Override
            public String name() {
                return "light";
            }

            @Override
            public double score(BufferedImage picture) {
                return (picture.getRGB(0, 0) & 255) / 255.0;
            }

            @Override
            public double threshold() {
                return 0.1;
            }

            @Override
            public String falseAlarms() {
                return "3 of 100, own photographs";
            }
        };
        var out = new ByteArrayOutputStream();
        ImageIO.write(photo(256, 1), "png", out);
        var report = new Traces(List.of(detector)).of(Files.write(folder.resolve("file"), out.toByteArray()));
        assertThat(kinds(report)).containsExactly(TraceKind.DETECTOR);
        assertThat(report.traces().getFirst().falseAlarms()).contains("3 of 100");
        assertThat(report.json().get("judgement")).isEqualTo("suspected");
    }

    @Test
    void damaged_files_have_few_traces_and_no_exception() throws IOException {
        var whole = jpeg(photo(160, 5), 0.8f);
        for (int length = 0; length < whole.length; length += 97) {
            assertThat(of(java.util.Arrays.copyOf(whole, length)).judgement()).isNotNull();
        }
    }
}
