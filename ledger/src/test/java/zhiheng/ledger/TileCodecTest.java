package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Names, widths and contents of tiles and bundles (C2SP tlog-tiles). */
class TileCodecTest {
    private static final Pattern NAME =
            Pattern.compile("tile/(entries|[0-9]+)/(?:x[0-9]{3}/)*[0-9]{3}(?:\\.p/([1-9][0-9]{0,2}))?");

    private static byte[][] entries(Random random, int count) {
        var entries = new byte[count][];
        for (int i = 0; i < count; i++) {
            entries[i] = new byte[random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(300)];
            random.nextBytes(entries[i]);
        }
        return entries;
    }

    @Property(tries = 100)
    void a_bundle_is_read_back_entry_by_entry(@ForAll @IntRange(max = 256) int count, @ForAll long seed) {
        var entries = entries(new Random(seed), count);
        assertThat(Bundle.decode(Bundle.encode(entries, count)).toArray(byte[][]::new))
                .isDeepEqualTo(entries);
    }

    @Property(tries = 100)
    void of_a_bundle_cut_anywhere_the_whole_entries_before_the_cut_are_read(
            @ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
        var random = new Random(seed);
        var entries = entries(random, count);
        var bytes = Bundle.encode(entries, count);
        var read = Bundle.decode(java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        assertThat(read).hasSizeLessThan(count);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i)).isEqualTo(entries[i]);
        }
    }

    @Property(tries = 100)
    void whatever_bytes_a_bundle_holds_reading_it_ends(@ForAll long seed) {
        var random = new Random(seed);
        var bytes = new byte[random.nextInt(5_000)];
        random.nextBytes(bytes);
        long read = Bundle.decode(bytes).stream()
                .mapToLong(entry -> entry.length + 2L)
                .sum();
        assertThat(read).isLessThanOrEqualTo(bytes.length);
    }

    @Property(tries = 100)
    void the_entry_that_a_damaged_byte_belongs_to_is_named(
            @ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
        var random = new Random(seed);
        var bytes = Bundle.encode(entries(random, count), count);
        var read = Bundle.decode(bytes);
        int at = random.nextInt(bytes.length);
        int index = Bundle.indexOfByte(read, at);
        int start = 0;
        for (int i = 0; i < index; i++) {
            start += 2 + read.get(i).length;
        }
        assertThat(at).isBetween(start, start + 1 + read.get(index).length);
    }

    @Property(tries = 300)
    void every_hash_of_a_log_lies_in_one_tile_of_its_level_and_no_tile_is_wider_than_256(
            @ForAll @LongRange(max = 5_000_000) long size, @ForAll @IntRange(max = 2) int level) {
        long hashes = Tile.hashes(level, size);
        assertThat(hashes).isEqualTo((long) Math.floor(size / Math.pow(256, level)));
        long tiles = (hashes + 255) / 256;
        long counted = 0;
        for (long index = 0; index < tiles; index++) {
            int width = new Tile(level, index).width(size);
            assertThat(width).isBetween(1, 256);
            counted += width;
        }
        assertThat(counted).isEqualTo(hashes);
        assertThat(new Tile(level, tiles).width(size)).isZero();
    }

    @Property(tries = 300)
    void names_are_those_of_the_specification_and_no_two_tiles_share_one(
            @ForAll @IntRange(min = -1, max = 5) int level,
            @ForAll @LongRange(max = 100_000_000_000L) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        var path = new Tile(level, index).path(width);
        var match = NAME.matcher(path);
        assertThat(path).matches(NAME);
        assertThat(match.matches()).isTrue();
        assertThat(Long.parseLong(path.replaceAll("\\.p/.*$", "")
                        .replaceAll("^tile/[^/]+/", "")
                        .replaceAll("[x/]", "")))
                .isEqualTo(index);
        assertThat(match.group(2)).isEqualTo(width == 256 ? null : "" + width);
    }

    @Example
    void a_longer_index_has_a_longer_name_and_never_an_ambiguous_one() {
        var names = new HashSet<String>();
        for (long index : new long[] {0, 5, 999, 1_000, 1_005, 5_000, 999_999, 1_000_000, 1_234_067}) {
            assertThat(names.add(new Tile(0, index).path(256))).as("%d", index).isTrue();
        }
        assertThat(new Tile(0, 1_234_067).path(256)).isEqualTo("tile/0/x001/x234/067");
        assertThat(new Tile(Tile.BUNDLES, 5).path(7)).isEqualTo("tile/entries/005.p/7");
    }

    @Property(tries = 100)
    void the_first_leaf_under_a_hash_is_under_no_hash_before_it(
            @ForAll @IntRange(max = 3) int level,
            @ForAll @IntRange(max = 1_000) int index,
            @ForAll @IntRange(max = 255) int offset) {
        long leaf = new Tile(level, index).leaf(offset);
        assertThat(Tile.hashes(level, leaf)).isEqualTo(index * 256L + offset);
    }
}
