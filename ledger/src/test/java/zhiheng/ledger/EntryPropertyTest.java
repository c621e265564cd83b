package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import zhiheng.base.JsonReader;

/** Any entry is written one way and read back; bytes with anything changed are refused or another entry, never the same. */
class EntryPropertyTest {
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Property(tries = 300)
    void any_texts_survive(
            @ForAll @StringLength(max = 40) String actor,
            @ForAll @StringLength(max = 40) String subject,
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second) {
        var entry = new Entry(
                Instant.ofEpochSecond(second),
                whole(actor),
                "act",
                whole(subject),
                "",
                zhiheng.base.Json.write(whole(actor)));
        assertThat(Entry.parse(entry.toBytes())).isEqualTo(entry);
    }

    @Property(tries = 500)
    void bytes_with_one_changed_are_never_taken_for_the_same_entry(@ForAll long seed) {
        var random = new Random(seed);
        var entry = new Entry(
                Instant.parse("2026-11-29T08:00:00Z"), "王五", "duty.met", "system/1", "", "{\"n\":[1,2.5e3,\"x\"]}");
        var bytes = entry.toBytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        var refused = catchThrowable(() -> assertThat(Entry.parse(bytes)).isNotEqualTo(entry));
        if (refused != null) {
            assertThat(refused).isInstanceOf(LedgerException.class);
        }
    }

    @Property(tries = 500)
    void any_bytes_are_read_or_refused_and_what_is_read_is_written_the_same(@ForAll byte[] bytes) {
        try {
            assertThat(Entry.parse(bytes).toBytes()).isEqualTo(bytes);
        } catch (LedgerException e) {
            assertThat(e.text().zh()).isNotEqualTo(e.text().en());
        }
    }

    @Property(tries = 300)
    void a_body_is_json_here_whenever_the_strict_reader_says_so_and_else_only_with_a_member_twice(@ForAll long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        var body = text.toString();
        var ours = catchThrowable(() -> Json.check(body));
        var theirs = catchThrowable(() -> JsonReader.read(body, JsonReader.Limits.RECORD));
        if (theirs == null) {
            assertThat(ours).as(body).isNull();
        } else if (ours == null) {
            assertThat(theirs).as("which takes no member twice").hasMessageContaining("duplicate member");
        }
    }

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"b\":",
        "1",
        "-0",
        "1.5",
        "2e3",
        "true",
        "null",
        " ",
        "\n",
        "\"\\u00e9\"",
        "01",
        "."
    };

    @Example
    void a_checkpoint_is_read_back_and_one_of_another_spelling_is_not() {
        var root = new byte[32];
        new Random(1).nextBytes(root);
        var checkpoint = new Checkpoint("zhiheng.example/log", 1_000, root);
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(Checkpoint.parse(checkpoint.text() + "an extension line\n")).isEqualTo(checkpoint);
        var base64 = Base64.getEncoder().encodeToString(root);
        for (var wrong : new String[] {
            "",
            "origin\n1000\n" + base64,
            "\n1000\n" + base64 + "\n",
            "origin\n01000\n" + base64 + "\n",
            "origin\n-1\n" + base64 + "\n",
            "origin\n1e3\n" + base64 + "\n",
            "origin\n1000\n" + base64.substring(4) + "\n",
            "origin\n1000\n" + base64.replace("=", "") + "\n"
        }) {
            assertThatThrownBy(() -> Checkpoint.parse(wrong)).as(wrong).isInstanceOf(LedgerException.class);
        }
    }
}
