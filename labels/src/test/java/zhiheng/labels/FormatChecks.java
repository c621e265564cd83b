package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import zhiheng.base.testing.Overwrite;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.FoundLabel;

/** What every format must hold to. */
public final class FormatChecks {
    static final String CODE = "001191110102MACQD9K64010000";
    public static final ContentLabel LABEL =
            ContentLabel.of(Certainty.IS, CODE, "8f14e45f-ceea-467f-9c5a-5f2d6b1c0a11");

    private FormatChecks() {}

    /** Writes a label twice: both read back as the only one, the payload never changes, and the file stops growing. */
    public static byte[] roundTrip(Path dir, String name, byte[] file, Function<byte[], byte[]> payload)
            throws Exception {
        Path in = Files.write(dir.resolve(name), file);
        Path once = dir.resolve("once-" + name);
        Path twice = dir.resolve("twice-" + name);
        var labels = new Labels();
        assertThat(labels.read(in).verdict()).isEqualTo(new Verdict.None());

        Labels.Written first = labels.write(in, once, LABEL);
        assertThat(first.before()).isEmpty();
        FileReport reading = labels.read(once);
        assertThat(reading.verdict()).as("%s", reading).isEqualTo(new Verdict.Compliant());
        assertThat(reading.labels()).hasSize(1);
        assertThat(reading.labels().getFirst().label()).isEqualTo(LABEL);
        assertThat(Files.readAllBytes(in)).as("the original").isEqualTo(file);

        ContentLabel platform = ContentLabel.of(Certainty.MAY_BE, "PLATFORM", "77");
        Labels.Written second = labels.write(once, twice, platform);
        assertThat(second.before()).extracting(FoundLabel::label).containsExactly(LABEL);
        FileReport again = labels.read(twice);
        assertThat(again.labels())
                .extracting(FoundLabel::label)
                .containsExactly(LABEL.withPropagation("PLATFORM", "77", ""));
        assertThat(again.verdict()).isEqualTo(new Verdict.Compliant());

        byte[] labelled = Files.readAllBytes(once);
        assertThat(payload.apply(labelled)).as("payload").isEqualTo(payload.apply(file));
        assertThat(payload.apply(Files.readAllBytes(twice)))
                .as("payload, second write")
                .isEqualTo(payload.apply(file));
        Path thrice = dir.resolve("thrice-" + name);
        labels.write(once, thrice, LABEL);
        Path fourth = dir.resolve("fourth-" + name);
        labels.write(thrice, fourth, LABEL);
        if (!name.endsWith(".pdf")) { // a PDF keeps its earlier revisions by design
            assertThat(Files.size(fourth)).as("size after more writes").isEqualTo(Files.size(thrice));
        }
        try (var left = Files.list(dir)) {
            assertThat(left.filter(p -> p.toString().endsWith(".tmp"))).isEmpty();
        }
        return labelled;
    }

    /** Cut anywhere, or with any bit flipped, a file yields a verdict and never an exception; nor does writing harm it. */
    public static void survivesDamage(Path dir, String name, byte[] file) throws IOException {
        var labels = new Labels();
        int step = Math.max(1, file.length / 1500);
        for (int n = 0; n < file.length; n += step) {
            Verdict verdict = read(dir, name, Arrays.copyOf(file, n), labels);
            assertThat(verdict).as("cut to %d bytes", n).isNotInstanceOf(Verdict.Compliant.class);
        }
        var random = new Random(7);
        for (int i = 0; i < 1500; i++) {
            byte[] bent = file.clone();
            for (int k = 0; k <= i % 3; k++) {
                bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            }
            read(dir, name, bent, labels);
            if (i % 10 == 0) {
                try {
                    labels.write(dir.resolve("bent-" + name), dir.resolve("out-" + name), LABEL);
                } catch (LabelException e) {
                    assertThat(e.reason().zh()).isNotBlank();
                }
            }
            assertThat(Files.readAllBytes(dir.resolve("bent-" + name))).isEqualTo(bent);
        }
    }

    private static Verdict read(Path dir, String name, byte[] bytes, Labels labels) throws IOException {
        Path bent = Overwrite.file(dir.resolve("bent-" + name), bytes);
        Verdict verdict = labels.read(bent).verdict();
        if (verdict instanceof Verdict.Inconclusive i) {
            assertThat(i.reason().en()).isNotBlank().doesNotContain("structure is broken");
        }
        return verdict;
    }

    public static FileReport reading(Path dir, String name, byte[] bytes) throws IOException {
        return new Labels().read(Files.write(dir.resolve(name), bytes));
    }
}
