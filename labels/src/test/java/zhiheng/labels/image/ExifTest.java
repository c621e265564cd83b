package zhiheng.labels.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.label.Deviation;

class ExifTest {
    private static final int DESCRIPTION = 0x010E;
    private static final int EXIF = 0x8769;
    private static final int COMMENT = 0x9286;
    private static final byte[] ASCII = Edits.latin1("ASCII\0\0\0");
    private static final byte[] UNICODE = Edits.latin1("UNICODE\0");
    private static final String LABEL = "{\"Label\":\"1\",\"ContentProducer\":\"钥匙\",\"ProduceID\":\"x\"}";
    private static final byte[] UTF_8 = LABEL.getBytes(StandardCharsets.UTF_8);

    /** The four forms of the block: either byte order, counted in 32 or 64 bits. */
    enum Form {
        LITTLE(ByteOrder.LITTLE_ENDIAN, false),
        BIG(ByteOrder.BIG_ENDIAN, false),
        LITTLE_64(ByteOrder.LITTLE_ENDIAN, true),
        BIG_64(ByteOrder.BIG_ENDIAN, true);

        final ByteOrder order;
        final boolean wide;

        Form(ByteOrder order, boolean wide) {
            this.order = order;
            this.wide = wide;
        }

        int head() {
            return wide ? 16 : 8;
        }

        /** The byte order, the mark of the form, and where the first directory is. */
        byte[] header(long first) {
            var b = ByteBuffer.allocate(head()).order(order);
            b.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
            if (wide) {
                b.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(first);
            } else {
                b.putShort((short) 42).putInt((int) first);
            }
            return b.array();
        }

        int length(int entries) {
            return wide ? 8 + 20 * entries + 8 : 2 + 12 * entries + 4;
        }

        byte[] directory(Entry... entries) {
            var b = ByteBuffer.allocate(length(entries.length)).order(order);
            if (wide) {
                b.putLong(entries.length);
            } else {
                b.putShort((short) entries.length);
            }
            for (var e : entries) {
                b.putShort((short) e.tag).putShort((short) 7);
                if (wide) {
                    b.putLong(e.size).putLong(e.value);
                } else {
                    b.putInt((int) e.size).putInt((int) e.value);
                }
            }
            return b.array();
        }

        /** One directory with one value behind it. */
        byte[] single(int tag, byte[] value) {
            return Edits.join(header(head()), directory(new Entry(tag, value.length, head() + length(1))), value);
        }

        /** As cameras have it: the comment is in a directory of its own. */
        byte[] nested(byte[] comment) {
            int inner = head() + length(1);
            return Edits.join(
                    header(head()),
                    directory(new Entry(EXIF, 1, inner)),
                    directory(new Entry(COMMENT, comment.length, inner + length(1))),
                    comment);
        }
    }

    record Entry(int tag, long size, long value) {}

    private final Found found = new Found(Limits.DEFAULT);

    private List<Exif.Range> read(byte[] block) throws IOException {
        return Exif.read(new Source(block), 0, block.length, found);
    }

    /** What the file has at the places that were found. */
    private static List<String> spelt(byte[] file, List<Exif.Range> ranges, Charset charset) {
        return ranges.stream()
                .map(r -> new String(file, (int) r.from(), (int) (r.to() - r.from()), charset))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_comment_is_found_in_its_inner_directory_with_the_bytes_that_spell_it(Form form) throws IOException {
        byte[] file = form.nested(Edits.join(ASCII, UTF_8));
        assertThat(spelt(file, read(file), StandardCharsets.UTF_8)).containsExactly(LABEL);
        assertThat(found.labels()).singleElement().satisfies(l -> {
            assertThat(l.place()).isEqualTo("EXIF UserComment");
            assertThat(l.raw()).isEqualTo(LABEL);
            assertThat(l.deviations()).contains(Deviation.ALTERNATIVE_PLACE);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_description_is_found_and_said_to_be_the_wrong_place(Form form) throws IOException {
        byte[] file = form.single(DESCRIPTION, Edits.join(UTF_8, new byte[1]));
        assertThat(read(file)).hasSize(1);
        assertThat(found.labels()).singleElement().satisfies(l -> {
            assertThat(l.place()).isEqualTo("EXIF ImageDescription");
            assertThat(l.deviations()).contains(Deviation.WRONG_PLACE);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_comment_in_unicode_has_the_byte_order_of_its_block(Form form) throws IOException {
        var charset = form.order == ByteOrder.LITTLE_ENDIAN ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        byte[] file = form.nested(Edits.join(UNICODE, LABEL.getBytes(charset)));
        assertThat(spelt(file, read(file), charset)).containsExactly(LABEL);
        assertThat(found.labels())
                .singleElement()
                .satisfies(l -> assertThat(l.raw()).isEqualTo(LABEL));
    }

    @Test
    void the_name_of_the_coding_may_be_any_of_four_or_missing() throws IOException {
        for (byte[] coding : List.of(ASCII, Edits.latin1("JIS\0\0\0\0\0"), new byte[8], new byte[0])) {
            byte[] file = Form.LITTLE.nested(Edits.join(coding, UTF_8));
            assertThat(spelt(file, read(file), StandardCharsets.UTF_8)).containsExactly(LABEL);
        }
        assertThat(found.labels()).hasSize(4);
    }

    @Test
    void what_follows_the_text_in_its_room_is_not_part_of_the_label_but_of_the_bytes_to_blank() throws IOException {
        byte[] file = Form.BIG.nested(Edits.join(ASCII, UTF_8, Edits.latin1("\0 old rest")));
        assertThat(spelt(file, read(file), StandardCharsets.UTF_8)).containsExactly(LABEL + "\0 old rest");
        assertThat(found.labels())
                .singleElement()
                .satisfies(l -> assertThat(l.raw()).isEqualTo(LABEL));
    }

    @Test
    void other_comments_are_let_pass() throws IOException {
        for (String text : new String[] {"a day by the river", "{\"mood\":\"calm\"}", "12345678901"}) {
            assertThat(read(Form.LITTLE.nested(Edits.join(ASCII, Edits.latin1(text)))))
                    .isEmpty();
            assertThat(read(Form.LITTLE.single(DESCRIPTION, Edits.latin1(text))))
                    .isEmpty();
        }
        assertThat(read(Form.LITTLE.single(0x0131, UTF_8)))
                .as("the name of a program")
                .isEmpty();
        assertThat(found.labels()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_directory_that_points_at_itself_is_read_once(Form form) throws IOException {
        int at = form.head();
        byte[] value = Edits.join(ASCII, UTF_8);
        byte[] file = Edits.join(
                form.header(at),
                form.directory(new Entry(EXIF, 1, at), new Entry(COMMENT, value.length, at + form.length(2))),
                value);
        assertThat(read(file)).hasSize(1);
    }

    /** Each directory names the next one: a chain as deep as a file can hold must not take the stack. */
    @Test
    void a_long_chain_of_directories_is_read_or_refused() throws IOException {
        var form = Form.LITTLE;
        var parts = new ArrayList<byte[]>();
        parts.add(form.header(8));
        int count = 1_000;
        for (int i = 0; i < count; i++) {
            parts.add(form.directory(new Entry(EXIF, 1, 8L + (i + 1) * form.length(1))));
        }
        byte[] value = Edits.join(ASCII, UTF_8);
        int last = 8 + count * form.length(1);
        parts.add(form.directory(new Entry(COMMENT, value.length, last + form.length(1))));
        parts.add(value);
        assertThat(read(Edits.join(parts.toArray(byte[][]::new)))).hasSize(1);
    }

    /** Editors clip blocks and leave the numbers: what lies outside holds no label of ours, and is no damage either. */
    @ParameterizedTest
    @EnumSource
    void a_clipped_block_is_read_as_far_as_it_goes(Form form) throws IOException {
        byte[] file = form.nested(Edits.join(ASCII, UTF_8));
        for (int length = 0; length < file.length; length++) {
            byte[] clipped = java.util.Arrays.copyOf(file, length);
            assertThat(read(clipped)).as("clipped at " + length).isEmpty();
        }
        assertThat(found.labels()).isEmpty();
        assertThat(read(file)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void numbers_beyond_all_measure_lie_outside(Form form) throws IOException {
        long most = form.wide ? Long.MAX_VALUE : 0xffff_ffffL;
        for (long odd : new long[] {most, most - 7, 1 << 20}) {
            byte[] file = Edits.join(
                    form.header(form.head()),
                    form.directory(
                            new Entry(EXIF, 1, odd), new Entry(COMMENT, 20, odd), new Entry(DESCRIPTION, odd, 8)),
                    UTF_8);
            assertThat(read(file)).isEmpty();
            assertThat(read(Edits.join(form.header(odd), UTF_8))).isEmpty();
        }
    }

    @Test
    void places_count_from_where_the_block_begins_in_the_file_and_end_where_it_ends() throws IOException {
        byte[] block = Form.BIG.nested(Edits.join(ASCII, UTF_8));
        byte[] file = Edits.join(new byte[33], block, new byte[20]);
        var ranges = Exif.read(new Source(file), 33, 33 + block.length, found);
        assertThat(spelt(file, ranges, StandardCharsets.UTF_8)).containsExactly(LABEL);
        assertThat(Exif.read(new Source(file), 33, 33 + block.length - 1, found))
                .isEmpty();
        assertThat(Exif.read(new Source(file), -1, file.length, found)).isEmpty();
    }

    @Property(tries = 1000)
    void any_bytes_are_read_or_refused(@ForAll @Size(max = 200) byte[] bytes, @ForAll boolean little)
            throws IOException {
        byte[] block = Edits.join(Edits.latin1(little ? "II*\0" : "MM\0*"), Edits.latin1("\0\0\0\b"), bytes);
        if (little) {
            block[4] = 8;
            block[7] = 0;
        }
        try {
            for (var range : Exif.read(new Source(block), 0, block.length, new Found(Limits.DEFAULT))) {
                assertThat(range.from()).isBetween(0L, range.to());
                assertThat(range.to()).isLessThanOrEqualTo(block.length);
            }
        } catch (BadFile refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
