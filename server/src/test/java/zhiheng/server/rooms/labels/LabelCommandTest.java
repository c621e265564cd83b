package zhiheng.server.rooms.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.cli.Main;
import zhiheng.server.testing.LabelSamples;

/** The command line as people call it; what it prints is caught. */
@Isolated
class LabelCommandTest {
    @TempDir
    Path folder;

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path plain;

    @BeforeEach
    void capture() throws IOException {
        plain = LabelSamples.jpeg(folder.resolve("plain.jpg"));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private int label(Object... arguments) {
        out.reset();
        err.reset();
        var all = new ArrayList<String>(List.of("label"));
        for (var argument : arguments) {
            all.add(argument.toString());
        }
        return Main.run(all.toArray(String[]::new));
    }

    private int write(Path in, Path to, String id, Object... more) {
        var all = new ArrayList<Object>(
                List.of("write", in, "--out", to, "--producer", LabelSamples.PRODUCER, "--id", id, "--lang", "en"));
        all.addAll(List.of(more));
        return label(all.toArray());
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_label_written_is_read_back_as_one_line_of_json_with_exactly_five_members() {
        assertThat(write(plain, folder.resolve("out.jpg"), "c-1")).isZero();
        assertThat(said()).startsWith("{\"AIGC\":{\"Label\":\"1\"").contains("\"ProduceID\":\"c-1\"");
        assertThat(label("read", folder.resolve("out.jpg"), "--json")).isZero();
        var json = new JsonMapper().readTree(said());
        assertThat(json.propertyNames()).containsExactly("file", "format", "verdict", "labels", "findings");
        assertThat(json.get("verdict").asString()).isEqualTo("compliant");
        assertThat(said().lines()).hasSize(1);
    }

    @Test
    void a_file_without_a_label_is_no_success() {
        assertThat(label("read", plain)).isEqualTo(1);
        assertThat(said()).contains("JPEG  none");
    }

    @Test
    void a_signature_is_verified_by_the_pinned_key_and_by_no_other() throws IOException {
        var key = folder.resolve("key.pem");
        assertThat(label("keygen", key, "--lang", "en")).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        var signed = folder.resolve("signed.jpg");
        assertThat(write(plain, signed, "c-1", "--sign", key)).isZero();
        assertThat(label("read", signed, "--lang", "en")).isZero();
        assertThat(said()).contains("self-consistent only");
        assertThat(label("read", signed, "--pin", folder.resolve("key.pem.pub"), "--lang", "en"))
                .isZero();
        assertThat(said()).contains("verified by a pinned key");
        assertThat(label("keygen", folder.resolve("other"))).isZero();
        assertThat(label("read", signed, "--pin", folder.resolve("other.pub"))).isEqualTo(1);
    }

    @Test
    void a_key_that_others_can_read_is_refused_with_the_remedy() throws IOException {
        var key = folder.resolve("key.pem");
        label("keygen", key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(write(plain, folder.resolve("out.jpg"), "c-1", "--sign", key))
                .isEqualTo(2);
        assertThat(complained()).contains("chmod 600");
        assertThat(folder.resolve("out.jpg")).doesNotExist();
    }

    @Test
    void keygen_never_overwrites() {
        var key = folder.resolve("key.pem");
        label("keygen", key);
        assertThat(label("keygen", key, "--lang", "zh")).isEqualTo(2);
        assertThat(complained()).contains("不会覆盖");
    }

    @Test
    void what_is_no_key_is_said_to_be_none() throws IOException {
        var no = Files.writeString(
                folder.resolve("no.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(no, PosixFilePermissions.fromString("rw-------"));
        assertThat(write(plain, folder.resolve("out.jpg"), "c-1", "--sign", no)).isEqualTo(2);
        assertThat(complained()).contains("no SM2 private key");
        assertThat(label("read", plain, "--pin", "04abcd", "--lang", "zh")).isEqualTo(2);
        assertThat(complained()).contains("没有这个密钥文件");
    }

    @Test
    void wrong_codes_and_wrong_numbers_name_the_option() {
        assertThat(label(
                        "write", plain, "--out", folder.resolve("o"), "--producer", "001", "--id", "x", "--lang", "zh"))
                .isEqualTo(2);
        assertThat(complained()).contains("--producer", "27个字符");
        assertThat(write(plain, folder.resolve("o"), "a b")).isEqualTo(2);
        assertThat(complained()).contains("--id", "Annex E j");
        assertThat(write(plain, folder.resolve("o"), "x", "--label", "4")).isEqualTo(2);
        assertThat(complained()).contains("--label");
    }

    @Test
    void a_file_that_cannot_be_labelled_is_named_with_the_reason_and_nothing_is_left() throws IOException {
        var text = Files.writeString(folder.resolve("a.txt"), "hello");
        assertThat(write(text, folder.resolve("b.txt"), "x")).isEqualTo(1);
        assertThat(complained()).contains("a.txt", "plain text has no metadata");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(plain, text);
        }
    }

    @Test
    void explicit_puts_both_labels_on_a_document_and_the_words_alone_on_plain_text() throws IOException {
        var text = Files.writeString(folder.resolve("a.txt"), "hello");
        assertThat(write(text, folder.resolve("b.txt"), "x", "--explicit")).isZero();
        assertThat(Files.readString(folder.resolve("b.txt"))).contains("人工智能生成", "hello");
        assertThat(said()).contains("explicit label only");
        var md = Files.writeString(folder.resolve("a.md"), "# hello\n");
        assertThat(write(md, folder.resolve("b.md"), "x", "--explicit", "--hint", "AI生成"))
                .isZero();
        assertThat(Files.readString(folder.resolve("b.md"))).contains("AI生成", "AIGC:", "# hello");
        assertThat(label("read", folder.resolve("b.md"))).isZero();
        assertThat(write(md, folder.resolve("c.md"), "x", "--explicit", "--hint", "hello"))
                .isEqualTo(1);
        assertThat(folder.resolve("c.md")).doesNotExist();
    }

    @Test
    void a_folder_is_labelled_in_batch_each_file_under_its_path_with_its_own_number() throws IOException {
        var in = Files.createDirectories(folder.resolve("in/sub")).getParent();
        for (int i = 0; i < 150; i++) {
            Files.copy(plain, in.resolve(i % 2 == 0 ? "sub/" + i + ".jpg" : i + ".jpg"));
        }
        Files.writeString(in.resolve("note.txt"), "hello");
        Files.createSymbolicLink(in.resolve("link.jpg"), plain);
        var to = folder.resolve("to");
        assertThat(write(in, to, "batch-{n}", "--no-sync")).isEqualTo(1);
        assertThat(complained()).contains("note.txt", "150 labelled, 1 refused");
        assertThat(to.resolve("sub/148.jpg")).exists();
        assertThat(to.resolve("link.jpg")).doesNotExist();
        assertThat(said().lines().map(line -> line.replaceAll(".*\"ProduceID\":\"([^\"]*)\".*", "$1")))
                .hasSize(150)
                .doesNotHaveDuplicates();
        assertThat(label("check", to)).isZero();
    }

    @Test
    void a_batch_wants_a_number_for_each_content_and_an_out_folder_outside_of_the_input() throws IOException {
        var in = Files.createDirectories(folder.resolve("in"));
        assertThat(write(in, folder.resolve("to"), "same")).isEqualTo(2);
        assertThat(complained()).contains("{uuid}");
        assertThat(write(in, in.resolve("to"), "x-{n}")).isEqualTo(2);
        assertThat(complained()).contains("inside the input");
        assertThat(write(in, plain, "x-{n}")).isEqualTo(2);
        assertThat(complained()).contains("is a file");
    }

    @Test
    void two_inputs_of_one_name_are_refused_before_anything_is_written() throws IOException {
        var twin = Files.copy(
                plain, Files.createDirectories(folder.resolve("other")).resolve("plain.jpg"));
        assertThat(write(plain, folder.resolve("to"), "x-{n}", twin)).isEqualTo(2);
        assertThat(complained()).contains("same name");
        assertThat(folder.resolve("to")).doesNotExist();
    }

    @Test
    void merging_over_an_earlier_label_tells_what_it_was() {
        var once = folder.resolve("once.jpg");
        write(plain, once, "first");
        assertThat(write(once, folder.resolve("twice.jpg"), "second")).isZero();
        assertThat(complained()).contains("merged over an earlier label", "first");
    }

    @Test
    void a_folder_with_problems_fails_and_its_reports_name_them() throws IOException {
        var mixed = mixed();
        var html = folder.resolve("report.html");
        var csv = folder.resolve("report.csv");
        assertThat(label("check", mixed, "--html", html, "--csv", csv, "--lang", "en"))
                .isEqualTo(1);
        assertThat(said()).contains("5 files", "1  compliant", "2  no label", "1  inconclusive", "1  non-compliant");
        assertThat(said()).contains("Annex E c)").doesNotContain("附录");
        assertThat(Files.readString(html))
                .contains("Content label report", "bad.md", "Annex E c)", "the JPEG is cut off")
                .contains("&lt;b&gt;.jpg")
                .doesNotContain("<b>.jpg");
        assertThat(Files.readString(csv))
                .startsWith("\uFEFF\"file\"")
                .contains("\"'=cmd.jpg\"")
                .contains("\"bad.md\",\"MARKDOWN\",\"non-compliant\"");
        assertThat(label("check", mixed, "--html", html, "--lang", "zh")).isEqualTo(1);
        assertThat(Files.readString(html)).contains("内容标识检查报告", "不合规", "附录E c)");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.toString().endsWith(".part"))).isEmpty();
        }
    }

    private Path mixed() throws IOException {
        var mixed = Files.createDirectories(folder.resolve("mixed"));
        write(plain, mixed.resolve("good.jpg"), "g");
        Files.copy(plain, mixed.resolve("=cmd.jpg"));
        Files.copy(plain, mixed.resolve("<b>.jpg"));
        var bytes = Files.readAllBytes(plain);
        Files.write(mixed.resolve("cut.jpg"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(
                mixed.resolve("bad.md"), "---\nAIGC:\n  Label: \"AIGC\"\n  ContentProducer: M\n  ProduceID: x\n---\n");
        return mixed;
    }

    @Test
    void files_without_a_label_may_be_allowed() throws IOException {
        var some = Files.createDirectories(folder.resolve("some"));
        write(plain, some.resolve("a.jpg"), "a");
        Files.copy(plain, some.resolve("b.jpg"));
        assertThat(label("check", some)).isEqualTo(1);
        assertThat(label("check", some, "--allow-none")).isZero();
        Files.writeString(some.resolve("c.bin"), "\0\1\2");
        assertThat(label("check", some, "--allow-none")).isEqualTo(1);
        assertThat(label("check", some, "--allow-none", "--allow-unknown")).isZero();
    }

    @Test
    void a_check_neither_follows_links_nor_runs_in_circles() throws IOException {
        var some = Files.createDirectories(folder.resolve("some"));
        Files.createSymbolicLink(some.resolve("self"), some);
        Files.createSymbolicLink(some.resolve("out.jpg"), plain);
        assertThat(label("check", some, "--lang", "en")).isZero();
        assertThat(said()).contains("0 files", "2 symbolic links were not followed");
    }

    @Test
    void reports_inside_the_folder_are_not_taken_for_content() throws IOException {
        var some = Files.createDirectories(folder.resolve("some"));
        write(plain, some.resolve("a.jpg"), "a");
        for (int i = 0; i < 2; i++) {
            assertThat(label("check", some, "--html", some.resolve("r.html"), "--csv", some.resolve("r.csv")))
                    .isZero();
        }
    }

    @Test
    void cells_that_a_spreadsheet_would_calculate_are_made_text() {
        assertThat(List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"))
                .allSatisfy(cell -> assertThat(LabelCsv.cell(cell)).isEqualTo("\"'" + cell + "\""));
        assertThat(LabelCsv.cell("a \"b\", c")).isEqualTo("\"a \"\"b\"\", c\"");
    }

    @Test
    void a_pipeline_is_told_whether_the_label_is_the_same_moved_changed_or_lost() throws IOException {
        var labelled = folder.resolve("labelled.jpg");
        var other = folder.resolve("other.jpg");
        write(plain, labelled, "1");
        write(plain, other, "2");
        assertThat(label("compare", labelled, labelled, "--lang", "en")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("same");
        assertThat(label("compare", labelled, other, "--lang", "en")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("changed");
        assertThat(label("compare", labelled, plain, "--lang", "zh")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("已丢失");
        assertThat(label("compare", plain, labelled, "--json")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"change\":\"added\"");
        assertThat(label("compare", plain, plain)).isZero();
        var broken = Files.write(folder.resolve("broken.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});
        assertThat(label("compare", plain, broken, "--lang", "en")).isEqualTo(3);
    }

    @Test
    void a_step_is_tried_on_a_copy_and_the_file_stays_as_it_is() throws IOException {
        var labelled = folder.resolve("labelled.jpg");
        write(plain, labelled, "1");
        var before = Files.readAllBytes(labelled);
        assertThat(label("survives", labelled, "--after", "cp IN OUT", "--lang", "en"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("same");
        assertThat(label("survives", labelled, "--after", "cp '" + plain + "' IN", "--lang", "en"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("lost");
        assertThat(label("survives", labelled, "--after", "dd \"if=" + plain + "\" of=/dev/null", "--lang", "en"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("IN");
        assertThat(label("survives", labelled, "--after", "false IN", "--lang", "en"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("exit code 1");
        assertThat(label("survives", labelled, "--after", "no-such-program IN", "--lang", "en"))
                .isEqualTo(2);
        assertThat(Files.readAllBytes(labelled)).isEqualTo(before);
    }

    @Test
    void the_hint_that_people_see_is_looked_for() throws IOException {
        var marked = Files.writeString(folder.resolve("a.txt"), "AI生成\n\nText.");
        var bare = Files.writeString(folder.resolve("b.txt"), "Text.");

        assertThat(label("hint", marked, "--lang", "en")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("a.txt  5.1  compliant")
                .contains("words: AI生成");
        assertThat(label("hint", marked, bare, "--json")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"verdict\":\"not-found\"");
        assertThat(label("hint", bare, "--models", folder.resolve("none"), "--lang", "en"))
                .isEqualTo(2);
    }
}
