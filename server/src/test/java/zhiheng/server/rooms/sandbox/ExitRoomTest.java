package zhiheng.server.rooms.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Await;
import zhiheng.ledger.Cosigner;
import zhiheng.ledger.Witness;
import zhiheng.server.rooms.ledger.Publicity;
import zhiheng.server.rooms.ledger.WitnessCommand;
import zhiheng.server.testing.Poppler;
import zhiheng.server.testing.Surfer;

/** The exit of a participation on a real server: what the report says, and that a stranger can verify it. */
class ExitRoomTest extends SandboxAtWork {
    private byte[] bundle() throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve(at("/exit-report/bundle")))
                .header("Authorization", "Bearer " + boss)
                .build();
        var answer = client.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private String story() {
        try {
            return json(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")))
                    .get("story")
                    .toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void left() throws Exception {
        admitted();
        calls(4);
        inspect(1);
        look();
        act(boss, "\"act\":\"stop\"");
        Await.until("exemptions have ended", () -> story().contains("exemptions-ended"));
    }

    private byte[] filed() throws Exception {
        ok(rest(boss, "POST", at("/exit-report"), "{\"version\":" + version() + "}"));
        return bundle();
    }

    private static byte[] changed(byte[] zip, String file, byte[] content) {
        var files = new TreeMap<>(ExitBundle.unzip(zip));
        files.put(file, content);
        return ExitBundle.zip(files, Map.of());
    }

    @Test
    void the_report_is_worked_out_from_what_ran_and_says_what_is_unknown() throws Exception {
        assertThat(rest(boss, "GET", at("/exit-report"), "").statusCode())
                .as("nothing to report before the admission")
                .isEqualTo(404);
        left();
        var report = json(ok(rest(boss, "GET", at("/exit-report"), ""))).get("report");
        assertThat(report.at("/figures/0/name").asString()).isEqualTo("calls");
        assertThat(report.at("/figures/0/count").asLong()).isEqualTo(4);
        assertThat(report.at("/harm/0/harmful").asLong()).isEqualTo(1);
        assertThat(report.at("/harm/0/high").asDouble())
                .isGreaterThan(report.at("/harm/0/low").asDouble());
        assertThat(report.at("/harm/0/bound").asDouble()).isEqualTo(0.05);
        assertThat(report.at("/labelled").asDouble()).isBetween(0.0, 1.0);
        assertThat(report.get("incidents")).isEmpty();
        assertThat(report.get("drills")).isEmpty();
        assertThat(report.at("/waived/0/duty").asString()).isEqualTo("T-SOFT");
        assertThat(report.at("/waived/0/ended").asBoolean()).isTrue();
        assertThat(report.at("/decidedBy").asInt()).isEqualTo(2);
        assertThat(rest(stranger, "GET", at("/exit-report"), "").statusCode()).isEqualTo(404);
        assertThat(rest(company, "POST", at("/exit-report"), "{\"version\":" + version() + "}")
                        .statusCode())
                .as("who took part does not write the report")
                .isEqualTo(403);
    }

    @Test
    void a_stranger_verifies_the_files_offline_and_any_change_is_refused() throws Exception {
        left();
        var zip = filed();
        var key = server.ledger().verifierKey();
        var verified = ExitBundle.verify(zip, key, "");
        assertThat(verified.entry().subject()).isEqualTo("case/" + id);
        assertThat(verified.steps()).isGreaterThan(8);
        assertThat(verified.files().keySet())
                .containsExactly(
                        "report-en.docx",
                        "report-en.html",
                        "report-en.pdf",
                        "report-zh.docx",
                        "report-zh.html",
                        "report-zh.pdf",
                        "report.json");
        for (var name : ExitBundle.unzip(zip).keySet()) {
            if (name.equals("READ-ME.txt")) {
                continue;
            }
            var content = ExitBundle.unzip(zip).get(name).clone();
            content[content.length / 2] ^= 1;
            assertThatThrownBy(() -> ExitBundle.verify(changed(zip, name, content), key, ""))
                    .as(name)
                    .isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> ExitBundle.verify(changed(zip, "more.txt", new byte[] {1}), key, ""))
                .as("a file that was not filed")
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ExitBundle.verify(zip, key.replaceAll("\\+.*", "+00000000+AAAA"), ""))
                .hasMessageContaining("key");
        assertThatThrownBy(() -> ExitBundle.verify(new byte[] {1, 2, 3}, key, ""))
                .isInstanceOf(Refusal.class);

        var file = Files.write(folder.resolve("exit.zip"), zip);
        assertThat(new CommandLine(new ExitCommand()).execute("verify", file.toString(), "--key", key))
                .isZero();
        Files.write(file, changed(zip, "report.json", "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(new CommandLine(new ExitCommand())
                        .setErr(new PrintWriter(Writer.nullWriter()))
                        .execute("verify", file.toString(), "--key", key))
                .isNotZero();
    }

    @Test
    void html_word_and_pdf_say_the_same_in_both_languages() throws Exception {
        left();
        var files = ExitBundle.unzip(filed());
        var en = new String(files.get("report-en.html"), StandardCharsets.UTF_8);
        var zh = new String(files.get("report-zh.html"), StandardCharsets.UTF_8);
        assertThat(en).contains("Harm, with bounds", "No drill is on record", "Ended; the duty is owed", "@page");
        assertThat(zh).contains("危害及其上下界", "没有演练记录", "已终止，义务恢复").doesNotContain("/static/");
        try (var document = new XWPFDocument(new ByteArrayInputStream(files.get("report-zh.docx")));
                var text = new XWPFWordExtractor(document)) {
            assertThat(text.getText()).contains("沙盒退出报告", "危害及其上下界", "已终止，义务恢复", "Bot");
        }
        assertThat(Poppler.text(files.get("report-zh.pdf"))).contains("沙盒退出报告", "危害及其上下界", "已终止，义务恢复", "Bot");
        assertThat(Poppler.text(files.get("report-en.pdf")))
                .contains("Harm, with bounds", "No drill is on record", "Ended; the duty is owed");
    }

    @Test
    void users_data_and_exemptions_are_steps_without_which_it_cannot_end() throws Exception {
        left();
        ok(rest(boss, "POST", at("/exit-report"), "{\"version\":" + version() + "}"));
        var early = rest(
                boss, "POST", "/api/v1/cases/" + id + "/acts", "{\"version\":" + version() + ",\"act\":\"conclude\"}");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("users were told", "data of the trial");
        act(company, "\"file\":\"users-remedied\",\"words\":\"told by mail\"");
        act(company, "\"file\":\"data-wound-down\",\"words\":\"deleted\"");
        act(boss, "\"act\":\"conclude\"");
        act(colleague, "\"act\":\"conclude\"");
        clock.pass(Duration.ofDays(40));
        assertThat(json(ok(rest(boss, "GET", at("/days"), ""))).get("items"))
                .as("days end with the case")
                .hasSize(1);
        assertThat(ExitBundle.verify(bundle(), server.ledger().verifierKey(), "")
                        .files())
                .hasSize(7);
    }

    @Test
    void the_page_shows_the_report_and_gives_the_files() throws Exception {
        left();
        var officer = new Surfer(server.address(), "en");
        officer.signIn("boss", PASSWORD);
        var path = "/sandboxes/" + id + "/exit";
        assertThat(officer.open(path).body())
                .contains("Harm, with bounds", "Put on file")
                .doesNotContain("report.zip");
        var late = officer.send(path, "version", "1");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("took the case to step").doesNotContain("report.zip");
        assertThat(officer.send(path, "version", "" + version()).body())
                .contains("report.zip", "report-en.docx", "report-en.pdf");
        assertThat(officer.open(path + "/report-zh.html").body()).contains("沙盒退出报告");
        assertThat(officer.open(path + "/SHA256SUMS").statusCode()).isEqualTo(404);
        var provider = new Surfer(server.address(), "zh");
        provider.signIn("lin", PASSWORD);
        assertThat(provider.open(path).body()).contains("危害及其上下界").doesNotContain("按现状归档");
    }

    @Test
    void with_a_witness_the_file_bears_its_cosignature_and_who_asks_for_one_takes_no_file_without() throws Exception {
        left();
        var zip = filed();
        var log = server.ledger();
        var cosigner = Cosigner.open(folder.resolve("witness/key"), "witness.example");
        assertThatThrownBy(() -> ExitBundle.verify(zip, log.verifierKey(), cosigner.verifierKey()))
                .hasMessageContaining("not cosigned");
        var vertx = Vertx.vertx();
        try {
            var witness = new Witness(
                    folder.resolve("witness/seen"), cosigner, List.of(log.verifierKey()), Clock.systemUTC());
            var listening = WitnessCommand.listen(vertx, witness, "127.0.0.1", 0);
            server.close();
            publicity = new Publicity(
                    false, URI.create("http://127.0.0.1:" + listening.actualPort()), cosigner.verifierKey());
            open();
            var cosigned = bundle();
            assertThat(ExitBundle.verify(cosigned, log.verifierKey(), cosigner.verifierKey())
                            .cosigned())
                    .isNotNull();
            var file = Files.write(folder.resolve("exit.zip"), cosigned);
            assertThat(new CommandLine(new ExitCommand())
                            .execute(
                                    "verify",
                                    file.toString(),
                                    "--key",
                                    log.verifierKey(),
                                    "--witness-key",
                                    cosigner.verifierKey()))
                    .isZero();
            var other = Cosigner.open(folder.resolve("other/key"), "witness.example");
            assertThatThrownBy(() -> ExitBundle.verify(cosigned, log.verifierKey(), other.verifierKey()))
                    .isInstanceOf(Refusal.class);
        } finally {
            vertx.close();
        }
    }
}
