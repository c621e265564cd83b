package zhiheng.labels.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

public class Mp4Test extends MediaContract {
    private static final byte[] MEDIA = noise(1, 300);
    private static final byte[] FTYP = Box.of("ftyp", "isom".getBytes(), new byte[4], "isom".getBytes());
    private static final byte[] MDAT = Box.of("mdat", MEDIA);
    private static final byte[] TITLE =
            Box.of("\u00a9nam", Box.of("data", new byte[] {0, 0, 0, 1, 0, 0, 0, 0}, "A kept title".getBytes()));
    private static final byte[] ITUNES = Box.of(
            "udta",
            Box.of(
                    "meta",
                    new byte[4],
                    Box.of("hdlr", new byte[8], "mdir".getBytes(), new byte[13]),
                    Box.of("ilst", TITLE)));

    @Override
    public String ending() {
        return ".mp4";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample(
                        "moov last",
                        Edits.join(FTYP, MDAT, moov(false, offset(FTYP.length), new byte[0])),
                        List.of(MEDIA)),
                new Sample("moov first", moovFirst(false, new byte[0]), List.of(MEDIA)),
                new Sample("moov first, 64-bit offsets", moovFirst(true, ITUNES), List.of(MEDIA, TITLE)),
                new Sample("room behind moov", room(), List.of(MEDIA, TITLE)),
                new Sample("fragments", fragments(), List.of(MEDIA)));
    }

    /** A cut between two top-level boxes leaves a file that says nothing wrong about itself. */
    @Override
    public boolean mayPassForWhole(byte[] file, int length) {
        boolean moov = false;
        int at = 0;
        while (at < length) {
            moov |= new String(file, at + 4, 4, StandardCharsets.ISO_8859_1).equals("moov");
            at += ByteBuffer.wrap(file).getInt(at);
        }
        return at == length && moov;
    }

    private static int offset(int start) {
        return start + 8;
    }

    private static byte[] moov(boolean wide, long offset, byte[] userData) {
        byte[] table = wide
                ? Box.of("co64", Edits.u32(0), Edits.u32(2), Edits.u64(offset), Edits.u64(offset + 100))
                : Box.of("stco", Edits.u32(0), Edits.u32(2), Edits.u32(offset), Edits.u32(offset + 100));
        byte[] track = Box.of("trak", Box.of("mdia", Box.of("minf", Box.of("stbl", table))));
        return Box.of("moov", Box.of("mvhd", new byte[100]), track, userData);
    }

    private static byte[] moovFirst(boolean wide, byte[] userData) {
        int length = moov(wide, 0, userData).length;
        return Edits.join(FTYP, moov(wide, offset(FTYP.length + length), userData), MDAT);
    }

    private static byte[] room() {
        byte[] free = Box.of("free", new byte[2000]);
        int length = moov(false, 0, ITUNES).length + free.length;
        return Edits.join(FTYP, moov(false, offset(FTYP.length + length), ITUNES), free, MDAT);
    }

    private static byte[] fragments() {
        byte[] moov = Box.of("moov", Box.of("mvhd", new byte[100]), Box.of("mvex", new byte[8]));
        int at = FTYP.length + moov.length;
        byte[] header = Box.of("tfhd", Edits.u32(1), Edits.u32(1), Edits.u64(at));
        byte[] moof = Box.of("moof", Box.of("traf", header));
        byte[] access = Box.of(
                "tfra",
                Edits.u32(0),
                Edits.u32(1),
                Edits.u32(0),
                Edits.u32(1),
                Edits.u32(0),
                Edits.u32(at),
                new byte[3]);
        return Edits.join(FTYP, moov, moof, MDAT, Box.of("mfra", access));
    }

    @Test
    void chunk_offsets_still_point_at_the_media() throws Exception {
        for (Sample sample : samples()) {
            ByteBuffer after = ByteBuffer.wrap(Files.readAllBytes(labelled(sample.file())));
            int media = indexOf(after.array(), MEDIA, 0);
            int narrow = indexOf(after.array(), "stco".getBytes(), 0);
            int wide = indexOf(after.array(), "co64".getBytes(), 0);
            if (narrow > 0) {
                assertThat(after.getInt(narrow + 12)).as(sample.name()).isEqualTo(media);
                assertThat(after.getInt(narrow + 16)).as(sample.name()).isEqualTo(media + 100);
            } else if (wide > 0) {
                assertThat(after.getLong(wide + 12)).as(sample.name()).isEqualTo(media);
                assertThat(after.getLong(wide + 20)).as(sample.name()).isEqualTo(media + 100);
            }
        }
    }

    @Test
    void fragments_still_find_their_base_and_the_random_access_table_its_fragments() throws Exception {
        ByteBuffer after = ByteBuffer.wrap(Files.readAllBytes(labelled(fragments())));
        int moof = indexOf(after.array(), "moof".getBytes(), 0) - 4;

        assertThat(after.getLong(indexOf(after.array(), "tfhd".getBytes(), 0) + 12))
                .isEqualTo(moof);
        assertThat(after.getInt(indexOf(after.array(), "tfra".getBytes(), 0) + 24))
                .isEqualTo(moof);
    }

    @Test
    void media_do_not_move_when_a_free_box_gives_the_room() throws Exception {
        byte[] before = room();
        byte[] after = Files.readAllBytes(labelled(before));

        assertThat(after).hasSameSizeAs(before);
        assertThat(indexOf(after, MEDIA, 0)).isEqualTo(indexOf(before, MEDIA, 0));
    }

    @Test
    void the_label_of_a_huge_file_is_read_without_its_media() throws Exception {
        Path file = folder.resolve("huge.mp4");
        byte[] label = Files.readAllBytes(labelled(Edits.join(FTYP, moov(false, 0, new byte[0]))));
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(FTYP);
            out.write(Edits.join(Edits.u32(1), "mdat".getBytes(), Edits.u64(6L << 30)));
            out.seek(FTYP.length + (6L << 30));
            out.write(label, FTYP.length, label.length - FTYP.length);
        }

        assertThat(labels.read(file).verdict()).isEqualTo(new Verdict.Compliant());
    }

    @Test
    void offsets_beyond_32_bits_put_moov_at_the_end_and_leave_media_where_they_are() throws Exception {
        byte[] before = Edits.join(FTYP, moov(false, 0xffffffffL - 150, new byte[0]), MDAT);
        byte[] after = Files.readAllBytes(labelled(before));

        assertThat(indexOf(after, MEDIA, 0)).isEqualTo(indexOf(before, MEDIA, 0));
        assertThat(indexOf(after, "moov".getBytes(), 0)).isGreaterThan(indexOf(after, MEDIA, 0));
    }

    @Test
    void a_label_directly_under_moov_is_recognised_named_and_moved_to_its_place() throws Exception {
        byte[] item = Edits.join(
                Edits.u32(0),
                Edits.u32(1),
                Box.of("data", Edits.u32(1), Edits.u32(0), LABEL.json().getBytes()));
        System.arraycopy(Edits.u32(item.length), 0, item, 0, 4);
        byte[] keys = Box.of("keys", Edits.u32(0), Edits.u32(1), Box.of("mdta", "AIGC".getBytes()));
        byte[] handler = Box.of("hdlr", new byte[8], "mdta".getBytes(), new byte[13]);
        byte[] wild = Edits.join(
                FTYP, MDAT, moov(false, offset(FTYP.length), Box.of("meta", handler, keys, Box.of("ilst", item))));

        assertThat(labels.read(put(wild)).verdict())
                .isEqualTo(new Verdict.NonCompliant(List.of(Deviation.META_UNDER_MOOV)));
        assertThat(labels.read(labelled(wild)).verdict()).isEqualTo(new Verdict.Compliant());
    }

    @Test
    void a_label_glued_to_the_end_of_the_file_is_named_and_moved_to_its_place() throws Exception {
        byte[] wild = Edits.join(moovFirst(false, ITUNES), LABEL.wrappedJson().getBytes(StandardCharsets.US_ASCII));

        assertThat(labels.read(put(wild)).labels().getFirst().deviations()).contains(Deviation.AFTER_PAYLOAD);
        byte[] after = Files.readAllBytes(labelled(wild));
        assertThat(labels.read(put(after)).verdict()).isEqualTo(new Verdict.Compliant());
        assertThat(count(after, "ContentProducer".getBytes(StandardCharsets.US_ASCII)))
                .isOne();
    }

    @Test
    void boxes_nested_a_thousand_deep_end_in_a_verdict() throws Exception {
        byte[] nested = new byte[0];
        for (int i = 0; i < 1000; i++) {
            nested = Box.of("moov", nested);
        }
        Path file = put(Edits.join(FTYP, nested, MDAT));

        assertThat(labels.read(file).verdict()).isInstanceOf(Verdict.class);
        Path udta = put(Edits.join(FTYP, Box.of("moov", Box.of("udta", Box.of("meta", new byte[4], nested))), MDAT));
        assertThat(labels.read(udta).verdict()).isInstanceOf(Verdict.class);
    }

    @Test
    void ffmpeg_reads_the_label_and_the_same_packets() throws Exception {
        String[][] kinds = {
            {".mp4", "-c:v", "mpeg4", "-c:a", "aac"},
            {".mp4", "-c:v", "mpeg4", "-c:a", "aac", "-movflags", "+faststart"},
            {".mov", "-c:v", "mpeg4", "-c:a", "aac", "-movflags", "+faststart+use_metadata_tags"},
            {".mp4", "-c:v", "mpeg4", "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"},
            {".m4a", "-map", "1", "-c:a", "aac"},
        };
        for (String[] kind : kinds) {
            Path film = Tools.film(folder.resolve("film" + kind[0]), Arrays.copyOfRange(kind, 1, kind.length));
            Path out = folder.resolve("out" + kind[0]);
            labels.write(film, out, LABEL);

            assertThat(Tools.tags(out))
                    .as(String.join(" ", kind))
                    .contains("AIGC=" + LABEL.json())
                    .contains("A kept title");
            assertThat(Tools.packets(out)).as(String.join(" ", kind)).isEqualTo(Tools.packets(film));
        }
    }

    @Test
    void a_label_written_by_ffmpeg_is_read() throws Exception {
        Path film = Tools.film(
                folder.resolve("film.mp4"),
                "-c:v",
                "mpeg4",
                "-c:a",
                "aac",
                "-metadata",
                "AIGC=" + LABEL.json(),
                "-movflags",
                "use_metadata_tags");

        assertThat(labels.read(film).labels()).extracting(FoundLabel::label).containsExactly(LABEL);
    }
}
