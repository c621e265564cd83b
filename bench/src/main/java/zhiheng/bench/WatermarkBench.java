package zhiheng.bench;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import zhiheng.bench.marks.Attack;
import zhiheng.bench.marks.Painter;
import zhiheng.bench.marks.Tail;
import zhiheng.provenance.watermark.MarkKey;
import zhiheng.provenance.watermark.MarkNoise;
import zhiheng.provenance.watermark.PictureMark;

/**
 * How often the mark of a picture is read whole after what happens to pictures, on kinds of pictures that no parameter was set by; how
 * often one seems to be where none is; and what it costs: {@code ./zhiheng bench watermark [PICTURES] [BLOCKS]}, by default 40 pictures of
 * each kept-back kind and a million blocks. With {@code tuning} as a third word, on the kinds that parameters were set by.
 */
public final class WatermarkBench {
    private static final int[] SIZES = {1_024, 512};
    private static final double[] DECIBELS = {42, 45};
    private static final long SEED = 20261130;
    private static final int BLOCKS_OF_ONE = 500;

    private WatermarkBench() {}

    public static void main(String[] args) {
        int pictures = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        int blocks = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        boolean tuning = args.length > 2 && args[2].equals("tuning");
        var kinds = Arrays.stream(Painter.values())
                .filter(kind -> kind.tuning == tuning)
                .toList();
        System.out.printf("Pictures of each kind: %d; kinds: %s%n", pictures, kinds);
        if (pictures > 0) {
            cost();
            robustness(kinds, pictures);
            unmarked(kinds, pictures);
        }
        if (blocks > 0) {
            blocks(kinds, blocks);
        }
    }

    private static MarkKey key(long number) {
        var secret = new byte[MarkKey.LENGTH];
        new Random(SEED + number).nextBytes(secret);
        return MarkKey.of(secret);
    }

    private static void cost() {
        var picture = Painter.LEAVES.paint(1_000, 1_000, 1);
        var mark = new PictureMark(key(0));
        var clock = ManagementFactory.getThreadMXBean();
        var embed = new double[30];
        var find = new double[15];
        for (int i = 0; i < embed.length; i++) {
            long start = clock.getCurrentThreadCpuTime();
            mark.embed(picture, i, 50);
            embed[i] = (clock.getCurrentThreadCpuTime() - start) / 1e6;
        }
        for (int i = 0; i < find.length; i++) {
            long start = clock.getCurrentThreadCpuTime();
            mark.find(picture);
            find[i] = (clock.getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(embed);
        Arrays.sort(find);
        System.out.printf(
                "%nOne megapixel, processor time of one thread: embed p50 %.0f ms, find p50 %.0f ms%n",
                embed[embed.length / 2], find[find.length / 2]);
    }

    /** How one picture fared: for each attack of each size and strength, whether it was read. */
    private record Fared(Map<String, boolean[]> read, double[] decibels, int wrong) {}

    private static void robustness(List<Painter> kinds, int pictures) {
        var all = IntStream.range(0, kinds.size() * pictures)
                .parallel()
                .mapToObj(i -> fare(kinds.get(i % kinds.size()), i / kinds.size()))
                .toList();
        var head = new StringBuilder("\n| attack |");
        var rule = new StringBuilder("|---|");
        for (int column = 0; column < SIZES.length * DECIBELS.length; column++) {
            int at = column;
            double mean =
                    all.stream().mapToDouble(one -> one.decibels[at]).average().orElse(0);
            head.append(" %d px, %.1f dB | 95 %% |".formatted(SIZES[column / DECIBELS.length], mean));
            rule.append("---:|---|");
        }
        System.out.println(head + "\n" + rule);
        for (var attack : Attack.ALL) {
            System.out.print("| " + attack.name() + (attack.wanted() ? "" : " (not asked for)") + " |");
            for (int column = 0; column < SIZES.length * DECIBELS.length; column++) {
                int at = column;
                int good = (int) all.stream()
                        .filter(one -> Objects.requireNonNull(one.read.get(attack.name()))[at])
                        .count();
                System.out.printf(
                        " %.3f | %s |",
                        (double) good / all.size(), Wilson.of(good, all.size()).range());
            }
            System.out.println();
        }
        System.out.printf(
                "%nRead, but wrongly: %d%n%n",
                all.stream().mapToInt(Fared::wrong).sum());
        System.out.println("| kind | read, over all attacks and sizes |\n|---|---:|");
        for (int kind = 0; kind < kinds.size(); kind++) {
            int which = kind;
            int good = 0;
            int of = 0;
            for (int i = which; i < all.size(); i += kinds.size()) {
                for (var read : all.get(i).read.values()) {
                    for (boolean one : read) {
                        good += one ? 1 : 0;
                        of++;
                    }
                }
            }
            System.out.printf("| %s | %.4f |%n", kinds.get(kind), (double) good / of);
        }
    }

    private static Fared fare(Painter kind, int number) {
        var random = new Random(SEED + number * 100L + kind.ordinal());
        var mark = new PictureMark(key(number));
        var read = new LinkedHashMap<String, boolean[]>();
        var decibels = new double[SIZES.length * DECIBELS.length];
        int wrong = 0;
        for (int column = 0; column < decibels.length; column++) {
            int size = SIZES[column / DECIBELS.length];
            var plain = kind.paint(size, size, SEED + number);
            var marked = Attack.tone(plain, 1, 0);
            long payload = random.nextLong();
            mark.embed(marked, payload, DECIBELS[column % DECIBELS.length]);
            decibels[column] = decibels(plain, marked);
            for (var attack : Attack.ALL) {
                var found = mark.find(attack.change().apply(marked, random));
                boolean good = found.isPresent() && found.get().payload() == payload;
                wrong += found.isPresent() && !good ? 1 : 0;
                read.computeIfAbsent(attack.name(), name -> new boolean[decibels.length])[column] = good;
            }
        }
        return new Fared(read, decibels, wrong);
    }

    private static double decibels(BufferedImage one, BufferedImage other) {
        double sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    int by = (one.getRGB(x, y) >> shift & 255) - (other.getRGB(x, y) >> shift & 255);
                    sum += by * by;
                }
            }
        }
        return 10 * Math.log10(255 * 255 / (sum / (3.0 * one.getWidth() * one.getHeight())));
    }

    private static void unmarked(List<Painter> kinds, int pictures) {
        int many = kinds.size() * pictures;
        var found = IntStream.range(0, many)
                .parallel()
                .mapToObj(i -> {
                    var picture = kinds.get(i % kinds.size()).paint(512, 512, SEED + 77_777 + i);
                    var key = key(i);
                    boolean one = new PictureMark(key).find(picture).isPresent();
                    return new double[] {one ? 1 : 0, new MarkNoise(key).clearest(picture)};
                })
                .toList();
        int wrong = (int) found.stream().filter(one -> one[0] > 0).count();
        double clearest = found.stream().mapToDouble(one -> one[1]).max().orElse(0);
        System.out.printf(
                "%nUnmarked pictures, whole search: a mark in %d of %d, 95 %% %s; the clearest candidate stands out by %.2f (needed: 6)%n",
                wrong, many, Wilson.of(wrong, many).range(), clearest);
    }

    private static void blocks(List<Painter> kinds, int blocks) {
        var clear = IntStream.range(0, (blocks + BLOCKS_OF_ONE - 1) / BLOCKS_OF_ONE)
                .parallel()
                .boxed()
                .flatMapToDouble(i -> {
                    var random = new Random(SEED + i);
                    var picture = kinds.get(i % kinds.size()).paint(512, 512, SEED + 999_999 + i);
                    return Arrays.stream(new MarkNoise(key(i)).blocks(picture, BLOCKS_OF_ONE, random));
                })
                .sorted()
                .toArray();
        var tails = new ArrayList<String>();
        for (double share : new double[] {0.01, 0.001}) {
            var tail = Tail.of(clear, share);
            tails.add("| the %.1f %% clearest | %.2f | %.3f | %.1e |"
                    .formatted(100 * share, tail.from(), tail.shape(), tail.beyond(6)));
        }
        System.out.printf(
                "%n%,d unmarked blocks of 256 × 256 pixels, in random size and angle: mean %.2f, clearest %.2f%n%n",
                clear.length, Arrays.stream(clear).average().orElse(0), clear[clear.length - 1]);
        System.out.println("| fitted to | from | shape | a block as clear as 6 |\n|---|---:|---:|---:|");
        tails.forEach(System.out::println);
        double worst =
                Math.max(Tail.of(clear, 0.01).beyond(6), Tail.of(clear, 0.001).beyond(6));
        System.out.printf(
                "%nA picture: at most 88 places are looked at, and the check of 24 bits holds by chance once in 2^24: below %.1e%n",
                worst * 88 / (1 << 24));
    }
}
