package zhiheng.labels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.LabelException;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Samples;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.label.Deviation;

public class HeifTest extends MediaContract {
    private static final byte[] FTYP = Box.of("ftyp", "avif".getBytes(), new byte[4], "mif1avif".getBytes());
    private static final byte[] IMAGE = noise(1, 200);
    private static final byte[] THUMB = noise(2, 60);
    private static final byte[] FOREIGN = "a river".getBytes(StandardCharsets.US_ASCII);

    /** What a made-up file looks like: where its fields are narrow or wide, and where its XMP is. */
    private record Shape(int version, int offset, int length, int base, boolean idat, String xmp, boolean linked) {
        Shape(int version, int offset, int length, int base) {
            this(version, offset, length, base, false, "", true);
        }

        Shape xmp(String packet, boolean linked, boolean inIdat) {
            return new Shape(version, offset, length, base, inIdat, packet, linked);
        }
    }

    @Override
    public String ending() {
        return ".avif";
    }

    /** Those that are cut and bent at every byte. */
    @Override
    public List<Sample> samples() {
        String loose = Samples.foreignXmp();
        return List.of(
                new Sample(
                        "base offsets of 64 bits, no offsets", file(new Shape(1, 0, 8, 8), 0), List.of(IMAGE, THUMB)),
                new Sample(
                        "XMP in idat",
                        file(new Shape(1, 4, 4, 4).xmp(loose, false, true), 0),
                        List.of(IMAGE, THUMB, FOREIGN)),
                new Sample("image sequence with a still", sequence(), List.of(IMAGE, THUMB)));
    }

    private List<Sample> all() {
        var plain = new Shape(0, 4, 4, 0);
        String loose = Samples.foreignXmp();
        String roomy = loose + " ".repeat(700);
        var all = new ArrayList<>(samples());
        all.add(new Sample("version 0", file(plain, 0), List.of(IMAGE, THUMB)));
        all.add(new Sample("wide numbers of items", file(new Shape(2, 8, 4, 4), 0), List.of(IMAGE, THUMB)));
        all.add(new Sample("room behind meta", file(plain, 1500), List.of(IMAGE, THUMB)));
        all.add(new Sample("XMP of others", file(plain.xmp(loose, true, false), 0), List.of(IMAGE, THUMB, FOREIGN)));
        all.add(new Sample("XMP with room", file(plain.xmp(roomy, true, false), 0), List.of(IMAGE, THUMB, FOREIGN)));
        all.add(new Sample("media before meta", mediaFirst(), List.of(IMAGE, THUMB)));
        return all;
    }

    private static byte[] file(Shape s, int free) {
        int length = FTYP.length + meta(s, 0).length + free;
        return Edits.join(
                FTYP, meta(s, length + 8), free == 0 ? new byte[0] : Box.of("free", new byte[free - 8]), mdat(s));
    }

    private static byte[] mediaFirst() {
        var s = new Shape(0, 4, 4, 0);
        return Edits.join(FTYP, mdat(s), meta(s, FTYP.length + 8));
    }

    private static byte[] sequence() {
        var s = new Shape(1, 4, 4, 0);
        int start = FTYP.length + meta(s, 0).length + moov(0).length + 8;
        return Edits.join(FTYP, meta(s, start), moov(start), mdat(s));
    }

    private static byte[] moov(int offset) {
        byte[] table = Box.of("stco", Edits.u32(0), Edits.u32(1), Edits.u32(offset));
        return Box.of("moov", Box.of("trak", Box.of("mdia", Box.of("minf", Box.of("stbl", table)))));
    }

    private static byte[] mdat(Shape s) {
        return Box.of("mdat", IMAGE, THUMB, s.idat ? new byte[0] : s.xmp.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Item 1 is the image in two pieces, item 2 its thumbnail, item 3 the XMP. */
    private static byte[] meta(Shape s, int start) {
        boolean xmp = !s.xmp.isEmpty();
        var iloc = new ByteArrayOutputStream();
        field(iloc, (long) s.version << 24, 4);
        field(iloc, s.offset << 12 | s.length << 8 | s.base << 4, 2);
        field(iloc, xmp ? 3 : 2, s.version < 2 ? 2 : 4);
        place(iloc, s, 1, 0, start, new int[][] {{s.offset == 0 ? 200 : 120, 0}, {80, 120}});
        place(iloc, s, 2, 0, start + IMAGE.length, new int[][] {{THUMB.length, 0}});
        if (xmp) {
            int at = s.idat ? 0 : start + IMAGE.length + THUMB.length;
            place(iloc, s, 3, s.idat ? 1 : 0, at, new int[][] {{s.xmp.length(), 0}});
        }
        return Box.of(
                "meta",
                new byte[4],
                Box.of("hdlr", new byte[8], "pict".getBytes(), new byte[13]),
                Box.of("pitm", Edits.u32(0), Samples.u16(1)),
                Box.of(
                        "iinf",
                        Edits.u32(0),
                        Samples.u16(xmp ? 3 : 2),
                        info(1, "av01\0"),
                        info(2, "av01\0"),
                        xmp ? info(3, "mime\0application/rdf+xml\0") : new byte[0]),
                Box.of("iloc", iloc.toByteArray()),
                Box.of(
                        "iref",
                        Edits.u32(0),
                        Box.of("thmb", Samples.u16(2), Samples.u16(1), Samples.u16(1)),
                        xmp && s.linked ? Box.of("cdsc", Samples.u16(3), Samples.u16(1), Samples.u16(1)) : new byte[0]),
                s.idat ? Box.of("idat", s.xmp.getBytes(StandardCharsets.ISO_8859_1)) : new byte[0]);
    }

    private static byte[] info(int id, String rest) {
        return Box.of("infe", Edits.u32(2 << 24), Samples.u16(id), new byte[2], rest.getBytes());
    }

    private static void place(ByteArrayOutputStream out, Shape s, int id, int method, int at, int[][] pieces) {
        field(out, id, s.version < 2 ? 2 : 4);
        if (s.version > 0) {
            field(out, method, 2);
        }
        field(out, 0, 2);
        field(out, s.base == 0 ? 0 : at, s.base);
        int count = s.offset == 0 ? 1 : pieces.length;
        field(out, count, 2);
        for (int i = 0; i < count; i++) {
            field(out, (s.base == 0 ? at : 0) + pieces[i][1], s.offset);
            field(out, pieces[i][0], s.length);
        }
    }

    private static void field(ByteArrayOutputStream out, long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            out.write((int) (value >> 8 * i));
        }
    }

    private static byte[] item(Path file, long id) throws Exception {
        try (Source in = Source.open(file)) {
            var found = new Found(Limits.DEFAULT);
            Box meta = Heif.single(Box.top(in, Limits.DEFAULT), "meta");
            assertThat(meta).isNotNull();
            var out = new ByteArrayOutputStream();
            for (var r : new HeifItems(in, meta, found).ranges(id)) {
                out.writeBytes(in.bytes(r.at(), r.length()));
            }
            return out.toByteArray();
        }
    }

    @Test
    void every_image_item_still_finds_its_bytes() throws Exception {
        for (Sample sample : all()) {
            Path once = labelled(sample.file());
            assertThat(labels.read(once).verdict()).as(sample.name()).isEqualTo(new Verdict.Compliant());
            for (byte[] kept : sample.kept()) {
                assertThat(count(Files.readAllBytes(once), kept))
                        .as(sample.name())
                        .isOne();
            }
            assertThat(item(once, 1)).as(sample.name()).isEqualTo(IMAGE);
            assertThat(item(once, 2)).as(sample.name()).isEqualTo(THUMB);
            Path twice = folder.resolve("twice.avif");
            labels.write(once, twice, LABEL.withPropagation("another", "43", "y".repeat(3000)));
            assertThat(item(twice, 1)).as(sample.name()).isEqualTo(IMAGE);
            assertThat(item(twice, 2)).as(sample.name()).isEqualTo(THUMB);
            assertThat(count(Files.readAllBytes(twice), "ContentProducer".getBytes()))
                    .as(sample.name())
                    .isOne();
        }
    }

    @Test
    void a_free_box_gives_the_room_and_nothing_moves() throws Exception {
        byte[] before = file(new Shape(0, 4, 4, 0), 1500);
        byte[] after = Files.readAllBytes(labelled(before));

        assertThat(after).hasSameSizeAs(before);
        assertThat(indexOf(after, IMAGE, 0)).isEqualTo(indexOf(before, IMAGE, 0));
    }

    @Test
    void the_film_of_a_sequence_still_finds_its_media() throws Exception {
        byte[] after = Files.readAllBytes(labelled(sequence()));
        int table = indexOf(after, "stco".getBytes(), 0);

        assertThat(java.nio.ByteBuffer.wrap(after).getInt(table + 12)).isEqualTo(indexOf(after, IMAGE, 0));
    }

    @Test
    void the_label_is_linked_to_the_primary_image() throws Exception {
        for (Sample sample : all()) {
            try (Source in = Source.open(labelled(sample.file()))) {
                var items =
                        new HeifItems(in, Heif.single(Box.top(in, Limits.DEFAULT), "meta"), new Found(Limits.DEFAULT));
                var own = items.primaryXmp();
                assertThat(own).isNotNull();
                assertThat(items.describesPrimary(own)).as(sample.name()).isTrue();
            }
        }
    }

    @Test
    void offsets_beyond_32_bits_widen_their_fields() throws Exception {
        var wide = new HeifLocations(
                0,
                new HeifLocations.Widths(4, 4, 0, 0),
                List.of(new HeifLocations.Location(1, 0, 0, 0, List.of(new HeifLocations.Extent(0, 0xffff_fff0L, 5)))));
        byte[] box = wide.moved(100, 0x1000).with(2, 77, 9).box();

        var back = HeifLocations.parse(java.util.Arrays.copyOfRange(box, 8, box.length), new Found(Limits.DEFAULT));
        assertThat(back.widths().offset()).isEqualTo(8);
        assertThat(back.of(1)).isEqualTo(wide.moved(100, 0x1000).of(1));
        assertThat(back.of(2).extents()).containsExactly(new HeifLocations.Extent(0, 77, 9));
    }

    @Test
    void a_label_in_the_film_beside_the_still_is_named_and_gathered() throws Exception {
        var s = new Shape(1, 4, 4, 0);
        byte[] film = Box.of(
                "moov",
                Box.of("mvhd", new byte[100]),
                Box.of("udta", Box.of("AIGC", LABEL.json().getBytes())));
        int start = FTYP.length + meta(s, 0).length + film.length + 8;
        byte[] wild = Edits.join(FTYP, meta(s, start), film, mdat(s));

        assertThat(labels.read(put(wild)).labels().getFirst().deviations()).contains(Deviation.WRONG_PLACE);
        Path out = labelled(wild);
        assertThat(labels.read(out).verdict()).isEqualTo(new Verdict.Compliant());
        assertThat(item(out, 1)).isEqualTo(IMAGE);
    }

    @Test
    void offsets_whose_sum_no_number_holds_are_inconclusive() throws Exception {
        byte[] file = file(new Shape(1, 8, 8, 8), 0);
        int iloc = indexOf(file, "iloc".getBytes(), 0);
        for (int field : new int[] {18, 28}) { // the base offset of the first item, the offset of its first piece
            file[iloc + field] = 0x7f;
            java.util.Arrays.fill(file, iloc + field + 1, iloc + field + 8, (byte) 0xff);
        }
        assertThat(labels.read(put(file)).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        v -> assertThat(v.reason().en()).contains("outside"));
    }

    @Test
    void a_protected_packet_is_refused_with_the_reason() throws Exception {
        byte[] file = file(new Shape(0, 4, 4, 0).xmp(Samples.foreignXmp(), true, false), 0);
        int xmp = indexOf(file, "mime".getBytes(), 0);
        file[xmp - 1] = 1;

        assertThat(labels.read(put(file)).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThatThrownBy(() -> labels.write(put(file), folder.resolve("no.avif"), LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("protected");
    }

    @Test
    void encoders_files_keep_their_pixels_and_show_the_label_to_exiftool() throws Exception {
        Tools.require("ffmpeg");
        Path png = folder.resolve("picture.png");
        Tools.run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=size=64x48", "-frames:v", "1", png + "");
        var made = new ArrayList<Path>();
        Tools.require("heif-enc");
        Tools.run("heif-enc", "-o", folder.resolve("a.heic").toString(), png.toString());
        made.add(folder.resolve("a.heic"));
        Tools.require("avifenc");
        Tools.run(
                "avifenc", "-s", "10", png.toString(), folder.resolve("b.avif").toString());
        made.add(folder.resolve("b.avif"));
        for (Path file : made) {
            Path out = folder.resolve("out-" + file.getFileName());
            labels.write(file, out, LABEL);

            assertThat(decoded(out)).as("%s", file).isEqualTo(decoded(file));
            assertThat(Tools.run("exiftool", "-s", "-s", "-s", "-XMP:AIGC", out.toString())
                            .strip())
                    .isEqualTo(LABEL.json());
            assertThat(Tools.run("heif-info", out.toString())).contains("XMP: ");
        }
    }

    private byte[] decoded(Path file) throws Exception {
        Path pixels = folder.resolve("pixels.png");
        if (file.toString().endsWith(".avif")) {
            Tools.run("avifdec", file.toString(), pixels.toString());
        } else {
            Tools.run("heif-convert", file.toString(), pixels.toString());
        }
        return Tools.run("ffmpeg", "-v", "error", "-i", pixels.toString(), "-f", "md5", "-")
                .getBytes();
    }
}
