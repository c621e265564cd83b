package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.sound.Id3.Frame;

class Id3Test {
    private static final String LABEL = "{\"Label\":\"1\",\"ContentProducer\":\"钥\"}";

    /** An ID3v2 tag as others write it; {@code syncsafe} says how 2.4 counts the frames' sizes. */
    private static byte[] tag(
            int version, int flags, byte[] extended, List<Frame> frames, int padding, boolean syncsafe) {
        byte[] body = extended;
        for (Frame f : frames) {
            int n = f.body().length;
            byte[] size = version == 2
                    ? Arrays.copyOfRange(Edits.u32(n), 1, 4)
                    : version == 4 && syncsafe ? safe(n) : Edits.u32(n);
            byte[] more = version == 2 ? new byte[0] : new byte[] {(byte) (f.flags() >> 8), (byte) f.flags()};
            body = Edits.join(body, Edits.latin1(f.id()), size, more, f.body());
        }
        body = Edits.join(body, new byte[padding]);
        if ((flags & 0x80) != 0) {
            body = unsynchronised(body);
        }
        return Edits.join(Edits.latin1("ID3"), new byte[] {(byte) version, 0, (byte) flags}, safe(body.length), body);
    }

    private static byte[] tag(int version, Frame... frames) {
        return tag(version, 0, new byte[0], List.of(frames), 0, true);
    }

    private static byte[] safe(int n) {
        return new byte[] {(byte) (n >> 21 & 0x7f), (byte) (n >> 14 & 0x7f), (byte) (n >> 7 & 0x7f), (byte) (n & 0x7f)};
    }

    /** Every FF is followed by a 00 (ID3v2.3, section 5), which is more than must be, and allowed. */
    private static byte[] unsynchronised(byte[] bytes) {
        var out = new java.io.ByteArrayOutputStream();
        for (byte b : bytes) {
            out.write(b);
            if (b == (byte) 0xff) {
                out.write(0);
            }
        }
        return out.toByteArray();
    }

    private static Frame text(int coding, Charset charset, String description, String value, int flags) {
        int zero = charset.name().startsWith("UTF-16") ? 2 : 1;
        return new Frame(
                "TXXX",
                flags,
                Edits.join(
                        new byte[] {(byte) coding},
                        description.getBytes(charset),
                        new byte[zero],
                        value.getBytes(charset)));
    }

    private static List<String> shown(Id3 tag) {
        return tag.frames().stream()
                .map(f -> f.id() + " " + f.flags() + " " + Arrays.toString(f.body()))
                .toList();
    }

    private static List<String> shown(List<Frame> frames) {
        return frames.stream()
                .map(f -> f.id() + " " + f.flags() + " " + Arrays.toString(f.body()))
                .toList();
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        var id = Arbitraries.of("TIT2", "TPE1", "APIC", "PRIV", "COMM", "W000", "UFID");
        var body = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(300);
        return Combinators.combine(id, Arbitraries.of(0, 0x4000, 0x2000), body)
                .as(Frame::new)
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 200)
    void frames_are_read_as_written_in_either_version_and_with_unsynchronisation(
            @ForAll("frames") List<Frame> frames, @ForAll boolean four, @ForAll @IntRange(max = 40) int padding)
            throws Exception {
        assertThat(shown(Id3.parse(tag(four ? 4 : 3, 0, new byte[0], frames, padding, true))))
                .isEqualTo(shown(frames));
        assertThat(shown(Id3.parse(tag(3, 0x80, new byte[0], frames, padding, true))))
                .isEqualTo(shown(frames));
    }

    @Property(tries = 200)
    void a_label_goes_in_and_out_again_and_every_other_frame_stays_as_it_was(
            @ForAll("frames") List<Frame> frames, @ForAll boolean four, @ForAll @IntRange(max = 3000) int room)
            throws Exception {
        var before = Id3.parse(tag(four ? 4 : 3, 0, new byte[0], frames, 0, true));
        byte[] labelled = before.withLabel(LABEL, room);
        var after = Id3.parse(labelled);
        assertThat(after.frames()).hasSize(frames.size() + 1);
        assertThat(value(after.frames().getLast())).isEqualTo(LABEL);
        assertThat(shown(after).subList(0, frames.size())).isEqualTo(shown(frames));
        assertThat(Id3.length(labelled)).isEqualTo(labelled.length);
        assertThat(shown(Id3.parse(after.withLabel(null, 0)))).isEqualTo(shown(frames));
    }

    @Property(tries = 50)
    void a_tag_takes_exactly_its_room_or_grows_with_some_to_spare(@ForAll @IntRange(max = 2000) int room)
            throws Exception {
        byte[] tag = Id3.empty().withLabel("{}", room);
        int least = 10 + 10 + "\0AIGC\0{}".length();
        if (room >= least) {
            assertThat(tag).hasSize(room);
        } else {
            assertThat(tag).hasSize(least + 512);
        }
        assertThat(Id3.parse(tag).frames()).hasSize(1);
    }

    /** Whatever the bytes: a tag, or a refusal that names the damage; never another exception. */
    @Property(tries = 500)
    void random_bytes_are_read_or_refused(
            @ForAll @IntRange(min = 0, max = 5) int version, @ForAll byte flags, @ForAll byte[] body) {
        byte[] tag = Edits.join(Edits.latin1("ID3"), new byte[] {(byte) version, 0, flags}, safe(body.length), body);
        try {
            Id3.parse(tag).frames().forEach(Id3::label);
        } catch (BadFile refused) {
            assertThat(refused.getMessage()).contains("ID3");
        }
    }

    @Test
    void a_new_label_takes_the_place_of_all_old_ones() throws Exception {
        var tag = Id3.parse(tag(
                3,
                text(0, StandardCharsets.ISO_8859_1, "AIGC", "{\"Label\":\"2\"}", 0),
                text(0, StandardCharsets.ISO_8859_1, "mood", "calm", 0),
                text(1, StandardCharsets.UTF_16, "aigc", "{\"Label\":\"3\"}", 0)));
        var after = Id3.parse(tag.withLabel(LABEL, 0));
        assertThat(after.frames()).hasSize(2);
        assertThat(after.frames().stream().map(Id3Test::value)).containsExactly(null, LABEL);
    }

    @Test
    void a_label_is_found_in_each_of_the_four_codings_with_and_without_an_end_mark() {
        Charset[] charsets = {
            StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8
        };
        String value = "{\"Label\":\"1\"}";
        for (int coding = 0; coding < 4; coding++) {
            assertThat(value(text(coding, charsets[coding], "AIGC", value, 0))).isEqualTo(value);
            assertThat(value(text(coding, charsets[coding], "AIGC", value + "\0rest", 0)))
                    .isEqualTo(value);
        }
    }

    @Test
    void a_written_label_is_latin_if_it_can_be_and_else_the_best_coding_that_its_version_knows() throws Exception {
        assertThat(Id3.parse(Id3.empty().withLabel("{}", 0)).frames().getFirst().body()[0])
                .isEqualTo((byte) 0);
        assertThat(Id3.parse(Id3.empty().withLabel(LABEL, 0))
                        .frames()
                        .getFirst()
                        .body()[0])
                .isEqualTo((byte) 1);
        var four = Id3.parse(tag(4));
        assertThat(Id3.parse(four.withLabel(LABEL, 0)).frames().getFirst().body()[0])
                .isEqualTo((byte) 3);
    }

    @Test
    void frames_that_are_no_readable_text_are_no_label() {
        var latin = StandardCharsets.ISO_8859_1;
        assertThat(value(new Frame("TIT2", 0, text(0, latin, "AIGC", LABEL, 0).body())))
                .isNull();
        assertThat(value(text(0, latin, "AIGC", "{}", 0x08))).as("compressed").isNull();
        assertThat(value(text(0, latin, "AIGC", "{}", 0x04))).as("encrypted").isNull();
        assertThat(value(text(0, latin, "mood", "calm", 0))).isNull();
        assertThat(value(new Frame("TXXX", 0, new byte[0]))).isNull();
        assertThat(value(new Frame("TXXX", 0, Edits.latin1("\0AIGC"))))
                .as("no end mark")
                .isNull();
    }

    @Test
    void a_frames_length_in_front_and_its_own_unsynchronisation_are_taken_off() {
        byte[] body = text(0, StandardCharsets.ISO_8859_1, "AIGC", "{\"x\":\"\u00ff\"}", 0)
                .body();
        assertThat(value(new Frame("TXXX", 1, Edits.join(safe(body.length), body))))
                .isEqualTo("{\"x\":\"\u00ff\"}");
        assertThat(value(new Frame("TXXX", 2, unsynchronised(body)))).isEqualTo("{\"x\":\"\u00ff\"}");
    }

    @Test
    void an_extended_header_is_passed_over_however_its_version_counts_it() throws Exception {
        var frames = List.of(new Frame("TIT2", 0, Edits.latin1("\0river")));
        byte[] three = Edits.join(Edits.u32(6), new byte[6]); // the size leaves itself out
        byte[] four = Edits.join(safe(6), new byte[] {1, 0}); // the size counts itself
        assertThat(shown(Id3.parse(tag(3, 0x40, three, frames, 0, true)))).isEqualTo(shown(frames));
        assertThat(shown(Id3.parse(tag(4, 0x40, four, frames, 0, true)))).isEqualTo(shown(frames));
        assertThatThrownBy(() -> Id3.parse(tag(3, 0x40, Edits.u32(-1), List.of(), 0, true)))
                .isInstanceOf(BadFile.class);
    }

    /** iTunes wrote plain sizes into 2.4 for years; they differ from 128 bytes on. */
    @Test
    void sizes_of_2_4_that_were_written_plainly_are_understood() throws Exception {
        var frames = new ArrayList<Frame>();
        for (int size : new int[] {127, 128, 200, 257, 1000}) {
            byte[] body = new byte[size];
            body[size - 1] = 1; // zeros up to here look like padding at every wrong place
            frames.add(new Frame("PRIV", 0, body));
        }
        assertThat(shown(Id3.parse(tag(4, 0, new byte[0], frames, 20, false)))).isEqualTo(shown(frames));
        assertThat(shown(Id3.parse(tag(4, 0, new byte[0], frames, 20, true)))).isEqualTo(shown(frames));
    }

    @Test
    void a_tag_of_2_2_is_written_as_2_3_with_its_picture_and_its_names() throws Exception {
        byte[] picture = Edits.join(new byte[] {0}, Edits.latin1("PNG"), new byte[] {3, 0}, new byte[] {1, 2, 3});
        var two = Id3.parse(tag(2, new Frame("TT2", 0, Edits.latin1("\0river")), new Frame("PIC", 0, picture)));
        byte[] written = two.withLabel(LABEL, 0);
        assertThat(written[3]).isEqualTo((byte) 3);
        var three = Id3.parse(written);
        assertThat(three.frames().stream().map(Frame::id)).containsExactly("TIT2", "APIC", "TXXX");
        assertThat(three.frames().get(1).body())
                .isEqualTo(
                        Edits.join(new byte[1], Edits.latin1("image/png"), new byte[] {0, 3, 0}, new byte[] {1, 2, 3}));
    }

    @Test
    void what_would_lose_something_is_refused_by_name() throws Exception {
        var odd = Id3.parse(tag(2, new Frame("XYZ", 0, new byte[3])));
        assertThatThrownBy(() -> odd.withLabel(LABEL, 0))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("XYZ");
        assertThatThrownBy(() -> Id3.parse(tag(2, 0x40, new byte[0], List.of(), 0, true)))
                .hasMessageContaining("compressed");
        for (int version : new int[] {0, 1, 5}) {
            assertThatThrownBy(() -> Id3.parse(tag(version))).hasMessageContaining("2." + version);
        }
    }

    @Test
    void a_frame_beyond_the_end_and_a_name_that_is_none_are_damage() {
        byte[] tag = tag(3, new Frame("TIT2", 0, new byte[20]));
        tag[17]++;
        assertThatThrownBy(() -> Id3.parse(tag)).isInstanceOf(BadFile.class).hasMessageContaining("beyond its end");
        assertThatThrownBy(() -> Id3.parse(tag(3, new Frame("tit2", 0, new byte[20]))))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void the_length_counts_header_and_footer_and_is_nothing_where_no_tag_begins() {
        byte[] tag = tag(3, new Frame("TIT2", 0, new byte[300]));
        assertThat(Id3.length(tag)).isEqualTo(tag.length);
        tag[5] = 0x10;
        assertThat(Id3.length(tag)).as("2.3 has no footer").isEqualTo(tag.length);
        tag[3] = 4;
        assertThat(Id3.length(tag)).isEqualTo(tag.length + 10);
        assertThat(IntStream.of(0, 1, 2).mapToLong(i -> {
                    byte[] other = tag.clone();
                    other[i]++;
                    return Id3.length(other);
                }))
                .containsOnly(0L);
        assertThat(Id3.length(new byte[9])).isZero();
    }

    private static @org.jspecify.annotations.Nullable String value(Frame frame) {
        var keyed = Id3.label(frame);
        return keyed == null ? null : keyed.value();
    }
}
