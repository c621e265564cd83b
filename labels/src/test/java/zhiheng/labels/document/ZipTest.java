package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.Overwrite;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;

/** Read and written against the archives of the JDK, which share no code with ours. */
class ZipTest {
    private static final byte[] RIVER = "a river, a river, a river, a river".getBytes(StandardCharsets.UTF_8);

    private static byte[] archive(Map<String, byte[]> entries, boolean stored, String comment) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.setComment(comment);
            for (var e : entries.entrySet()) {
                var entry = new ZipEntry(e.getKey());
                if (stored) {
                    var crc = new CRC32();
                    crc.update(e.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(e.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(e.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] archive(boolean stored) {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("a.xml", RIVER);
        entries.put("b.xml", RIVER);
        return archive(entries, stored, "");
    }

    private static Zip open(byte[] file) throws IOException {
        return new Zip(new Source(file), new Found(Limits.DEFAULT));
    }

    private static byte[] written(byte[] file, Map<String, byte[]> changed) throws IOException {
        Path to = Files.createTempFile("zip-test", ".zip");
        try {
            try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
                var sink = new Sink(channel, 0);
                open(file).write(sink, changed);
                sink.flush();
            }
            return Files.readAllBytes(to);
        } finally {
            Files.delete(to);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** By the directory, and again from front to back without it: both must tell the same. */
    private static Map<String, String> read(byte[] file) throws IOException {
        Path at = Files.createTempFile("zip-test", ".zip");
        var entries = new LinkedHashMap<String, String>();
        try {
            Overwrite.file(at, file);
            try (var zip = new ZipFile(at.toFile())) {
                for (var e : java.util.Collections.list(zip.entries())) {
                    entries.put(e.getName(), text(zip.getInputStream(e).readAllBytes()));
                }
            }
        } finally {
            Files.delete(at);
        }
        var stream = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                stream.put(e.getName(), text(zip.readAllBytes()));
            }
        }
        assertThat(stream).isEqualTo(entries);
        return entries;
    }

    @Property(tries = 100)
    void entries_replaced_and_added_are_there_and_all_others_are_as_they_were(
            @ForAll @Size(max = 6) Map<@AlphaChars @StringLength(min = 1, max = 9) String, byte[]> entries,
            @ForAll @Size(max = 3) Map<@AlphaChars @StringLength(min = 1, max = 9) String, byte[]> changed,
            @ForAll boolean stored,
            @ForAll @AlphaChars @StringLength(max = 30) String comment)
            throws IOException {
        byte[] file = archive(entries, stored, comment);
        byte[] after = written(file, changed);
        var wanted = new LinkedHashMap<String, String>();
        entries.forEach((name, bytes) -> wanted.put(name, text(bytes)));
        changed.forEach((name, bytes) -> wanted.put(name, text(bytes)));
        assertThat(read(after)).isEqualTo(wanted);
        assertThat(open(after).names()).isEqualTo(wanted.keySet());
        assertThat(text(after)).endsWith(comment);
        for (var e : wanted.entrySet()) {
            assertThat(open(after).text(e.getKey())).isEqualTo(e.getValue());
        }
    }

    @Property(tries = 50)
    void nothing_changed_is_the_same_file(
            @ForAll @Size(max = 6) Map<@AlphaChars @StringLength(min = 1, max = 9) String, byte[]> entries,
            @ForAll boolean stored)
            throws IOException {
        byte[] file = archive(entries, stored, "");
        assertThat(written(file, Map.of())).isEqualTo(file);
    }

    /** Signed archives and e-books depend on the compressed bytes and on what comes first. */
    @Test
    void entries_not_replaced_keep_their_compressed_bytes_and_their_order() throws IOException {
        byte[] file = archive(false);
        byte[] after = written(file, Map.of("b.xml", new byte[] {1}, "c.xml", new byte[] {2}));
        int first = new String(file, StandardCharsets.ISO_8859_1).indexOf("PK\3\4", 4);
        assertThat(java.util.Arrays.copyOf(after, first)).isEqualTo(java.util.Arrays.copyOf(file, first));
        assertThat(read(after).keySet()).containsExactly("a.xml", "b.xml", "c.xml");
    }

    @Test
    void a_name_beyond_ascii_is_written_as_utf_8_and_found_again() throws IOException {
        byte[] after = written(archive(true), Map.of("标签.xml", RIVER));
        assertThat(read(after)).containsKey("标签.xml");
        assertThat(open(after).has("标签.xml")).isTrue();
    }

    @Test
    void what_is_not_there_is_null_and_no_error() throws IOException {
        var zip = open(archive(false));
        assertThat(zip.text("c.xml")).isNull();
        assertThat(zip.has("c.xml")).isFalse();
        assertThat(zip.has("A.XML")).as("names are exact").isFalse();
        assertThat(zip.names()).containsExactlyInAnyOrder("a.xml", "b.xml");
    }

    @Test
    void the_names_given_out_are_a_copy() throws IOException {
        var zip = open(archive(false));
        zip.names().clear();
        assertThat(zip.has("a.xml")).isTrue();
    }

    private static int find(byte[] file, String signature, int nth) {
        var text = new String(file, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i <= nth; i++) {
            at = text.indexOf(signature, at + 1);
        }
        assertThat(at).isNotNegative();
        return at;
    }

    private static void refused(byte[] file, String because) {
        assertThatThrownBy(() -> open(file)).isInstanceOf(BadFile.class).hasMessageContaining(because);
    }

    @Test
    void encrypted_archives_and_doubled_names_are_refused_by_name() {
        byte[] encrypted = archive(false);
        encrypted[find(encrypted, "PK\1\2", 1) + 8] |= 1;
        refused(encrypted, "encrypted");
        byte[] doubled = archive(false);
        doubled[find(doubled, "PK\1\2", 1) + 46] = 'a';
        refused(doubled, "a.xml twice");
    }

    @Test
    void a_directory_that_points_elsewhere_is_damage() {
        byte[] elsewhere = archive(false);
        elsewhere[find(elsewhere, "PK\1\2", 1) + 42]++;
        refused(elsewhere, "b.xml is broken");
        byte[] outside = archive(false);
        outside[find(outside, "PK\1\2", 0) + 44] = 1;
        refused(outside, "a.xml is broken");
        byte[] noRecord = archive(false);
        noRecord[find(noRecord, "PK\1\2", 1)] = 'Q';
        refused(noRecord, "directory is broken");
        byte[] longer = archive(false);
        longer[find(longer, "PK\1\2", 1) + 30] = (byte) 200;
        refused(longer, "directory is broken");
    }

    /** Many entries over one and the same bytes make a small file a huge one. */
    @Test
    void entries_that_overlap_are_refused() {
        var entries = new LinkedHashMap<String, byte[]>();
        byte[] large = new byte[2_000];
        new Random(1).nextBytes(large);
        entries.put("a.xml", large);
        entries.put("b.xml", large);
        byte[] file = archive(entries, true, "");
        int second = find(file, "PK\1\2", 1);
        int first = find(file, "PK\1\2", 0);
        System.arraycopy(file, first + 42, file, second + 42, 4); // b lies where a lies
        for (int record : new int[] {first, second}) {
            file[record + 20] = (byte) 0xa0; // and each is said to be 4,000 bytes long
            file[record + 21] = 0x0f;
        }
        refused(file, "overlap");
    }

    @Test
    void a_wrong_checksum_and_an_unknown_compression_are_said_with_the_part() throws IOException {
        byte[] changed = archive(true);
        changed[find(changed, "river", 0)] = 'R';
        var zip = open(changed);
        assertThatThrownBy(() -> zip.text("a.xml")).isInstanceOf(BadFile.class).hasMessageContaining("checksum");
        assertThat(zip.text("b.xml")).isNotNull();
        byte[] unknown = archive(false);
        unknown[find(unknown, "PK\1\2", 0) + 10] = 99;
        assertThatThrownBy(() -> open(unknown).text("a.xml")).hasMessageContaining("unknown compression");
    }

    @Test
    void a_part_that_unfolds_beyond_all_measure_is_refused() throws IOException {
        byte[] bomb = archive(Map.of("a.xml", new byte[40 << 20]), false, "");
        assertThat(bomb.length).isLessThan(100_000);
        assertThatThrownBy(() -> open(bomb).text("a.xml")).isInstanceOf(BadFile.class);
        byte[] large = archive(Map.of("a.xml", new byte[(8 << 20) + 1]), true, "");
        assertThatThrownBy(() -> open(large).text("a.xml")).hasMessageContaining("too large");
    }

    @Test
    void more_entries_than_the_limit_of_parts_are_refused() {
        var few = new Found(new Limits(1 << 20, 1 << 20, 1, 9));
        assertThatThrownBy(() -> new Zip(new Source(archive(false)), few)).hasMessageContaining("more than 1 parts");
    }

    /** Every byte of the directory and of the headers in turn, set to all ones: an archive or a refusal, nothing else. */
    @Test
    void one_damaged_byte_anywhere_is_read_or_refused() throws IOException {
        byte[] file = archive(false);
        var outcomes = new ArrayList<Boolean>();
        for (int i = 0; i < file.length; i++) {
            byte[] damaged = file.clone();
            damaged[i] = (byte) ~damaged[i];
            try {
                var zip = open(damaged);
                for (var name : List.copyOf(zip.names())) {
                    zip.text(name);
                }
                outcomes.add(true);
            } catch (BadFile refused) {
                outcomes.add(false);
            }
        }
        assertThat(outcomes).contains(true, false);
    }

    @Test
    void a_cut_archive_is_refused_wherever_it_was_cut() {
        byte[] file = archive(false);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(file, length);
            assertThatThrownBy(() -> open(cut)).as("cut at " + length).isInstanceOf(BadFile.class);
        }
    }
}
