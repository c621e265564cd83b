package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import zhiheng.labels.explicit.ExplicitCheck;
import zhiheng.labels.explicit.ExplicitLabel;
import zhiheng.labels.explicit.ExplicitOptions;
import zhiheng.provenance.sight.HintRates;
import zhiheng.provenance.sight.WordReader;

/**
 * How often the hint that people see is found in pictures, and how often something else is taken for one: {@code ./zhiheng bench hints
 * [COUNT] [look|keep] [FILE]}. Pictures are made here, half with a hint. Those of {@code look} may be looked at while the reader is
 * built, those of {@code keep} are kept back for the figures; FILE takes the figures that the program then tells with each verdict.
 */
public final class HintsBench {
    private HintsBench() {}

    /** Pictures of one kind. {@code read}: told to have a hint; {@code usual}: the same without a reader of words. */
    private static final class Tally {
        int pictures;
        int read;
        int usual;
        int open;

        void add(boolean withReader, boolean without, boolean inconclusive) {
            pictures++;
            read += withReader ? 1 : 0;
            usual += without ? 1 : 0;
            open += inconclusive ? 1 : 0;
        }

        String row(String name) {
            return "| %s | %d | %s | %s | %d |".formatted(name, pictures, share(read), share(usual), open);
        }

        private String share(int hits) {
            var interval = HintRates.interval(hits, Math.max(1, pictures));
            return String.format(Locale.ROOT, "%d (%.1f–%.1f %%)", hits, 100 * interval[0], 100 * interval[1]);
        }
    }

    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 400;
        boolean kept = args.length > 1 && args[1].equals("keep");
        var home = Path.of(System.getProperty("zhiheng.home", "."));
        var reader = WordReader.in(WordReader.folder(home));
        if (reader.isEmpty()) {
            System.out.println("Not measured: run scripts/install-ocr-models first.");
            return;
        }
        var tallies = new LinkedHashMap<String, Tally>();
        var file = Files.createTempFile("hint", ".png");
        long nanos = 0;
        try (var eye = reader.get()) {
            for (int i = 0; i < count; i++) {
                var picture = HintPicture.make(new Random(2L * i + (kept ? 1 : 0)));
                ImageIO.write(picture.image(), "png", file.toFile());
                long begun = System.nanoTime();
                var usual = ExplicitLabel.check(file);
                // where the usual wordings are found, nothing is read
                var check = found(usual) ? usual : ExplicitLabel.check(file, ExplicitOptions.DEFAULT.withEye(eye));
                nanos += System.nanoTime() - begun;
                boolean found = found(check);
                for (var name : picture.kinds()) {
                    tallies.computeIfAbsent(name, n -> new Tally())
                            .add(found, found(usual), usual instanceof ExplicitCheck.Inconclusive);
                }
                if (found != picture.hint() && !kept) {
                    System.out.println("# " + i + " " + picture.kinds() + " " + check);
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
        System.out.printf(
                Locale.ROOT,
                "%d pictures, %.0f ms a picture to look for the usual wordings and then to read%n%n",
                count,
                nanos / 1e6 / count);
        System.out.println(
                "| pictures | number | told to have a hint | the same by the usual wordings alone | inconclusive so |");
        System.out.println("|---|---:|---:|---:|---:|");
        tallies.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> System.out.println(entry.getValue().row(entry.getKey())));
        if (args.length > 2) {
            var hints = Optional.ofNullable(tallies.get(HintPicture.LAWFUL)).orElseGet(Tally::new);
            var others = Optional.ofNullable(tallies.get(HintPicture.NONE)).orElseGet(Tally::new);
            Files.writeString(
                    Path.of(args[2]),
                    "# written by: ./zhiheng bench hints %d keep\nhints=%d\nread=%d\nothers=%d\nmistaken=%d\n"
                            .formatted(count, hints.pictures, hints.read, others.pictures, others.read));
        }
    }

    private static boolean found(ExplicitCheck check) {
        return check instanceof ExplicitCheck.Compliant || check instanceof ExplicitCheck.NonCompliant;
    }
}
