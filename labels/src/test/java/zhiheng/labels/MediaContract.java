package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Overwrite;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.FoundLabel;

/** What holds for every format of audio and video; each format brings small files made byte by byte. */
public abstract class MediaContract {
    static final String PRODUCER = "001191440300708461136T1XGW3";
    public static final ContentLabel LABEL =
            ContentLabel.of(Certainty.IS, PRODUCER, "6f1c1f0e-11aa-4a3b-9a55-0c1b7f5c2d11");

    public final Labels labels = new Labels();

    @TempDir
    public Path folder;

    /** Files without a label, each with what must survive. */
    public abstract List<Sample> samples();

    public abstract String ending();

    /** Whether the first {@code length} bytes may pass for a whole file. */
    public boolean mayPassForWhole(byte[] file, int length) {
        return false;
    }

    /** A text as the format writes it. */
    public byte[] inFile(String text) {
        return text.getBytes();
    }

    /**
     * @param kept byte sequences that must be found again in the labelled file: media and other people's metadata
     */
    public record Sample(String name, byte[] file, List<byte[]> kept) {}

    @Test
    protected void a_file_without_a_label_is_read_as_such() throws Exception {
        for (Sample sample : samples()) {
            assertThat(labels.read(put(sample.file)).verdict()).as(sample.name).isEqualTo(new Verdict.None());
        }
    }

    @Test
    protected void a_label_written_is_read_back_and_compliant() throws Exception {
        for (Sample sample : samples()) {
            FileReport reading = labels.read(labelled(sample.file));

            assertThat(reading.verdict()).as(sample.name).isEqualTo(new Verdict.Compliant());
            assertThat(reading.labels()).extracting(FoundLabel::label).containsExactly(LABEL);
        }
    }

    @Test
    protected void media_and_other_metadata_stay_byte_for_byte() throws Exception {
        for (Sample sample : samples()) {
            byte[] after = Files.readAllBytes(labelled(sample.file));

            for (byte[] kept : sample.kept) {
                assertThat(count(sample.file, kept))
                        .as("the sample itself, " + sample.name)
                        .isPositive();
                assertThat(count(after, kept)).as(sample.name).isEqualTo(count(sample.file, kept));
            }
        }
    }

    @Test
    protected void a_second_write_leaves_exactly_one_label() throws Exception {
        var platform = new ContentLabel(
                Certainty.IS, PRODUCER, LABEL.produceId(), "", "someone-else-entirely", "42", "x".repeat(700));
        for (Sample sample : samples()) {
            Path first = labelled(sample.file);
            Path second = folder.resolve("second" + ending());
            labels.write(first, second, platform);
            labels.write(second, second, LABEL.withPropagation("another", "43", ""));

            FileReport reading = labels.read(second);

            assertThat(reading.labels()).as(sample.name).hasSize(1);
            assertThat(reading.labels().getFirst().label().contentPropagator()).isEqualTo("another");
            assertThat(count(Files.readAllBytes(second), inFile("ContentProducer")))
                    .as(sample.name)
                    .isEqualTo(1);
            for (byte[] kept : sample.kept) {
                assertThat(count(Files.readAllBytes(second), kept))
                        .as(sample.name)
                        .isPositive();
            }
        }
    }

    @Test
    protected void a_file_cut_anywhere_is_inconclusive() throws Exception {
        for (Sample sample : samples()) {
            byte[] whole = Files.readAllBytes(labelled(sample.file));
            for (int n = 0; n < whole.length; n++) {
                Verdict verdict =
                        labels.read(put(java.util.Arrays.copyOf(whole, n))).verdict();

                if (!(verdict instanceof Verdict.Inconclusive) && !mayPassForWhole(whole, n)) {
                    fail(sample.name + " cut to " + n + " of " + whole.length + " bytes was judged " + verdict.word());
                }
            }
        }
    }

    @Test
    protected void flipped_bits_never_let_an_exception_out() throws Exception {
        var random = new Random(45438);
        for (Sample sample : samples()) {
            byte[] whole = Files.readAllBytes(labelled(sample.file));
            for (int i = 0; i < whole.length; i++) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) (1 << random.nextInt(8));
                Path file = put(damaged);

                assertThat(labels.read(file)).isNotNull();
                if (i % 13 == 0) {
                    writeOrRefuse(file, damaged);
                }
            }
        }
    }

    @Test
    protected void numbers_made_huge_never_let_an_exception_out() throws Exception {
        for (Sample sample : samples()) {
            byte[] whole = Files.readAllBytes(labelled(sample.file));
            for (int i = 0; i + 4 <= whole.length; i++) {
                byte[] damaged = whole.clone();
                java.util.Arrays.fill(damaged, i, i + 4, (byte) (i % 2 == 0 ? 0xff : 0x7f));

                assertThat(labels.read(put(damaged))).isNotNull();
            }
        }
    }

    private void writeOrRefuse(Path file, byte[] before) throws IOException {
        try {
            labels.write(file, folder.resolve("out" + ending()), LABEL);
        } catch (LabelException e) {
            assertThat(e.reason().zh()).isNotBlank();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    public Path put(byte[] bytes) throws IOException {
        return Overwrite.file(folder.resolve("in" + ending()), bytes);
    }

    public Path labelled(byte[] bytes) throws IOException {
        Path out = folder.resolve("labelled" + ending());
        try {
            labels.write(put(bytes), out, LABEL);
        } catch (LabelException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return out;
    }

    public static byte[] noise(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            bytes[i] &= 0x7f; // no MPEG sync, no EBML id of consequence
        }
        return bytes;
    }

    public static int count(byte[] in, byte[] part) {
        int n = 0;
        for (int i = indexOf(in, part, 0); i >= 0; i = indexOf(in, part, i + 1)) {
            n++;
        }
        return n;
    }

    public static int indexOf(byte[] in, byte[] part, int from) {
        for (int i = from; i + part.length <= in.length; i++) {
            if (java.util.Arrays.equals(in, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
