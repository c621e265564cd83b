package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.packs.PackLibrary;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.watch.Grade;
import zhiheng.server.rooms.watch.Grading;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.Visitor;

/** The way of a small administration: write the starter law, fill it in, test it, serve it. */
class StarterLawTest extends CaughtOutput {
    private static final Path TEMPLATE = Path.of("../packs/templates/starter-law");
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private Path law;

    @BeforeEach
    void write() {
        law = folder.resolve("law");
        assertThat(run(
                        "packs",
                        "new",
                        law,
                        "--id",
                        "ke-ai-law",
                        "--jurisdiction",
                        "KE",
                        "--from",
                        "2027-07-01",
                        "--template",
                        TEMPLATE,
                        "--lang",
                        "en"))
                .as(complained())
                .isZero();
        assertThat(said()).containsPattern("[0-9]+ places to fill; begin with README.md");
    }

    /** What a person does in an afternoon: here every place is filled with the words that stand beside the mark. */
    private void fill() throws IOException {
        try (var files = Files.walk(law)) {
            for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Files.writeString(
                        file,
                        Files.readString(file)
                                .replace("in [fill]?", "in Kenya?")
                                .replace("在[fill]境内", "在肯尼亚境内")
                                .replace("Etc/UTC", "Africa/Nairobi")
                                .replace("[fill] ", ""));
            }
        }
    }

    @Test
    void what_is_still_unfilled_is_told_with_file_and_line() throws Exception {
        assertThat(run("packs", "--lang", "en", "test", law)).isEqualTo(1);
        assertThat(said())
                .contains("12 cases, 15 rules, 0 failures, 0 gaps")
                .contains("ke-ai-law/pack.yaml:4: to fill in: name:")
                .contains("shared/calendars.yaml:4: to fill in: zone: Etc/UTC");
        fill();
        assertThat(run("packs", "--lang", "en", "test", law)).as(said()).isZero();
        assertThat(said())
                .contains("0 to fill in", "2 procedures, all checked", "1 sets of criteria, all checked")
                .contains("incidents:", "14 cases, 13 rules, 0 failures, 0 gaps", "1 forms of reports, all checked");
        assertThat(run("packs", "--library", law, "lint", law.resolve("ke-ai-law")))
                .isZero();
        assertThat(run("packs", "coverage", "--library", law)).isZero();
    }

    @Test
    void a_slip_while_filling_is_told_by_the_cases() throws Exception {
        fill();
        var rules = law.resolve("ke-ai-law/rules.yaml");
        Files.writeString(
                rules,
                Files.readString(rules)
                        .replace("when: ke_ai_law_in_scope && interacts_with_people", "when: interacts_with_people"));
        assertThat(run("packs", "--lang", "en", "test", law)).isEqualTo(1);
        assertThat(said()).contains("ke-ai-law-notice");
    }

    @Test
    void alarms_and_incidents_are_graded_by_the_law_s_own_packs() throws Exception {
        fill();
        var grading = new Grading(PackLibrary.load(PackLibrary.incidents(law)));
        var grave = grading.incident(
                Map.of(
                        "incident_confirmed",
                        true,
                        "ke_ai_law_incident_harms",
                        List.of("essential_service"),
                        "ke_ai_law_incident_persons",
                        50),
                LocalDate.parse("2027-12-01"));
        assertThat(grave.light()).isEqualTo(Light.ORANGE);
        assertThat(grave.clocks())
                .extracting(Grade.Clock::id)
                .containsExactly("KE-AI-LAW-IG-REPORT-24H", "KE-AI-LAW-IG-REPORT-72H");
        var rules = law.resolve("incidents/ke-ai-law-incident-grades/rules.yaml");
        Files.writeString(rules, Files.readString(rules).replace("persons >= 1000 ", "persons >= 5000 "));
        assertThat(run("packs", "--lang", "en", "test", law)).isEqualTo(1);
        assertThat(said()).contains("ke-ai-law-ig-grave");
    }

    @Test
    void two_packs_that_both_grade_alarms_are_refused_by_name() throws Exception {
        var one = law.resolve("incidents/ke-ai-law-alarm-grades");
        var other = Files.createDirectory(law.resolve("incidents/xx-alarm-grades"));
        for (var name : List.of("pack.yaml", "rules.yaml")) {
            Files.writeString(
                    other.resolve(name),
                    Files.readString(one.resolve(name))
                            .replace("ke-ai-law-", "xx-")
                            .replace("KE-AI-LAW-", "XX-"));
        }
        var packs = PackLibrary.load(PackLibrary.incidents(law));
        assertThatThrownBy(() -> new Grading(packs))
                .hasMessageContaining("ends with -alarm-grades")
                .hasMessageContaining("ke-ai-law-alarm-grades, xx-alarm-grades");
    }

    @Test
    void a_folder_with_something_in_it_and_an_id_that_no_pack_may_have_are_refused() {
        assertThat(run("packs", "new", law, "--template", TEMPLATE)).isNotZero();
        assertThat(complained()).contains("is not an empty folder");
        assertThat(run("packs", "new", folder.resolve("b"), "--id", "shared", "--template", TEMPLATE))
                .isNotZero();
        assertThat(run("packs", "new", folder.resolve("b"), "--jurisdiction", "kenya", "--template", TEMPLATE))
                .isNotZero();
        assertThat(folder.resolve("b")).doesNotExist();
    }

    @Test
    void the_filled_law_is_served_with_its_duties_its_sandbox_and_its_incidents() throws Exception {
        fill();
        var clock = new MovableClock();
        clock.day("2027-12-01");
        try (var server = ZhihengServer.start(Config.of(folder.resolve("data"), law, "127.0.0.1", 0), clock)) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                    .actor();
            var org = server.office()
                    .orgs()
                    .create(boss, Org.Kind.PROVIDER, "Acme")
                    .id();
            var id = server.office()
                    .registry()
                    .register(
                            boss,
                            org,
                            "Benefits chat",
                            "",
                            "",
                            Map.of(
                                    "infers",
                                    true,
                                    "ke_ai_law_offered",
                                    true,
                                    "interacts_with_people",
                                    true,
                                    "generates",
                                    List.of("text"),
                                    "ke_ai_law_uses",
                                    List.of("public_benefits"),
                                    "ke_ai_law_live_on",
                                    "2027-09-01"))
                    .id();
            var visitor = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
            assertThat(visitor.get("/systems/" + id).body())
                    .contains(
                            "Use of weight",
                            "Tell people that they deal with AI",
                            "Assess the impact before going live")
                    .contains("Overdue", "2027-10-01", "2028-09-01");
            assertThat(visitor.get("/cases").body()).contains("regulatory sandbox", "serious incident");
            assertThat(visitor.get("/incidents").statusCode()).isEqualTo(200);
            assertThat(visitor.get("/reports").body()).doesNotContain("Article 73");
            assertThat(visitor.get("/packs/ke-ai-law").statusCode()).isEqualTo(200);
        }
    }
}
