package zhiheng.cases.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.base.Refusal;

class BundleFileTest {
    private static final Field STAGE = new Field("stage", "00".repeat(16), "contained");
    private static final Field WORDS = new Field("words/3", "11".repeat(16), "the key lay open");

    private static BundleFile file(Tlp tlp, Field... given) {
        var parcel = new Parcel(
                "p1",
                "c1/first-report",
                2,
                Parcel.Kind.TASK,
                "first-report",
                new Parcel.Party("a.example/log", "Acme 公司"),
                List.of(new Parcel.Party("b.example/log", "")),
                tlp,
                Instant.parse("2026-11-29T08:00:00Z"),
                Instant.parse("2026-12-01T08:00:00Z"),
                "Say what \"you\" know 请回复",
                "",
                List.of(WORDS.digest(), STAGE.digest()),
                List.of(new Parcel.Step(4, "aa".repeat(32))));
        return new BundleFile(
                ParcelCodec.write(parcel),
                List.of(given),
                new Seal(7, "bGVhZg==", List.of("eA=="), List.of(List.of()), "note\n", 3, List.of("eQ=="), "key"));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_is_read_back_equal(Tlp tlp) {
        var file = file(tlp, STAGE, WORDS);
        assertThat(BundleFile.read(file.write())).isEqualTo(file);
        assertThat(file.parcel().tlp()).isEqualTo(tlp);
    }

    @Test
    void what_is_not_given_is_nowhere_in_the_file() {
        var text = file(Tlp.AMBER, STAGE).write();
        assertThat(text).contains("contained", WORDS.digest()).doesNotContain("words/3", "the key lay open");
        assertThat(file(Tlp.AMBER, STAGE).parcel().withheld(1)).isEqualTo(1);
    }

    @Test
    void a_field_can_be_left_out_later_and_none_can_be_altered_added_or_told_twice() {
        BundleFile.read(file(Tlp.AMBER).write());
        for (var given : List.of(
                List.of(new Field("stage", STAGE.salt(), "closed")),
                List.of(new Field("stages", STAGE.salt(), "contained")),
                List.of(STAGE, STAGE),
                List.of(new Field("stage", STAGE.salt(), Map.of("a", 1L))))) {
            assertThatThrownBy(() -> BundleFile.read(
                            file(Tlp.AMBER, given.toArray(Field[]::new)).write()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("holds no field");
        }
    }

    /** What the seal does not bind (the order of members, blanks, escapes) is bound by there being one spelling. */
    @Property(tries = 2_000)
    void a_byte_changed_is_refused_or_changes_something_that_the_seal_binds(
            @ForAll @IntRange(min = 0, max = 100_000) int place, @ForAll @IntRange(min = 1, max = 127) int by) {
        var file = file(Tlp.GREEN, STAGE, WORDS);
        var text = file.write();
        var letters = text.toCharArray();
        letters[place % letters.length] ^= (char) by;
        try {
            var read = BundleFile.read(new String(letters));
            assertThat(read.given()).isEqualTo(file.given());
            assertThat(read.digest().equals(file.digest()) && read.seal().equals(file.seal()))
                    .isFalse();
        } catch (Refusal e) {
            assertThat(e.text().en()).isNotBlank();
        }
    }

    @Test
    void a_mark_of_no_standard_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> Tlp.of("WHITE")).hasMessageContaining("AMBER+STRICT");
        assertThat(Tlp.RED.beyondNamed()).isFalse();
        assertThat(Tlp.GREEN.beyondNamed()).isTrue();
    }
}
