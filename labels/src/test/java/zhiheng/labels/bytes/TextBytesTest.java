package zhiheng.labels.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBytesTest {
    @Property
    void the_latin_1_view_gives_every_byte_back(@ForAll byte[] bytes) {
        assertThat(TextBytes.bytes(TextBytes.latin1(bytes))).isEqualTo(bytes);
    }

    @Property
    void text_escaped_for_xml_is_read_back_and_holds_no_markup(@ForAll String text) {
        String escaped = TextBytes.xmlEscape(text);
        assertThat(escaped).doesNotContain("<", ">", "\"", "'");
        assertThat(TextBytes.xmlUnescape(escaped)).isEqualTo(text);
    }

    @Property
    void any_text_is_unescaped_without_an_exception(@ForAll String text) {
        assertThat(TextBytes.xmlUnescape("&#" + text + ";&" + text)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&lt;&amp;lt;&gt; | <&lt;>",
                "&#65;&#x42;&#x1F600; | AB\uD83D\uDE00",
                "&nbsp;&#xZZ;&#1114112;&;& | &nbsp;&#xZZ;&#1114112;&;&",
                "&#99999999999999; | &#99999999999999;",
                "a &quot;b&apos; | a \"b'",
            })
    void known_entities_become_characters_and_all_else_stays(String escaped, String meant) {
        assertThat(TextBytes.xmlUnescape(escaped)).isEqualTo(meant);
    }

    @Test
    void bytes_mean_utf_8_where_that_is_sound_and_else_latin_1() {
        byte[] river = "河 river".getBytes(StandardCharsets.UTF_8);
        assertThat(TextBytes.meant(river)).isEqualTo("河 river");
        assertThat(TextBytes.meant(TextBytes.latin1(river))).isEqualTo("河 river");
        assertThat(TextBytes.meant(new byte[] {'a', (byte) 0xe9})).isEqualTo("aé");
    }

    @Test
    void only_a_mark_of_two_bytes_announces_utf_16() {
        assertThat(TextBytes.utf16(new byte[] {(byte) 0xfe, (byte) 0xff, 0})).isEqualTo(StandardCharsets.UTF_16BE);
        assertThat(TextBytes.utf16(new byte[] {(byte) 0xff, (byte) 0xfe})).isEqualTo(StandardCharsets.UTF_16LE);
        assertThat(TextBytes.utf16("\uFEFFa".getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(TextBytes.utf16(new byte[] {(byte) 0xff})).isNull();
    }
}
