package zhiheng.server.rooms.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.Alerts;
import zhiheng.server.testing.Visitor;

/** The first page, the list of duties, the conflict of two forms, and search, over HTTP as a person meets them. */
class HomeAndDutiesTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private ZhihengServer server;
    private Actor boss;
    private Actor li;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        var library = Path.of("src/test/resources/library");
        server = ZhihengServer.start(Config.of(folder, library, "127.0.0.1", 0), clock);
        var identity = server.identity();
        boss = identity.setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
        li = identity.createPerson(boss, org.id(), "weili", "Li", Role.PROVIDER, PASSWORD.toCharArray())
                .actor();
        visitor = new Visitor(server.port(), "en").signIn("weili", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String register(String name, String use) {
        return server.office()
                .registry()
                .register(li, li.orgId(), name, "", "", Map.of("infers", true, "uses", List.of(use)))
                .id();
    }

    private DutyState state(String system, String duty) {
        return server.office().dossiers().of(li, system, server.office().today()).duties().stream()
                .filter(d -> d.duty().id().equals(duty))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void an_empty_registry_sends_home_to_the_first_steps() throws Exception {
        assertThat(visitor.get("/").uri().getPath()).isEqualTo("/systems");
    }

    @Test
    void home_says_in_one_sentence_what_to_do_next_and_by_when() throws Exception {
        clock.day("2026-05-30");
        visitor.signIn("weili", PASSWORD);
        register("Chat", "chat");
        assertThat(visitor.get("/").body())
                .contains("Next:", "Duty T-FIRM", "2026-06-01", "in 2 days", "This week")
                .contains("What the law will bring", "2030-01-01", "Middle");
    }

    @Test
    void an_officer_sees_every_organisation_and_a_provider_none_of_the_others() throws Exception {
        register("Chat", "chat");
        var officer = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
        assertThat(officer.get("/").body()).contains("Organisations", "Acme", "What changed", "System registered");
        var rival = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Rival");
        server.identity().createPerson(boss, rival.id(), "rival", "R", Role.PROVIDER, PASSWORD.toCharArray());
        var other = new Visitor(server.port(), "en").signIn("rival", PASSWORD);
        assertThat(other.get("/").uri().getPath()).isEqualTo("/systems");
        assertThat(other.get("/duties").body()).contains("No duty matches").doesNotContain("Chat");
    }

    @Test
    void home_names_the_question_that_helps_to_decide_most() throws Exception {
        server.office().registry().register(li, li.orgId(), "Unasked", "", "", Map.of());
        var finding = server.office().registry();
        var id = finding.systems(li, new SystemQuery(null, null, null, null, null, 1))
                .items()
                .getFirst()
                .id();
        var first = finding.finding(li, id, server.office().days()).open().getFirst();
        assertThat(first.decides()).isNotEmpty();
        assertThat(visitor.get("/").body())
                .contains("First “" + first.question().en() + "”: it helps to decide "
                        + first.decides().size() + " rule");
    }

    @Test
    void an_officer_sees_of_each_organisation_its_gravest_tier_now_and_to_come_and_its_open_alerts() throws Exception {
        register("Hire", "hiring");
        register("Hire too", "hiring");
        var chat = register("Chat", "chat");
        var alert = Alerts.leaks("a1", chat, Light.of("red"), clock.instant());
        server.alerts().add(alert, null, Aftermath.NONE, clock.instant());
        var officer = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
        var table = officer.get("/").body().split("<h2>Organisations</h2>")[1];
        assertThat(table.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " "))
                .contains("Acme 3 ", "High ×2", "Middle · 2030-01-01 ×1")
                .containsPattern("Middle · 2030-01-01 ×1 0 0 [0-9]+ 1 0 ");
        assertThat(visitor.get("/").body()).doesNotContain("<h2>Organisations</h2>");
    }

    @Test
    void the_list_is_filtered_by_its_address() throws Exception {
        clock.day("2026-06-02");
        visitor.signIn("weili", PASSWORD);
        register("Chat", "chat");
        assertThat(visitor.get("/duties?show=overdue").body())
                .contains("Duty T-FIRM", "Overdue, not shown done")
                .doesNotContain("Duty T-SOFT");
        assertThat(visitor.get("/duties?show=gap").body()).contains("No duty matches");
        assertThat(visitor.get("/duties?show=nonsense").body()).contains("No duty matches");
    }

    @Test
    void many_duties_are_changed_at_once_and_one_changed_meanwhile_is_named_not_overwritten() throws Exception {
        var id = register("Chat", "chat");
        server.office().duties().set(li, id, "T-SOFT", DutyState.GAP, "Legal", null, "", 0);
        var answer = visitor.post(
                "/duties",
                "/duties",
                Map.of(
                        "duty",
                        List.of(id + " 0 T-FIRM", id + " 0 T-SOFT"),
                        "state",
                        List.of("PLANNED"),
                        "owner",
                        List.of("HR")));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("1 changed, 1 not", "Somebody changed this duty")
                .contains("value=\"HR\"");
        assertThat(state(id, "T-FIRM")).isEqualTo(DutyState.PLANNED);
        assertThat(state(id, "T-SOFT")).isEqualTo(DutyState.GAP);
    }

    @Test
    void the_files_hold_what_the_filter_shows_and_nothing_a_spreadsheet_would_calculate() throws Exception {
        register("=1+1", "chat");
        var csv = new String(visitor.bytes("/duties.csv?show=open"), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFF\"Organisation\"").contains("\"Acme\",\"'=1+1\"", "\"T-FIRM\"");
        assertThat(csv.lines()).hasSize(4);
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(visitor.bytes("/duties.xlsx?show=open")))) {
            var sheet = book.getSheetAt(0);
            assertThat(sheet.getLastRowNum()).isEqualTo(3);
            assertThat(sheet.getRow(1).getCell(1).getStringCellValue()).isEqualTo("=1+1");
        }
    }

    @Test
    void of_two_forms_the_second_sees_both_versions_and_saves_its_own_on_top() throws Exception {
        var id = register("Chat", "chat");
        var page = "/systems/" + id + "/duties/T-SOFT";
        server.office().duties().set(li, id, "T-SOFT", DutyState.IN_PROGRESS, "Legal", null, "", 0);
        var fields = Map.of(
                "state",
                List.of("PLANNED"),
                "owner",
                List.of("HR"),
                "reason",
                List.of("mine"),
                "version",
                List.of("0"));
        var answer = visitor.post(page, page, fields);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Somebody else saved this", "Legal", "In progress")
                .contains("value=\"HR\"", "mine", "name=\"version\" value=\"1\"", "Save mine on top");
        assertThat(state(id, "T-SOFT")).isEqualTo(DutyState.IN_PROGRESS);
        var again = Map.of("state", List.of("PLANNED"), "owner", List.of("HR"), "version", List.of("1"));
        assertThat(visitor.post(page, page, again).body()).contains("✓");
        assertThat(state(id, "T-SOFT")).isEqualTo(DutyState.PLANNED);
    }

    @Test
    void a_provider_is_not_offered_what_only_an_authority_grants() throws Exception {
        var page = "/systems/" + register("Chat", "chat") + "/duties/T-SOFT";
        assertThat(visitor.get(page).body()).doesNotContain("value=\"EXEMPTED\"");
        assertThat(new Visitor(server.port(), "en")
                        .signIn("boss", PASSWORD)
                        .get(page)
                        .body())
                .contains("value=\"EXEMPTED\"");
    }

    @Test
    void an_event_is_recorded_on_the_dossier_and_settled_there() throws Exception {
        var id = register("Chat", "chat");
        var page = "/systems/" + id;
        var today = server.office().today();
        var fields = Map.of("event", List.of("incident"), "at", List.of(today + "T00:01"), "note", List.of("a call"));
        assertThat(visitor.post(page, page + "/events", fields).body())
                .contains(
                        "Recorded; its periods are running", today.plusDays(15).toString(), "a call");
        var event = server.office().events().of(li, id).getFirst().id();
        assertThat(visitor.post(page, page + "/events/" + event + "/settle", Map.of("duty", List.of("T-REPORT")))
                        .body())
                .contains("Marked as done", "done on " + today);
    }

    @Test
    void an_event_that_is_refused_comes_back_with_all_that_was_typed() throws Exception {
        var page = "/systems/" + register("Chat", "chat");
        for (var at : List.of("soon", "", "2999-01-01T00:00")) {
            var answer = visitor.post(
                    page,
                    page + "/events",
                    Map.of("event", List.of("end-of-service"), "at", List.of(at), "note", List.of("a <long> note")));
            assertThat(answer.statusCode()).as(at).isEqualTo(422);
            assertThat(answer.body())
                    .contains("<details open>", "value=\"a &lt;long> note\"", "value=\"" + at + "\"")
                    .containsPattern("<option value=\"end-of-service\" selected>")
                    .contains("aria-invalid=\"true\"");
        }
        assertThat(visitor.get(page).body()).doesNotContain("a &lt;long");
    }

    @Test
    void a_day_that_is_none_is_refused_in_words() throws Exception {
        var answer = visitor.get("/systems/" + register("Chat", "chat") + "?as-of=abc");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("'abc' is no date").doesNotContain("Exception");
    }

    @Test
    void search_finds_systems_law_organisations_and_entries_and_nothing_of_others() throws Exception {
        register("Résumé helper", "hiring");
        assertThat(visitor.get("/search?q=helper").body()).contains("Résumé helper");
        assertThat(visitor.get("/search?q=Article+5").body()).contains("Test law", "/packs/testlaw/all#t-later");
        assertThat(visitor.get("/search?q=acme").body()).contains("/systems?org=");
        var entry = server.ledger().size() - 1;
        assertThat(visitor.get("/search?q=%23" + entry).body()).contains("href=\"/ledger/" + entry + "\"");
        assertThat(visitor.get("/search?q=zzz").body()).contains("Nothing was found");
        var rival = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Rival");
        server.identity().createPerson(boss, rival.id(), "rival", "R", Role.PROVIDER, PASSWORD.toCharArray());
        assertThat(new Visitor(server.port(), "en")
                        .signIn("rival", PASSWORD)
                        .get("/search?q=helper")
                        .body())
                .contains("Nothing was found");
    }

    @Test
    void a_request_for_an_exemption_waits_on_the_officers_home_until_it_is_closed() throws Exception {
        var page = "/systems/" + register("Chat", "chat") + "/duties/T-SOFT";
        var said = Map.of("kind", List.of("EXEMPTION"), "text", List.of("only during the pilot"));
        assertThat(visitor.post(page, page + "/notes", said).body()).contains("Recorded", "only during the pilot");
        var officer = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
        assertThat(officer.get("/").body()).contains("Request for an exemption · T-SOFT");
        var note = server.office().notes().waiting(boss, 1).getFirst().id();
        officer.post(page, page + "/notes/" + note + "/close", Map.of());
        assertThat(officer.get("/").body()).doesNotContain("Request for an exemption");
    }

    @Test
    void evidence_serves_another_duty_and_is_withdrawn_from_one_with_a_reason() throws Exception {
        var id = register("Chat", "chat");
        var page = "/systems/" + id + "/duties/T-FIRM";
        var evidence = server.office()
                .evidence()
                .add(li, id, "T-FIRM", "Policy", "https://example.org/p", null, null, null)
                .id();
        assertThat(visitor.post(page, page + "/evidence/" + evidence + "/serve", Map.of("serves", List.of("T-SOFT")))
                        .body())
                .contains("Now serves 1 more duty");
        assertThat(visitor.post(page, page + "/evidence/" + evidence + "/withdraw", Map.of("why", List.of("")))
                        .body())
                .contains("Give the reason");
        var why = Map.of("why", List.of("wrong file"), "erase", List.of("yes"));
        assertThat(visitor.post(page, page + "/evidence/" + evidence + "/withdraw", why)
                        .body())
                .contains("Content erased", "withdrawn on")
                .doesNotContain("example.org");
        assertThat(visitor.get("/systems/" + id + "/duties/T-SOFT").body()).contains("Policy");
    }
}
