package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

/** A label that tools put into somebody else's comment or description is seen, named as misplaced, and gathered on the next write. */
class StrayPlacesTest {
    private static final String JSON = LABEL.json();

    @TempDir
    private Path dir;

    private void strays(String name, byte[] file) throws Exception {
        var in = Files.write(dir.resolve(name), file);
        var report = new Labels().read(in);
        assertThat(report.labels()).as("%s", report).singleElement().satisfies(found -> {
            assertThat(found.label()).isEqualTo(LABEL);
            assertThat(found.deviations()).contains(Deviation.WRONG_PLACE);
        });
        var out = dir.resolve("out-" + name);
        new Labels().write(in, out, LABEL);
        assertThat(new Labels().read(out).labels())
                .extracting(FoundLabel::label)
                .containsExactly(LABEL);
        assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<dc:description>%s</dc:description>",
                "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>%s</rdf:li></rdf:Alt></dc:description>"
            })
    void in_the_description_of_an_xmp_packet(String place) throws Exception {
        byte[] plain = Samples.image("jpg");
        byte[] xmp =
                Edits.latin1(Samples.xmp("<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                        + place.formatted(TextBytes.xmlEscape(JSON)) + "</rdf:Description>"));
        byte[] body = Edits.join(latin1("http://ns.adobe.com/xap/1.0/\0"), xmp);
        byte[] segment = Edits.join(new byte[] {(byte) 0xff, (byte) 0xe1}, Samples.u16(body.length + 2), body);
        strays("a.jpg", Edits.join(Samples.slice(plain, 0, 2), segment, Samples.slice(plain, 2, plain.length)));
        assertThat(TextBytes.latin1(Xmp.without(xmp)))
                .contains("dc:description")
                .doesNotContain("ContentProducer");
    }

    @Test
    void in_the_keywords_of_a_pdf() throws Exception {
        strays("a.pdf", latin1(pdf("/Title(a)/Keywords(" + JSON + ")")));
    }

    /** A whole PDF without pages. @param info what its dictionary of information holds */
    private static String pdf(String info) {
        var pdf = new StringBuilder("%PDF-1.4\n");
        int catalogue = pdf.length();
        pdf.append("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        int pages = pdf.length();
        pdf.append("2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n");
        int described = pdf.length();
        pdf.append("3 0 obj\n<<" + info + ">>\nendobj\n");
        int table = pdf.length();
        pdf.append("xref\n0 4\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n%010d 00000 n \n"
                .formatted(catalogue, pages, described));
        pdf.append("trailer\n<</Size 4/Root 1 0 R/Info 3 0 R>>\nstartxref\n" + table + "\n%%EOF\n");
        return pdf.toString();
    }

    @Test
    void a_key_of_a_pdf_is_the_same_however_it_is_spelt() throws Exception {
        var pdf = pdf("/AI#47C(" + JSON + ")/My#20Key(x)");
        var in = Files.write(dir.resolve("escaped.pdf"), latin1(pdf));
        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.Compliant());
        var out = dir.resolve("out.pdf");
        new Labels().write(in, out, LABEL);
        var update = Files.readString(out, StandardCharsets.ISO_8859_1).substring(pdf.length());
        assertThat(update).contains("/My#20Key").doesNotContain("/AI#47C").containsOnlyOnce("/AIGC");
    }

    @Test
    void in_the_comment_of_an_mp3() throws Exception {
        byte[] body = Edits.join(latin1("\0eng\0"), latin1(JSON));
        byte[] frame = Edits.join(latin1("COMM"), Edits.u32(body.length), new byte[2], body);
        int size = frame.length;
        byte[] head = {
            'I',
            'D',
            '3',
            3,
            0,
            0,
            (byte) (size >> 21 & 0x7f),
            (byte) (size >> 14 & 0x7f),
            (byte) (size >> 7 & 0x7f),
            (byte) (size & 0x7f)
        };
        byte[] audio = new byte[417 * 4];
        for (int i = 0; i < audio.length; i += 417) {
            audio[i] = (byte) 0xff;
            audio[i + 1] = (byte) 0xfb;
            audio[i + 2] = (byte) 0x90;
        }
        strays("a.mp3", Edits.join(head, frame, audio));
    }

    @Test
    void other_peoples_comments_are_no_labels() throws Exception {
        byte[] body = latin1("\0eng\0{\"Label\":\"Warp Records\"}");
        byte[] frame = Edits.join(latin1("COMM"), Edits.u32(body.length), new byte[2], body);
        byte[] head = {'I', 'D', '3', 3, 0, 0, 0, 0, 0, (byte) frame.length};
        byte[] audio = {(byte) 0xff, (byte) 0xfb, (byte) 0x90, 0, 0, 0, 0, 0};
        var in = Files.write(dir.resolve("b.mp3"), Edits.join(head, frame, audio));
        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.None());
    }
}
