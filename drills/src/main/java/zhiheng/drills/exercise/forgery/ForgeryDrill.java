package zhiheng.drills.exercise.forgery;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import zhiheng.base.CreditCode;
import zhiheng.base.Refusal;
import zhiheng.labels.Integrity;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.ProducerCode;

/**
 * Our own pictures are labelled and signed, then changed in every way of {@link Change}, and judged. Counted are the forgeries that were
 * found and the honest changes that were taken for one.
 */
public final class ForgeryDrill {
    private static final int MOST = 2_000;
    private static final int SIDE = 256;
    private static final Duration AGE = Duration.ofDays(30);
    /** The example credit code of GB 32100-2015. */
    private static final String OURS = ProducerCode.of("91350100M000100Y43", true, "0001");

    /** Nobody's, with its check character. */
    private static final String THEIRS =
            ProducerCode.of("91440300MA5F00000" + CreditCode.checkCharacter("91440300MA5F00000"), true, "0001");

    /**
     * @param right how many of {@code of} were judged as they should be: passed where honest, found where forged
     * @param low and {@code high}: Wilson, 95 %
     */
    public record Line(Change change, int right, int of, double low, double high) {}

    /** @param micros the middle of how long one judgement took */
    public record Outcome(List<Line> lines, long micros) {
        public Line of(Change change) {
            return lines.get(change.ordinal());
        }
    }

    private final Path folder;
    private final Clock clock;
    private final SplittableRandom random;
    private final Labels labels = new Labels();
    private final BigInteger key;
    private final BigInteger another;
    private final Issued issued;
    private final LabelJudge judge;
    private final List<Long> took = new ArrayList<>();

    private ForgeryDrill(Path folder, Clock clock, long seed) {
        this.folder = folder;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.key = BigInteger.valueOf(random.nextLong(1L << 40, Long.MAX_VALUE));
        this.another = BigInteger.valueOf(random.nextLong(1L << 40, Long.MAX_VALUE));
        this.issued = new Issued(OURS, Integrity.publicKey(key), clock.instant().minus(AGE));
        this.judge = new LabelJudge(issued, clock);
    }

    /**
     * Makes {@code pictures}, changes each in every way, and judges what came of it.
     *
     * @param folder an empty one for the files, which are removed again
     */
    public static Outcome run(Path folder, int pictures, Clock clock, long seed) throws IOException {
        if (pictures < 2 || pictures > MOST) {
            throw Refusal.invalid("图片数须为 2 至 " + MOST + "。", "The pictures are from 2 to " + MOST + ".");
        }
        return new ForgeryDrill(folder, clock, seed).all(pictures);
    }

    private record Asset(BufferedImage picture, ContentLabel label) {}

    private Outcome all(int pictures) throws IOException {
        var assets = new ArrayList<Asset>();
        for (int i = 0; i < pictures; i++) {
            var picture = Studio.draw(random, SIDE);
            var number = number(clock.instant().minus(Duration.ofMinutes(random.nextInt(40_000))));
            issued.add(number, picture);
            assets.add(new Asset(picture, signed(OURS, number, key)));
        }
        var right = new EnumMap<Change, Integer>(Change.class);
        for (int i = 0; i < pictures; i++) {
            for (var change : Change.values()) {
                var said = judged(change, assets.get(i), assets.get((i + 1) % pictures));
                right.merge(change, right(change, said) ? 1 : 0, Integer::sum);
            }
        }
        return new Outcome(lines(right, pictures), middle());
    }

    private static boolean right(Change change, LabelJudge.Said said) {
        return switch (change) {
            case STRANGER -> said == LabelJudge.Said.UNKNOWN;
            case COPY, RECODED, TO_JPEG, HALVED, PASSED_ON, TRIMMED -> said == LabelJudge.Said.GENUINE;
            case STRIPPED, RECODED_BARE, SCREENSHOT, CROPPED -> said == LabelJudge.Said.REMOVED;
            case TRANSPLANTED, SWAPPED, REPLAYED -> said == LabelJudge.Said.FOREIGN;
            case KEY_SUBSTITUTED -> said == LabelJudge.Said.UNSIGNED;
            case CLOCK_SKEWED -> said == LabelJudge.Said.MISDATED;
        };
    }

    private LabelJudge.Said judged(Change change, Asset ours, Asset other) throws IOException {
        var file = folder.resolve("picture" + (change == Change.TO_JPEG ? ".jpg" : ".png"));
        try {
            make(change, ours, other, file);
            long began = System.nanoTime();
            var said = judge.judge(file);
            took.add((System.nanoTime() - began) / 1_000);
            return said;
        } catch (LabelException e) {
            throw new IOException(e.reason().en(), e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void make(Change change, Asset ours, Asset other, Path file) throws IOException, LabelException {
        var picture = ours.picture();
        switch (change) {
            case COPY, STRIPPED -> {
                labelled(picture, ours.label(), file);
                if (change == Change.STRIPPED) {
                    strip(file);
                }
            }
            case RECODED -> labelled(again(picture), ours.label(), file);
            case TO_JPEG -> {
                Studio.jpeg(picture, file, .7f + random.nextInt(25) / 100f);
                labels.write(file, file, ours.label());
            }
            case HALVED -> labelled(Studio.scaled(picture, .5), ours.label(), file);
            case PASSED_ON ->
                labelled(picture, ours.label().withPropagation(THEIRS, "post-" + random.nextInt(1 << 20), ""), file);
            case TRIMMED -> labelled(Studio.cropped(picture, .95, random), ours.label(), file);
            case STRANGER -> Studio.png(Studio.draw(random, SIDE), file);
            case RECODED_BARE -> Studio.png(again(picture), file);
            case SCREENSHOT -> Studio.png(Studio.screenshot(picture, random), file);
            case CROPPED -> Studio.png(Studio.cropped(picture, .8 + random.nextDouble() * .15, random), file);
            case TRANSPLANTED -> labelled(Studio.draw(random, SIDE), ours.label(), file);
            case SWAPPED -> labelled(picture, other.label(), file);
            case REPLAYED -> labelled(picture, signed(THEIRS, number(clock.instant()), another), file);
            case KEY_SUBSTITUTED -> labelled(picture, signed(OURS, ours.label().produceId(), another), file);
            case CLOCK_SKEWED -> {
                var days = Duration.ofDays(random.nextInt(1, 400));
                var at = random.nextBoolean()
                        ? clock.instant().plus(days)
                        : issued.since().minus(days);
                labelled(picture, signed(OURS, number(at), key), file);
            }
        }
    }

    private void labelled(BufferedImage picture, ContentLabel label, Path file) throws IOException, LabelException {
        Studio.png(picture, file);
        labels.write(file, file, label);
    }

    /** Through JPEG and back, as a platform does it. */
    private BufferedImage again(BufferedImage picture) throws IOException {
        var file = Files.createTempFile(folder, "again", ".jpg");
        try {
            Studio.jpeg(picture, file, .6f + random.nextInt(35) / 100f);
            return ImageIO.read(file.toFile());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Everything but the pixels goes. */
    private static void strip(Path file) throws IOException {
        Studio.png(ImageIO.read(file.toFile()), file);
    }

    private String number(Instant at) {
        return LabelJudge.TIME.withZone(ZoneOffset.UTC).format(at) + "-"
                + HexFormat.of().toHexDigits(random.nextInt());
    }

    private static ContentLabel signed(String producer, String number, BigInteger with) {
        return Integrity.sign(ContentLabel.of(Certainty.IS, producer, number), with, new SecureRandom());
    }

    private static List<Line> lines(Map<Change, Integer> right, int of) {
        var lines = new ArrayList<Line>();
        for (var change : Change.values()) {
            int k = right.getOrDefault(change, 0);
            lines.add(new Line(change, k, of, wilson(k, of, -1), wilson(k, of, 1)));
        }
        return lines;
    }

    /** Wilson's interval (1927), the normal quantile 1.96. */
    private static double wilson(int k, int n, int side) {
        double z = 1.96;
        double p = (double) k / n;
        double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return Math.clamp(middle + side * half, 0, 1);
    }

    private long middle() {
        var sorted = took.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
