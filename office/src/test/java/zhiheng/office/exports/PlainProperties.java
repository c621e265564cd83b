package zhiheng.office.exports;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.secauto.metaschema.core.datatype.markup.MarkupLine;
import gov.nist.secauto.metaschema.core.datatype.markup.MarkupMultiline;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;

class PlainProperties {
    @Provide
    Arbitrary<String> texts() {
        var marks = Arbitraries.strings()
                .withChars("\\`*_[](){}<>~^&'\"|#+-=.!1 ab\n\t")
                .ofMaxLength(12);
        return Arbitraries.oneOf(marks, Arbitraries.strings().ofMaxLength(12));
    }

    /** Read by the library that those who keep OSCAL write, as a title and as prose. */
    @Property(tries = 400)
    void markdown_of_any_text_shows_that_text(@ForAll("texts") String text) {
        var line = Plain.line(text);
        if (!line.isEmpty()) {
            assertThat(shown(MarkupLine.fromMarkdown(Plain.markup(text)).toHtml()))
                    .isEqualTo(line);
            assertThat(shown(MarkupMultiline.fromMarkdown(Plain.markup(text)).toHtml()))
                    .isEqualTo(line);
        }
    }

    @Property(tries = 400)
    void a_token_is_one(@ForAll("texts") String text) {
        assertThat(Plain.token(text)).matches("^(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*$");
    }

    @Property(tries = 400)
    void a_line_is_a_string_of_the_schema(@ForAll("texts") String text) {
        var line = Plain.line(text);
        if (!line.isEmpty()) {
            assertThat(line).matches("^\\S(.*\\S)?$");
        }
    }

    private static String shown(String html) {
        return Jsoup.parse(html).wholeText().strip();
    }
}
