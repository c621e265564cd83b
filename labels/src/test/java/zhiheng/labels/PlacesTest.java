package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.DocumentsTest;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

/**
 * One list of places for every format: the field of its own; any other field that spells a label, in the wrong place; XMP where the format
 * may hold it. What stands under the key AIGC and cannot be read is a broken label, never none. A write gathers all into one.
 */
class PlacesTest {
    private static final String JSON = LABEL.json();
    private static final String QUOTED = TextBytes.xmlEscape(JSON);

    @TempDir
    Path dir;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String... parts) throws Exception {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            map.put(parts[i], parts[i + 1]);
        }
        return DocumentsTest.zip(map);
    }

    private static byte[] docx(String custom, String core) throws Exception {
        var office = "http://schemas.openxmlformats.org/officeDocument/2006/";
        return zip(
                "[Content_Types].xml",
                "<Types></Types>",
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"" + office
                        + "relationships/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>",
                "docProps/custom.xml",
                "<Properties xmlns=\"" + office + "custom-properties\">" + custom + "</Properties>",
                "docProps/core.xml",
                "<c:coreProperties xmlns:c=\"c\"><c:title>kept</c:title>" + core + "</c:coreProperties>");
    }

    private static String property(String name, String value) {
        return "<property pid=\"2\" name=\"" + name + "\"><lpwstr>" + value + "</lpwstr></property>";
    }

    private static byte[] epub(String metadata) throws Exception {
        return zip(
                "mimetype",
                "application/epub+zip",
                "META-INF/container.xml",
                "<container><rootfile full-path=\"book.opf\"/></container>",
                "book.opf",
                "<package><metadata><title>kept</title>" + metadata + "</metadata></package>");
    }

    private static byte[] ofd(String data) throws Exception {
        return zip(
                "OFD.xml",
                "<o:OFD xmlns:o=\"o\"><o:DocBody><o:DocInfo><o:CustomDatas>" + data
                        + "</o:CustomDatas></o:DocInfo></o:DocBody></o:OFD>");
    }

    private static byte[] png(String type, byte[] body) throws Exception {
        byte[] file = Samples.image("png");
        byte[] named = Edits.join(Edits.latin1(type), body);
        var crc = new CRC32();
        crc.update(named);
        return Edits.join(
                Samples.slice(file, 0, 33),
                Edits.u32(body.length),
                named,
                Edits.u32(crc.getValue()),
                Samples.slice(file, 33, file.length));
    }

    private static byte[] mp3(String id, byte[] body) {
        byte[] frame = Edits.join(Edits.latin1(id), Edits.u32(body.length), new byte[2], body);
        byte[] size = {0, 0, (byte) (frame.length >> 7), (byte) (frame.length & 0x7f)};
        return Edits.join(
                Edits.latin1("ID3"),
                new byte[] {3, 0, 0},
                size,
                frame,
                new byte[] {(byte) 0xff, (byte) 0xfb, (byte) 0x90, 0},
                MediaContract.noise(3, 413));
    }

    private static byte[] flac(int type, byte[] body) {
        return Edits.join(
                Edits.latin1("fLaC"),
                Edits.u32(34),
                new byte[34],
                Edits.u32(0x80000000L | (long) type << 24 | body.length),
                body,
                new byte[] {(byte) 0xff, (byte) 0xf8},
                MediaContract.noise(5, 100));
    }

    private static byte[] profile() {
        var out = new ByteArrayOutputStream();
        byte[] packet = Xmp.fresh(LABEL);
        out.writeBytes(Edits.latin1("Raw profile type xmp\0\nxmp\n    " + packet.length + "\n"));
        out.writeBytes(Edits.latin1(HexFormat.of().formatHex(packet).replaceAll("(.{72})", "$1\n")));
        return out.toByteArray();
    }

    /** Files in which a label stands where the format does not want it. */
    private static Map<String, byte[]> odd() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("property.docx", docx(property("Note", QUOTED), ""));
        files.put("description.docx", docx("", "<c:description>" + QUOTED + "</c:description>"));
        files.put("description.epub", epub("<description>" + QUOTED + "</description>"));
        files.put("meta.epub", epub("<meta name=\"note\" content=\"" + QUOTED + "\"/>"));
        files.put("custom.ofd", ofd("<o:CustomData Name=\"Note\">" + QUOTED + "</o:CustomData>"));
        files.put("meta.html", utf8("<title>x</title><meta name=description content=\"" + QUOTED + "\"><p>y"));
        files.put("og.html", utf8("<title>x</title><meta property='og:description' content=\"" + QUOTED + "\"><p>y"));
        files.put("comment.png", png("tEXt", utf8("Comment\0" + JSON)));
        files.put("profile.png", png("tEXt", profile()));
        files.put("comment.mp3", mp3("COMM", utf8("\0eng\0" + JSON)));
        files.put("private.mp3", mp3("PRIV", Edits.join(utf8("XMP\0"), Xmp.fresh(LABEL))));
        files.put("kept.flac", flac(2, Edits.join(utf8("riffAIGC"), Edits.u32le(JSON.length()), utf8(JSON))));
        return files;
    }

    @TestFactory
    Stream<DynamicTest> a_label_in_another_place_is_found_and_gathered() throws Exception {
        return odd().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    Path in = Files.write(dir.resolve(e.getKey()), e.getValue());
                    var before = new Labels().read(in);
                    assertThat(before.labels()).extracting(FoundLabel::label).containsExactly(LABEL);
                    assertThat(before.labels().getFirst().deviations()).contains(Deviation.WRONG_PLACE);

                    new Labels().write(in, in, LABEL);
                    assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.Compliant());
                }));
    }

    /** Files with the key and no label under it: cut, mangled or empty, as tools leave them. */
    private static Map<String, byte[]> broken() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("empty.docx", docx(property("AIGC", ""), ""));
        files.put("curly.docx", docx(property("AIGC", "“1”"), ""));
        files.put("cut.epub", epub("<meta name=\"AIGC\" content=\"{&quot;La\"/>"));
        files.put("cut.ofd", ofd("<o:CustomData Name=\"AIGC\">{</o:CustomData>"));
        files.put("cut.html", utf8("<title>x</title><meta name=AIGC content=\"{\"><p>y"));
        files.put("cut.md", utf8("---\nAIGC: \"{\\\"La\"\n---\ntext\n"));
        files.put("empty.md", utf8("---\nAIGC:\n  other: 1\n---\ntext\n"));
        files.put(
                "cut.svg",
                utf8("<svg xmlns='http://www.w3.org/2000/svg' xmlns:t='" + Xmp.NAMESPACE
                        + "'><metadata><t:AIGC>{</t:AIGC></metadata></svg>"));
        files.put("cut.png", png("tEXt", utf8("AIGC\0{")));
        files.put("cut.mp3", mp3("TXXX", utf8("\0AIGC\0{")));
        files.put("cut.flac", flac(4, Edits.join(Edits.u32le(0), Edits.u32le(1), Edits.u32le(6), utf8("AIGC={"))));
        return files;
    }

    @TestFactory
    Stream<DynamicTest> what_stands_under_the_key_and_cannot_be_read_is_broken() throws Exception {
        return broken().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    Path in = Files.write(dir.resolve(e.getKey()), e.getValue());
                    assertThat(new Labels().read(in).verdict())
                            .isInstanceOfSatisfying(
                                    Verdict.NonCompliant.class,
                                    n -> assertThat(n.deviations()).contains(Deviation.UNREADABLE));

                    new Labels().write(in, in, LABEL);
                    var after = new Labels().read(in);
                    assertThat(after.verdict()).isEqualTo(new Verdict.Compliant());
                    assertThat(after.labels()).extracting(FoundLabel::label).containsExactly(LABEL);
                }));
    }

    @Test
    void a_packet_that_a_program_mangled_in_a_gif_is_broken_and_replaced() throws Exception {
        byte[] gif = Samples.image("gif");
        var letters = new String(Xmp.fresh(LABEL), StandardCharsets.ISO_8859_1).replace("e", "");
        var blocks = new ArrayList<byte[]>();
        for (int i = 0; i < letters.length(); i += 200) {
            var part = letters.substring(i, Math.min(letters.length(), i + 200));
            blocks.add(new byte[] {(byte) part.length()});
            blocks.add(Edits.latin1(part));
        }
        byte[] extension = Edits.join(
                Edits.latin1("!\u00ff\u000bxmp dataxmp"), Edits.join(blocks.toArray(byte[][]::new)), new byte[1]);
        int at = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        Path in = Files.write(
                dir.resolve("a.gif"),
                Edits.join(Samples.slice(gif, 0, at), extension, Samples.slice(gif, at, gif.length)));

        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.NonCompliant(List.of(Deviation.UNREADABLE)));
        new Labels().write(in, in, LABEL);
        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.Compliant());
        assertThat(new String(Files.readAllBytes(in), StandardCharsets.ISO_8859_1))
                .doesNotContain("xmp data");
    }

    @Test
    void a_broken_label_is_a_trace_for_whom_spreads_the_file() throws Exception {
        Path in = Files.write(dir.resolve("a.html"), utf8("<title>x</title><meta name=AIGC content=\"{\"><p>y"));
        var found =
                new Labels().read(in).labels().stream().map(FoundLabel::label).toList();

        assertThat(Dissemination.decide(found, Dissemination.Declaration.NONE, false, "P", "7")
                        .article())
                .isEqualTo("6(3)");
    }
}
