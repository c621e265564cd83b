package zhiheng.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import zhiheng.bench.marks.Attack;
import zhiheng.bench.marks.Painter;
import zhiheng.provenance.traces.Figures;
import zhiheng.provenance.traces.Traces;

/**
 * How often the traces in pixels are found where they are, and where they are not, on pictures made here: {@code ./zhiheng bench traces
 * [PICTURES]}, by default 40 of each kind. Camera-like pictures are painted and go through lens, noise and often JPEG; generated ones come
 * out of an untrained network that enlarges them eight times, in steps of two, with kernels drawn by lot. The bound of each figure is where
 * 1 % of the tuning half lie above it; the rates are of the kept-back half. Real generators are not in it: the rate of finds says little of them.
 */
public final class TracesBench {
    private static final int SIZE = 512;
    private static final long SEED = 20261130;

    private TracesBench() {}

    public static void main(String[] args) {
        int pictures = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        System.out.println(
                "| trace | bound in use | where 1 % of the tuning half begins | false alarms, kept-back half | 95 % | found | 95 % |");
        System.out.println("|---|---:|---:|---:|---|---:|---|");
        row(
                "up-sampling",
                pictures,
                Traces.UPSAMPLING,
                Figures::upsampling,
                TracesBench::camera,
                TracesBench::generated);
        row("resampling", pictures, Traces.RESAMPLING, Figures::resampling, TracesBench::camera, TracesBench::scaled);
        row("double JPEG", pictures, Traces.DOUBLE, Figures::doubleJpeg, TracesBench::once, TracesBench::twice);
    }

    private interface Maker {
        byte[] make(Painter kind, int number) throws IOException;
    }

    private static void row(
            String name, int pictures, double bound, ToDoubleFunction<Figures> figure, Maker without, Maker with) {
        var tuning = figures(true, pictures, figure, without);
        var kept = figures(false, pictures, figure, without);
        var found = figures(false, pictures, figure, with);
        int alarms = (int) Arrays.stream(kept).filter(value -> value >= bound).count();
        int finds = (int) Arrays.stream(found).filter(value -> value >= bound).count();
        System.out.printf(
                "| %s | %.2f | %.2f | %d of %d | %s | %d of %d | %s |%n",
                name,
                bound,
                tuning[(int) Math.floor(0.99 * (tuning.length - 1))],
                alarms,
                kept.length,
                Wilson.of(alarms, kept.length).range(),
                finds,
                found.length,
                Wilson.of(finds, found.length).range());
    }

    private static double[] figures(boolean tuning, int pictures, ToDoubleFunction<Figures> figure, Maker maker) {
        var kinds = Arrays.stream(Painter.values())
                .filter(kind -> kind.tuning == tuning)
                .toList();
        return IntStream.range(0, kinds.size() * pictures)
                .parallel()
                .mapToDouble(i -> {
                    try {
                        var file = Files.createTempFile("traces", ".bin");
                        Files.write(file, maker.make(kinds.get(i % kinds.size()), i));
                        var figures = Figures.of(file).orElseThrow();
                        Files.delete(file);
                        return figure.applyAsDouble(figures);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sorted()
                .toArray();
    }

    private static BufferedImage paint(Painter kind, int number) {
        return kind.paint(SIZE, SIZE, SEED + number);
    }

    private static byte[] camera(Painter kind, int number) throws IOException {
        return saved(paint(kind, number), number);
    }

    /** A third as PNG, two thirds as JPEG of some quality. */
    private static byte[] saved(BufferedImage picture, int number) throws IOException {
        var random = new Random(SEED + number);
        if (number % 3 == 0) {
            var out = new java.io.ByteArrayOutputStream();
            ImageIO.write(picture, "png", out);
            return out.toByteArray();
        }
        return Attack.jpegBytes(picture, 70 + random.nextInt(28));
    }

    private static byte[] scaled(Painter kind, int number) throws IOException {
        var random = new Random(SEED + number);
        return saved(Attack.resize(paint(kind, number), 1.15 + 0.8 * random.nextDouble()), number);
    }

    private static byte[] once(Painter kind, int number) {
        return Attack.jpegBytes(paint(kind, number), 70 + number % 28);
    }

    private static byte[] twice(Painter kind, int number) {
        var random = new Random(SEED + number);
        var first = Attack.jpeg(paint(kind, number), 50 + random.nextInt(25));
        return Attack.jpegBytes(first, 80 + number % 15);
    }

    private static byte[] generated(Painter kind, int number) throws IOException {
        var random = new Random(SEED + number);
        var small = kind.paint(SIZE / 8, SIZE / 8, SEED + number);
        var out = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        var planes = new float[3][];
        for (int colour = 0; colour < 3; colour++) {
            var plane = new float[small.getWidth() * small.getHeight()];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = small.getRGB(i % small.getWidth(), i / small.getWidth()) >> 8 * colour & 255;
            }
            planes[colour] = plane;
        }
        int side = SIZE / 8;
        while (side < SIZE) {
            var kernel = kernel(random);
            for (int colour = 0; colour < 3; colour++) {
                planes[colour] = enlarged(planes[colour], side, kernel, random);
            }
            side *= 2;
        }
        for (int i = 0; i < SIZE * SIZE; i++) {
            int rgb = 0;
            for (int colour = 0; colour < 3; colour++) {
                rgb |= (int) Math.clamp(planes[colour][i], 0, 255) << 8 * colour;
            }
            out.setRGB(i % SIZE, i / SIZE, rgb);
        }
        return saved(out, number);
    }

    /** Four by four, near that of bilinear enlarging, as trained kernels are. */
    private static float[] kernel(Random random) {
        float[] line = {0.25f, 0.75f, 0.75f, 0.25f};
        var kernel = new float[16];
        for (int i = 0; i < 16; i++) {
            kernel[i] = line[i / 4] * line[i % 4] * (float) (1 + 0.15 * random.nextGaussian());
        }
        return kernel;
    }

    /** A transposed convolution with a stride of two; noise comes in before it, as detail does in networks. */
    private static float[] enlarged(float[] plane, int side, float[] kernel, Random random) {
        var out = new float[4 * plane.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                float value = plane[y * side + x] + 6 * (float) random.nextGaussian();
                for (int i = 0; i < 16; i++) {
                    int row = 2 * y + i / 4 - 1;
                    int column = 2 * x + i % 4 - 1;
                    if (row >= 0 && column >= 0 && row < 2 * side && column < 2 * side) {
                        out[row * 2 * side + column] += value * kernel[i];
                    }
                }
            }
        }
        return out;
    }
}
