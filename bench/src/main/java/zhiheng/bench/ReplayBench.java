package zhiheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whole processes of {@code watch replay} over a CSV file of many rows, made here: events (0 or 1) with a declared limit, and a score for
 * each row of noise and of a season. {@code replay ROWS}: ten million if absent. Wanted: 15 s, and memory that does not grow.
 */
public final class ReplayBench {
    private static final long BEGIN = 1_700_000_000;

    private ReplayBench() {}

    /** The value of a row, as it is written. */
    private interface Values {
        String at(int row, SplittableRandom random);
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        var home = Path.of(System.getProperty("zhiheng.home", ".")).toAbsolutePath();
        var folder = Files.createTempDirectory("replay-bench");
        System.out.println("| rows | metric | CPU s | wall s | MB |");
        System.out.println("|---|---|---:|---:|---:|");
        try {
            measure(home, folder, rows, "events", (i, r) -> r.nextInt(20) == 0 ? "1" : "0", "rate", "--limit", "0.06");
            measure(home, folder, rows, "noise", (i, r) -> thousandths(50_000 + 1_000 * r.nextGaussian()), "score");
            measure(
                    home,
                    folder,
                    rows,
                    "a period of 300 rows in noise",
                    (i, r) -> thousandths(50_000 + 9_000 * Math.sin(i * Math.TAU / 300) + 500 * r.nextGaussian()),
                    "score");
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private static String thousandths(double value) {
        long rounded = Math.round(value);
        return rounded / 1_000 + "." + Long.toString(1_000 + rounded % 1_000).substring(1);
    }

    private static void measure(
            Path home, Path folder, int rows, String what, Values values, String metric, String... more)
            throws IOException, InterruptedException {
        var file = folder.resolve("rows.csv");
        try {
            write(file, rows, values);
            var command = new java.util.ArrayList<>(List.of("watch", "replay", file.toString(), "--metric", metric));
            command.addAll(List.of(more));
            var cost = Run.toTheEnd(home, command);
            System.out.printf(
                    Locale.ROOT,
                    "| %,d of %s | %s | %.1f | %.1f | %d |%n",
                    rows,
                    what,
                    metric,
                    cost.cpuSeconds(),
                    cost.wallSeconds(),
                    cost.maxKilobytes() >> 10);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void write(Path file, int rows, Values values) throws IOException {
        var random = new SplittableRandom(18);
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("time,value\n");
            for (int i = 0; i < rows; i++) {
                out.write(Long.toString(BEGIN + i));
                out.write(',');
                out.write(values.at(i, random));
                out.write('\n');
            }
        }
    }
}
