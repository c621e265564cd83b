package zhiheng.labels.explicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplicitLabelTest {
    @TempDir
    Path folder = Path.of(".");

    @Test
    void a_text_is_marked_once_and_the_mark_has_both_elements() {
        String marked = ExplicitLabel.affix("从前有一条河。");
        assertThat(ExplicitLabel.problem(marked)).isEmpty();
        assertThat(ExplicitLabel.affix(marked)).isEqualTo(marked);
        assertThat(ExplicitLabel.problem("本文由AI生成")).isEmpty();
        assertThat(ExplicitLabel.problem("本文由ＡＩ合成")).isEmpty();
        assertThat(ExplicitLabel.problem("MAIN 生成")).isPresent();
        assertThat(ExplicitLabel.problem("AI")).isPresent();
        assertThatThrownBy(() -> ExplicitLabel.affix("河", "AI", ExplicitOptions.Place.START))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_label_is_found_at_start_end_and_middle_and_as_a_corner_mark() {
        String story = "从前有一条河。\n".repeat(20);
        for (ExplicitOptions.Place place : ExplicitOptions.Place.values()) {
            assertThat(ExplicitLabel.find(ExplicitLabel.affix(story, "AI生成", place)))
                    .hasValueSatisfying(w -> assertThat(w.place()).isEqualTo(place));
        }
        assertThat(ExplicitLabel.find("从前有一条河 [AI]"))
                .hasValueSatisfying(w -> assertThat(w.cornerMark()).isTrue());
        assertThat(ExplicitLabel.find(story)).isEmpty();
    }

    @Test
    void elements_of_different_sentences_are_no_label() {
        assertThat(ExplicitLabel.find("AI 发展很快。植物生成氧气。")).isEmpty();
    }

    @Property(tries = 100)
    void a_stream_gets_its_hint_once_wherever_the_pieces_break(@ForAll List<String> pieces) {
        String text = String.join("", pieces);
        for (ExplicitStream state : List.of(ExplicitStream.atStart("AI生成"), ExplicitStream.atEnd("AI生成"))) {
            ExplicitStream first = state;
            var sent = new StringBuilder();
            for (String piece : pieces) {
                ExplicitStream.Step step = state.piece(piece);
                sent.append(step.send());
                state = step.next();
            }
            sent.append(state.end());
            String wanted = text.isEmpty()
                    ? ""
                    : first.place() == ExplicitOptions.Place.START ? first.hint() + text : text + first.hint();
            assertThat(sent.toString()).isEqualTo(wanted);
        }
    }

    @Test
    void a_text_file_keeps_its_encoding_and_a_markdown_file_its_front_matter() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            Path in = Files.writeString(folder.resolve("a.txt"), "从前有一条河。", charset);
            assertThat(ExplicitLabel.check(in)).isInstanceOf(ExplicitCheck.NotFound.class);
            assertThat(ExplicitLabel.apply(in, in, ExplicitOptions.DEFAULT)).isInstanceOf(ExplicitOutcome.Done.class);
            assertThat(Files.readString(in, charset)).isEqualTo("【人工智能生成】\n从前有一条河。");
            assertThat(ExplicitLabel.check(in)).isInstanceOf(ExplicitCheck.Compliant.class);
        }
        Path md = Files.writeString(folder.resolve("a.md"), "---\ntitle: 河\n---\n# 河\n");
        ExplicitLabel.apply(md, md, ExplicitOptions.DEFAULT);
        assertThat(Files.readString(md)).startsWith("---\ntitle: 河\n---\n【人工智能生成】");
    }

    @Test
    void a_page_shows_the_hint_and_code_in_its_scripts_is_not_taken_for_one() throws Exception {
        Path in = Files.writeString(
                folder.resolve("a.html"),
                "<!doctype html><html><head><title>AI生成</title></head><body class='x'><p>河</p></body></html>");
        assertThat(ExplicitLabel.check(in)).isInstanceOf(ExplicitCheck.NotFound.class);
        ExplicitLabel.apply(in, in, ExplicitOptions.DEFAULT.withPlace(ExplicitOptions.Place.END));
        assertThat(Files.readString(in)).contains("<p>河</p>\n<p role=\"note\"").endsWith("</body></html>");
        assertThat(ExplicitLabel.check(in)).isInstanceOf(ExplicitCheck.Compliant.class);
    }

    @Test
    void the_interface_snippet_has_the_hint_in_both_languages_and_is_well_formed() throws Exception {
        String html = ExplicitLabel.interfaceSnippet();
        assertThat(ExplicitText.hasBothElements(html)).isTrue();
        assertThat(html).contains("lang=\"zh-CN\"").contains("lang=\"en\"").contains("role=\"note\"");
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(("<x>" + html + "</x>").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_cannot_be_labelled_is_refused_by_name_and_nothing_is_written() throws Exception {
        Path pdf = Files.writeString(folder.resolve("a.pdf"), "%PDF-1.7");
        Path out = folder.resolve("out.pdf");
        assertThat(ExplicitLabel.apply(pdf, out, ExplicitOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        ExplicitOutcome.Refused.class,
                        r -> assertThat(r.reason().en()).contains("PDF"));
        assertThat(ExplicitLabel.apply(folder, out, ExplicitOptions.DEFAULT))
                .isInstanceOf(ExplicitOutcome.Refused.class);
        assertThat(ExplicitLabel.apply(pdf, out, ExplicitOptions.DEFAULT.withHint("AI")))
                .isInstanceOf(ExplicitOutcome.Refused.class);
        assertThat(out).doesNotExist();
    }
}
