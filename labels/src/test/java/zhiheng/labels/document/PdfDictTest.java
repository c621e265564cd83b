package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.bytes.BadFile;

class PdfDictTest {
    private static Map<String, String> parse(String text) throws BadFile {
        return PdfDict.parse(text, 0).values();
    }

    /** Values as files have them; each is one value by the grammar, however it looks. */
    private static final String[] VALUES = {
        "true",
        "null",
        "0",
        "-1.5",
        "12 0 R",
        "/Name",
        "/A#20b",
        "()",
        "(plain)",
        "(a (nested (deep)) one)",
        "(an escaped \\) and \\( and \\\\)",
        "(>> /Not /AKey)",
        "(% no comment)",
        "<48656C6C6F>",
        "<>",
        "<</A 1>>",
        "<</A (>>) /B <</C [1 2 3]>>>>",
        "[1 0 R 2 0 R]",
        "[(]) <5D> [1] ]",
        "[]",
        "<< % a comment >> \n /A 1 >>"
    };

    @Provide
    Arbitrary<Map<String, String>> dictionaries() {
        var key = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).map(k -> "/" + k);
        return Arbitraries.maps(key, Arbitraries.of(VALUES)).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> gaps() {
        return Combinators.combine(
                        Arbitraries.of(" ", "\n", "\r\n", "\t", "\0"),
                        Arbitraries.of("", "", "% a remark, with >> and (\n", "%\r"),
                        Arbitraries.of("", " ", "\n\n"))
                .as((a, b, c) -> a + b + c);
    }

    @Property(tries = 500)
    void every_key_comes_back_with_its_value_as_written_whatever_stands_between(
            @ForAll("dictionaries") Map<String, String> values,
            @ForAll("gaps") String gap,
            @ForAll("gaps") String other)
            throws BadFile {
        var text = new StringBuilder(other).append("<<").append(gap);
        values.forEach(
                (key, value) -> text.append(key).append(other).append(value).append(gap));
        text.append(">>");
        var parsed = PdfDict.parse(text + "stream", 0);
        assertThat(parsed.values()).isEqualTo(values);
        assertThat(parsed.end()).isEqualTo(text.length());
    }

    @Test
    void values_need_no_blank_in_front_where_their_first_character_tells() throws BadFile {
        assertThat(parse("<</A/B/C(x)/D<61>/E[1]/F<</G 1>>>>"))
                .isEqualTo(Map.of("/A", "/B", "/C", "(x)", "/D", "<61>", "/E", "[1]", "/F", "<</G 1>>"));
    }

    @Test
    void two_numbers_are_a_reference_only_with_its_r() throws BadFile {
        assertThat(parse("<</A 12 0 R /B 3 /C 4>>"))
                .containsEntry("/A", "12 0 R")
                .containsEntry("/B", "3");
        assertThat(parse("<</A 12\n0\nR>>")).containsEntry("/A", "12\n0\nR");
    }

    @Test
    void it_begins_where_it_is_told_to() throws BadFile {
        assertThat(PdfDict.parse("1 0 obj <</A 1>>", 7).values()).containsOnlyKeys("/A");
        assertThatThrownBy(() -> PdfDict.parse("1 0 obj <</A 1>>", 0)).isInstanceOf(BadFile.class);
    }

    @Test
    void of_a_key_that_comes_twice_the_last_value_counts() throws BadFile {
        assertThat(parse("<</A 1/A 2>>")).containsExactly(Map.entry("/A", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<<",
                "<</A",
                "<</A >>",
                "<</A (",
                "<</A (x",
                "<</A (x\\",
                "<</A <",
                "<</A [",
                "<</A [(]>>",
                "<</A << /B 1 >>",
                "<<A 1>>",
                "<</A 1",
                "<</A 1>",
                "[1]",
                "<< % never ends"
            })
    void what_is_no_whole_dictionary_is_refused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(BadFile.class).hasMessageContaining("dictionary");
    }

    @Property(tries = 1000)
    void any_text_is_read_or_refused(
            @ForAll
                    @StringLength(max = 40)
                    @net.jqwik.api.constraints.Chars({
                        '<', '>', '(', ')', '[', ']', '/', '%', '\\', ' ', '\n', 'R', '1', 'a'
                    })
                    String text) {
        try {
            var parsed = PdfDict.parse("<<" + text, 0);
            assertThat(parsed.end()).isBetween(4, text.length() + 2);
            parsed.values().values().forEach(PdfDict::string);
        } catch (BadFile refused) {
            assertThat(refused).hasMessageContaining("dictionary");
        }
    }

    /** Deep nesting is counted, not followed: it costs a number, not the stack. */
    @Test
    void nesting_of_a_hundred_thousand_levels_is_passed_over() throws BadFile {
        int deep = 100_000;
        assertThat(parse("<</A " + "[".repeat(deep) + "]".repeat(deep) + "/B 1>>"))
                .containsEntry("/B", "1");
        assertThat(parse("<</A " + "(".repeat(deep) + ")".repeat(deep) + "/B 1>>"))
                .containsEntry("/B", "1");
    }

    private static String literal(String latin1) {
        var out = new StringBuilder("(");
        for (char c : latin1.toCharArray()) {
            out.append(c < ' ' || c > '~' || "()\\".indexOf(c) >= 0 ? "\\%03o".formatted((int) c) : String.valueOf(c));
        }
        return out.append(')').toString();
    }

    @Property(tries = 300)
    void a_text_in_utf_16_is_spelt_the_same_as_literal_and_as_hexadecimal(@ForAll String text) {
        if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
            return; // half a pair has no bytes of its own
        }
        byte[] bytes = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
        assertThat(PdfDict.string("<" + HexFormat.of().formatHex(bytes) + ">")).isEqualTo(text);
        assertThat(PdfDict.string(literal(new String(bytes, StandardCharsets.ISO_8859_1))))
                .isEqualTo(text);
    }

    @Property(tries = 300)
    void an_ascii_text_survives_every_escape(
            @ForAll @CharRange(from = '\1', to = '~') @StringLength(max = 40) String text) throws BadFile {
        assertThat(PdfDict.string(literal(text))).isEqualTo(text);
        assertThat(parse("<</A " + literal(text) + "/B 1>>")).containsEntry("/A", literal(text));
    }

    @Test
    void the_escapes_of_the_standard_mean_what_its_table_says() {
        assertThat(PdfDict.string("(\\n\\r\\t\\b\\f\\(\\)\\\\)")).isEqualTo("\n\r\t\b\f()\\");
        assertThat(PdfDict.string("(\\0053\\53\\053)")).isEqualTo("\0053++");
        assertThat(PdfDict.string("(\\x)")).as("an unknown one is its letter").isEqualTo("x");
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            assertThat(PdfDict.string("(one \\" + end + "line)")).isEqualTo("one line");
        }
    }

    @Test
    void blanks_in_hexadecimal_do_not_count_and_a_missing_last_digit_is_0() {
        assertThat(PdfDict.string("<48 65\n6C6c 6F>")).isEqualTo("Hello");
        assertThat(PdfDict.string("<487>")).isEqualTo("Hp");
        assertThat(PdfDict.string("<>")).isEmpty();
    }

    @Test
    void what_is_no_string_spells_nothing() {
        for (String raw : new String[] {"", "12", "/Name", "[(a)]"}) {
            assertThat(PdfDict.string(raw)).as(raw).isEmpty();
        }
    }
}
