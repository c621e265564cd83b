package zhiheng.labels.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;

class Mp4OffsetsTest {
    private static final byte[] KEPT = Box.of("mvhd", new byte[] {0, 0, 3, (byte) 0xe8, 5, 6, 7, 8, 9});

    private static Mp4Offsets offsets(long from, long shift) {
        return new Mp4Offsets(new Source(new byte[0]), Limits.DEFAULT, from, shift);
    }

    private static byte[] table(String type, byte[] head, boolean wide, List<Long> values) {
        byte[] body = Edits.join(head, Edits.u32(values.size()));
        for (long value : values) {
            body = Edits.join(body, wide ? Edits.u64(value) : Edits.u32(value));
        }
        return Box.of(type, body);
    }

    private static byte[] moov(byte[] table) {
        return Box.of("moov", KEPT, Box.of("trak", Box.of("mdia", Box.of("minf", Box.of("stbl", table), KEPT))));
    }

    private static List<Long> moved(List<Long> values, long from, long shift) {
        return values.stream().map(v -> v >= from ? v + shift : v).toList();
    }

    /** The three tables of a moov, made with the offsets where they should end up: all else must be the same byte for byte. */
    @Property(tries = 300)
    void offsets_behind_the_place_move_and_nothing_else_changes(
            @ForAll @Size(max = 20) List<@LongRange(max = 1_000_000) Long> values,
            @ForAll @LongRange(max = 1_000_000) long from,
            @ForAll @LongRange(max = 5_000_000) long shift)
            throws Exception {
        var after = moved(values, from, shift);
        byte[] plain = new byte[4];
        byte[] typed = {0, 0, 0, 1, 'c', 'e', 'n', 'c', 0, 0, 0, 0};
        byte[] wideHead = {1, 0, 0, 0};
        assertThat(offsets(from, shift).moved(moov(table("stco", plain, false, values))))
                .isEqualTo(moov(table("stco", plain, false, after)));
        assertThat(offsets(from, shift).moved(moov(table("co64", plain, true, values))))
                .isEqualTo(moov(table("co64", plain, true, after)));
        assertThat(offsets(from, shift).moved(moov(table("saio", typed, false, values))))
                .isEqualTo(moov(table("saio", typed, false, after)));
        assertThat(offsets(from, shift).moved(moov(table("saio", wideHead, true, values))))
                .isEqualTo(moov(table("saio", wideHead, true, after)));
    }

    @Property(tries = 100)
    void moving_there_and_back_again_changes_nothing(
            @ForAll @Size(max = 20) List<@LongRange(max = 1_000_000) Long> values,
            @ForAll @LongRange(min = 1, max = 9_000) long shift)
            throws Exception {
        byte[] before = moov(table("stco", new byte[4], false, values));
        byte[] there = offsets(5_000, shift).moved(before.clone());
        assertThat(offsets(5_000 + shift, -shift).moved(there)).isEqualTo(before);
    }

    @Test
    void the_first_byte_that_moves_counts_as_behind() throws Exception {
        byte[] moov = moov(table("stco", new byte[4], false, List.of(99L, 100L, 101L)));
        assertThat(offsets(100, 7).moved(moov))
                .isEqualTo(moov(table("stco", new byte[4], false, List.of(99L, 107L, 108L))));
    }

    @Test
    void a_place_that_32_bits_cannot_name_is_too_far_and_64_bits_can() throws Exception {
        var last = List.of(0xffff_fff0L);
        assertThat(offsets(0, 15).moved(moov(table("stco", new byte[4], false, last))))
                .isEqualTo(moov(table("stco", new byte[4], false, List.of(0xffff_ffffL))));
        assertThatThrownBy(() -> offsets(0, 16).moved(moov(table("stco", new byte[4], false, last))))
                .isInstanceOf(Mp4Offsets.TooFar.class);
        assertThat(offsets(0, 16).moved(moov(table("co64", new byte[4], true, last))))
                .isEqualTo(moov(table("co64", new byte[4], true, List.of(0x1_0000_0000L))));
    }

    @Test
    void tables_that_claim_more_than_they_have_are_damage() {
        byte[] claims = Edits.join(new byte[4], Edits.u32(3), Edits.u32(1), Edits.u32(2));
        for (String type : new String[] {"stco", "co64", "saio"}) {
            assertThatThrownBy(() -> offsets(0, 1).moved(moov(Box.of(type, claims))))
                    .as(type)
                    .isInstanceOf(BadFile.class)
                    .hasMessageContaining("more entries than it has");
        }
        byte[] most = Edits.join(new byte[4], Edits.u32(-1), new byte[8]);
        assertThatThrownBy(() -> offsets(0, 1).moved(moov(Box.of("stco", most))))
                .isInstanceOf(BadFile.class);
        byte[] typedTooShort = {0, 0, 0, 1, 'c', 'e', 'n', 'c'};
        assertThatThrownBy(() -> offsets(0, 1).moved(moov(Box.of("saio", typedTooShort))))
                .isInstanceOf(BadFile.class);
    }

    @Test
    void boxes_inside_whose_sizes_do_not_fit_are_damage() {
        for (byte[] size : List.of(Edits.u32(7), Edits.u32(100), Edits.u32(-1))) {
            byte[] moov = Box.of("moov", Edits.join(size, Edits.latin1("trak")));
            assertThatThrownBy(() -> offsets(0, 1).moved(moov))
                    .isInstanceOf(BadFile.class)
                    .hasMessageContaining("damaged inside");
        }
    }

    @Test
    void a_box_of_wide_size_and_one_that_reaches_to_the_end_are_walked_too() throws Exception {
        byte[] stco = table("stco", new byte[4], false, List.of(5L));
        byte[] after = table("stco", new byte[4], false, List.of(6L));
        byte[] wide = Edits.join(Edits.u32(1), Edits.latin1("stbl"), Edits.u64(16L + stco.length));
        assertThat(offsets(0, 1).moved(Edits.join(wide, stco))).isEqualTo(Edits.join(wide, after));
        byte[] open = Edits.join(Edits.u32(0), Edits.latin1("stbl"));
        assertThat(offsets(0, 1).moved(Edits.join(open, stco))).isEqualTo(Edits.join(open, after));
    }

    @Test
    void nesting_ends_at_the_limit() throws Exception {
        byte[] box = table("stco", new byte[4], false, List.of(5L));
        for (int i = 0; i < 2_000; i++) {
            box = Box.of("stbl", box);
        }
        assertThat(offsets(0, 1).moved(box.clone())).isEqualTo(box);
    }

    private static byte[] patched(byte[] file, long from, long shift) throws Exception {
        var in = new Source(file);
        var edits = new Edits();
        new Mp4Offsets(in, Limits.DEFAULT, from, shift).patchFragments(Box.top(in, Limits.DEFAULT), edits);
        return edits.applied(file);
    }

    private static byte[] fragment(int flags, long base) {
        byte[] header = Edits.join(Edits.u32(flags), Edits.u32(1), Edits.u64(base));
        return Box.of("moof", Box.of("mfhd", new byte[8]), Box.of("traf", Box.of("tfhd", header), KEPT));
    }

    @Test
    void the_base_of_a_fragment_moves_where_its_flag_says_there_is_one() throws Exception {
        assertThat(patched(fragment(1, 500), 100, 7)).isEqualTo(fragment(1, 507));
        assertThat(patched(fragment(1, 99), 100, 7)).isEqualTo(fragment(1, 99));
        assertThat(patched(fragment(0x20000, 500), 100, 7))
                .as("eight bytes of something else")
                .isEqualTo(fragment(0x20000, 500));
    }

    private static byte[] access(int version, int lengths, List<Long> offsets) {
        boolean wide = version == 1;
        var parts = new ArrayList<byte[]>();
        parts.add(Edits.join(new byte[] {(byte) version, 0, 0, 0}, Edits.u32(1), Edits.u32(lengths)));
        parts.add(Edits.u32(offsets.size()));
        int tail = (lengths >> 4 & 3) + (lengths >> 2 & 3) + (lengths & 3) + 3;
        for (long offset : offsets) {
            parts.add(wide ? Edits.u64(4_000) : Edits.u32(4_000)); // a time, which must not move
            parts.add(wide ? Edits.u64(offset) : Edits.u32(offset));
            parts.add(new byte[tail]);
        }
        return Box.of("mfra", Box.of("tfra", parts.toArray(byte[][]::new)), Box.of("mfro", new byte[8]));
    }

    @Property(tries = 200)
    void the_random_access_table_moves_its_offsets_and_not_its_times(
            @ForAll @Size(max = 10) List<@LongRange(max = 1_000_000) Long> offsets,
            @ForAll boolean wide,
            @ForAll @net.jqwik.api.constraints.IntRange(max = 63) int lengths,
            @ForAll @LongRange(max = 5_000) long from)
            throws Exception {
        int version = wide ? 1 : 0;
        assertThat(patched(access(version, lengths, offsets), from, 33))
                .isEqualTo(access(version, lengths, moved(offsets, from, 33)));
    }

    @Test
    void a_random_access_table_that_is_too_short_or_reaches_too_far_is_refused() {
        byte[] tooShort = Box.of("mfra", Box.of("tfra", new byte[12]));
        assertThatThrownBy(() -> patched(tooShort, 0, 1)).isInstanceOf(BadFile.class);
        byte[] claims = Box.of("mfra", Box.of("tfra", Edits.join(new byte[12], Edits.u32(9))));
        assertThatThrownBy(() -> patched(claims, 0, 1)).hasMessageContaining("more entries than it has");
        assertThatThrownBy(() -> patched(access(0, 0, List.of(0xffff_ffffL)), 0, 1))
                .isInstanceOf(Mp4Offsets.TooFar.class);
    }

    @Test
    void an_index_is_in_the_way_only_where_it_lies_before_what_moves() throws Exception {
        byte[] file = Edits.join(Box.of("sidx", new byte[20]), Box.of("free", new byte[100]));
        assertThatThrownBy(() -> patched(file, 1, 7))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("index");
        assertThat(patched(file, 0, 7)).isEqualTo(file);
    }

    @Test
    void boxes_that_hold_no_offsets_are_left_alone() throws IOException, Exception {
        byte[] file = Edits.join(KEPT, Box.of("mdat", new byte[50]), Box.of("uuid", new byte[30]));
        assertThat(patched(file, 0, 7)).isEqualTo(file);
    }
}
