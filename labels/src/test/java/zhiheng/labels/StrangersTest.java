package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.labels.FormatChecks.LABEL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.label.FoundLabel;

/** Files as programs of others write them, each of which an earlier version took for labelled, broke or refused without cause. */
class StrangersTest {
    @TempDir
    private Path dir;

    private Path file(String name) throws IOException {
        try (var in = Objects.requireNonNull(StrangersTest.class.getResourceAsStream("strangers/" + name), name)) {
            return Files.write(dir.resolve(name), in.readAllBytes());
        }
    }

    private Path labelled(String name) throws Exception {
        var out = dir.resolve("labelled-" + name);
        new Labels().write(file(name), out, LABEL);
        assertThat(new Labels().read(out).labels())
                .extracting(FoundLabel::label)
                .containsExactly(LABEL);
        return out;
    }

    private String text(Path file) throws IOException {
        return Files.readString(file);
    }

    /** WHATWG HTML, 13.2: comments, text fields and scripts hold no elements. */
    @ParameterizedTest
    @ValueSource(strings = {"meta-in-comment.html", "meta-in-script.html", "meta-in-textarea.html"})
    void what_stands_in_a_comment_a_script_or_a_text_field_is_no_label_and_stays_as_it_is(String name)
            throws Exception {
        var before = text(file(name));
        assertThat(new Labels().read(file(name)).verdict()).isEqualTo(new Verdict.None());
        var after = text(labelled(name));
        var meta = after.substring(
                after.indexOf("<meta name=\"AIGC\""), after.indexOf("\">\n", after.indexOf("<meta name=\"AIGC\"")) + 3);
        assertThat(after.replace(meta, "")).as("all else").isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"htm_title.html", "htm_selfhead.html"})
    void a_page_needs_no_tag_of_a_head(String name) throws Exception {
        assertThat(text(labelled(name))).contains("<meta name=\"AIGC\"");
    }

    @Test
    void a_label_in_a_comment_of_a_drawing_is_none_and_the_comment_stays() throws Exception {
        assertThat(new Labels().read(file("label-in-comment.svg")).verdict()).isEqualTo(new Verdict.None());
        var before = text(file("label-in-comment.svg"));
        var comment = before.substring(before.indexOf("<!--"), before.indexOf("-->") + 3);
        assertThat(text(labelled("label-in-comment.svg"))).contains(comment);
    }

    @Test
    void a_drawing_of_one_tag_is_opened() throws Exception {
        assertThat(text(labelled("svg_self.svg"))).endsWith("</metadata></svg>\n".strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npm-docx-default.docx",
                "endspace.docx",
                "prefixed_custom.docx",
                "utf16_custom.docx",
                "commented.docx",
                "part_elsewhere.docx"
            })
    void office_documents_as_generators_write_them_take_a_label_where_others_look(String name) throws Exception {
        labelled(name);
    }

    @Test
    void the_part_that_the_relationship_names_takes_the_label_and_no_other_is_made() throws Exception {
        try (var zip = new ZipFile(labelled("part_elsewhere.docx").toFile())) {
            assertThat(zip.getEntry("docProps/custom.xml")).isNull();
            var part = new String(
                    zip.getInputStream(zip.getEntry("docProps/props.xml")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(part).contains("name=\"AIGC\"");
        }
    }

    @Test
    void a_part_in_utf_16_stays_in_utf_16() throws Exception {
        try (var zip = new ZipFile(labelled("utf16_custom.docx").toFile())) {
            var part = zip.getInputStream(zip.getEntry("docProps/custom.xml")).readAllBytes();
            assertThat(new String(part, StandardCharsets.UTF_16)).contains("name=\"AIGC\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg_xmp_emptyrdf.jpg", "jpg_xmp_utf16.jpg"})
    void pictures_with_an_empty_rdf_or_a_packet_in_utf_16_take_a_label(String name) throws Exception {
        labelled(name);
    }

    /** PNG 3rd ed., 11.3: players refuse a chunk between the first control of a frame and its data. */
    @Test
    void an_animated_png_has_its_label_before_the_control_of_its_animation() throws Exception {
        var bytes = new String(Files.readAllBytes(labelled("two-frames.apng.png")), StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("XML:com.adobe.xmp"))
                .isLessThan(bytes.indexOf("acTL"))
                .isPositive();
        assertThat(bytes.indexOf("acTL")).isLessThan(bytes.indexOf("fcTL"));
        assertThat(bytes.indexOf("IDAT") - bytes.indexOf("fcTL"))
                .as("next to each other")
                .isEqualTo(38);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pdf_leading.pdf",
                "pdf_infonull.pdf",
                "pdf_hybrid_word.pdf",
                "wav_oddnopad.wav",
                "mp4_trail3.mp4"
            })
    void lawful_or_common_oddities_take_a_label(String name) throws Exception {
        labelled(name);
    }

    /** Everybody can open it, and its author allows no change. */
    @Test
    void a_pdf_with_an_owner_password_alone_is_read_and_not_written_against_its_permissions() throws Exception {
        assertThat(new Labels().read(file("owner-password-only.pdf")).verdict()).isEqualTo(new Verdict.None());
        assertThatThrownBy(() -> labelled("owner-password-only.pdf"))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("does not allow changes");
    }
}
