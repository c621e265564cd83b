package zhiheng.server.rooms.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.Proofs;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** A dossier with its duties and evidence, over REST and on its pages; each test has a system of its own. */
class DossierTest {
    @TempDir
    static Path folder;

    private static OfficeServer house;
    private static Actor li;
    private static Visitor visitor;
    private static String token;

    private String id;
    private String at;
    private String page;

    @BeforeAll
    static void start() throws Exception {
        house = new OfficeServer(folder);
        var identity = house.server.identity();
        var org = house.server.office().orgs().create(house.boss.actor(), Org.Kind.PROVIDER, "Acme");
        li = identity.createPerson(
                        house.boss.actor(),
                        org.id(),
                        "liwei",
                        "Li Wei",
                        Role.PROVIDER,
                        OfficeServer.PASSWORD.toCharArray())
                .actor();
        identity.createPerson(
                house.boss.actor(),
                house.boss.actor().orgId(),
                "auditor",
                "Auditor",
                Role.AUDITOR,
                OfficeServer.PASSWORD.toCharArray());
        token = identity.createToken(li, "t", Role.PROVIDER).secret();
        visitor = new Visitor(house.server.port(), "en").signIn("liwei", OfficeServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @BeforeEach
    void system() {
        house.clock.day("2026-05-01");
        id = house.server
                .office()
                .registry()
                .register(li, li.orgId(), "Chat", "Talks", "", Map.of("infers", true, "uses", List.of("chat")))
                .id();
        at = "/api/v1/systems/" + id;
        page = "/systems/" + id;
    }

    private JsonNode dossier(String query) throws Exception {
        var answer = house.rest("GET", at + "/dossier" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private JsonNode duty(String duty) throws Exception {
        return dossier("")
                .get("duties")
                .valueStream()
                .filter(d -> d.get("id").asString().equals(duty))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode made(String path, String body) throws Exception {
        var answer = house.rest("POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonMapper().readTree(answer.body());
    }

    private java.net.http.HttpResponse<String> refused(String method, String path, String body, int status)
            throws Exception {
        var answer = house.rest(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception");
        return answer;
    }

    @Test
    void a_duty_is_set_by_the_version_that_was_seen_and_by_no_other() throws Exception {
        var path = at + "/duties/T-SOFT";
        assertThat(house.rest("PUT", path, "{\"state\":\"planned\",\"owner\":\"Legal\",\"version\":0}")
                        .statusCode())
                .isEqualTo(204);
        refused("PUT", path, "{\"state\":\"gap\",\"version\":0}", 409);
        var now = duty("T-SOFT");
        assertThat(now.get("state").asString()).isEqualTo("PLANNED");
        assertThat(now.get("owner").asString()).isEqualTo("Legal");
        assertThat(now.get("version").asInt()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"state\":\"done\",\"version\":0}',400,one of",
        "'{\"state\":\"planned\"}',400,version",
        "'{\"state\":\"planned\",\"version\":0,\"until\":\"soon\"}',400,a date such as",
        "'{\"state\":\"exempted\",\"version\":0}',422,''",
        "'{\"state\":\"planned\",\"version\":0,\"ower\":\"x\"}',400,Did you mean"
    })
    void what_cannot_be_set_is_refused_with_the_reason(String body, int status, String says) throws Exception {
        assertThat(refused("PUT", at + "/duties/T-SOFT", body, status).body()).contains(says);
    }

    @Test
    void a_duty_that_the_system_does_not_have_is_not_set() throws Exception {
        var answer = refused("PUT", at + "/duties/T-NONE", "{\"state\":\"planned\",\"version\":0}", 422);
        assertThat(answer.body()).contains("no such duty");
        assertThat(visitor.get(page + "/duties/T-NONE").statusCode()).isEqualTo(404);
    }

    @Test
    void the_dossier_of_another_day_is_that_days() throws Exception {
        assertThat(dossier("?asOf=2026-06-02")
                        .get("duties")
                        .valueStream()
                        .filter(d -> d.get("state").asString().equals("OVERDUE"))
                        .map(d -> d.get("id").asString()))
                .containsExactly("T-FIRM");
        assertThat(dossier("?asOf=2030-01-01").at("/finding/outcomes").size()).isEqualTo(2);
        refused("GET", at + "/dossier?asOf=x", "", 400);
    }

    @Test
    void evidence_by_link_and_by_file_lies_with_its_digest_and_comes_back_as_it_was() throws Exception {
        var link = made(at + "/duties/T-SOFT/evidence", "{\"title\":\"Policy\",\"link\":\"https://example.org/p\"}");
        assertThat(link.get("link").asString()).isEqualTo("https://example.org/p");
        var html = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(house.address()
                        .resolve(at + "/duties/T-SOFT/evidence?title=Scan&fileName=a.html&expires=2026-12-31"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/html")
                .POST(BodyPublishers.ofByteArray(html));
        try (var client = HttpClient.newHttpClient()) {
            var added = new JsonMapper()
                    .readTree(client.send(request.build(), BodyHandlers.ofString())
                            .body());
            assertThat(added.get("size").asInt()).isEqualTo(html.length);
            var content =
                    house.rest("GET", "/api/v1/evidence/" + added.get("id").asString() + "/content", "");
            assertThat(content.body()).isEqualTo("<script>alert(1)</script>");
            assertThat(content.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(content.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("sandbox");
            var shown = visitor.get("/evidence/" + added.get("id").asString());
            assertThat(shown.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains("a.html");
            assertThat(shown.headers().firstValue("Content-Type")).contains("application/octet-stream");
        }
    }

    @Test
    void evidence_is_withdrawn_for_a_reason_and_its_content_erased_if_asked() throws Exception {
        var evidence = made(at + "/duties/T-SOFT/evidence", "{\"title\":\"P\",\"link\":\"https://example.org/p\"}");
        var path = "/api/v1/evidence/" + evidence.get("id").asString();
        refused("POST", path + "/withdraw", "{\"reason\":\" \"}", 422);
        assertThat(house.rest("POST", path + "/withdraw", "{\"reason\":\"wrong\",\"erase\":true}")
                        .statusCode())
                .isEqualTo(204);
        var gone = new JsonMapper().readTree(house.rest("GET", path, "").body());
        assertThat(gone.get("erased").asBoolean()).isTrue();
        assertThat(gone.has("link")).isFalse();
        assertThat(gone.get("withdrawn").asString()).isEqualTo("2026-05-01");
    }

    @Test
    void a_request_is_said_read_and_closed_once() throws Exception {
        var notes = at + "/duties/T-SOFT/notes";
        var note = made(notes, "{\"kind\":\"information\",\"text\":\"Which policy?\"}");
        assertThat(note.get("kind").asString()).isEqualTo("INFORMATION");
        assertThat(house.rest("GET", notes, "").body()).contains("Which policy?");
        var close = at + "/notes/" + note.get("id").asString() + "/close";
        assertThat(house.rest("POST", close, "").statusCode()).isEqualTo(204);
        assertThat(house.rest("GET", notes, "").body()).contains("closedAt");
        refused("POST", notes, "{\"kind\":\"poem\",\"text\":\"x\"}", 400);
        refused("POST", notes, "{\"kind\":\"comment\"}", 400);
    }

    @Test
    void an_event_starts_its_periods_in_the_zone_of_the_law_and_is_settled_by_duty() throws Exception {
        var event = made(
                at + "/events",
                "{\"event\":\"incident\",\"happenedAt\":\"2026-05-01T06:00:00+08:00\",\"note\":\"a call\"}");
        var owed = duty("T-REPORT").get("occurrences").get(0);
        assertThat(owed.get("due").asString()).isEqualTo("2026-05-16");
        assertThat(house.rest(
                                "POST",
                                at + "/events/" + event.get("id").asString() + "/settle",
                                "{\"duty\":\"T-REPORT\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(duty("T-REPORT").get("occurrences").get(0).get("done").asString())
                .isEqualTo("2026-05-01");
        assertThat(house.rest("GET", at + "/events", "").body()).contains("a call");
        refused("POST", at + "/events", "{\"event\":\"incident\",\"happenedAt\":\"yesterday\"}", 400);
        refused("POST", at + "/events", "{\"event\":\"party\",\"happenedAt\":\"2026-05-01T06:00:00Z\"}", 422);
    }

    @Test
    void the_page_says_what_the_last_change_of_answers_altered_and_by_which_answer() throws Exception {
        var office = house.server.office();
        var version = office.registry().system(li, id).version();
        office.registry().change(li, id, version, "Chat", "", "", Map.of("infers", true, "uses", List.of("hiring")));
        var body = visitor.get(page).body();
        assertThat(body).contains("What for?", "Hiring", "High", "Low");
    }

    @Test
    void the_page_tells_what_is_next_and_lists_the_urgent_first() throws Exception {
        house.clock.day("2026-06-03");
        var late = new Visitor(house.server.port(), "en")
                .signIn("liwei", OfficeServer.PASSWORD)
                .get(page)
                .body();
        assertThat(late).contains("Duty T-FIRM", "2 days");
        assertThat(late.indexOf("Duty T-FIRM")).isLessThan(late.indexOf("Duty T-SOFT"));
        house.clock.day("2026-05-01");
        visitor.signIn("liwei", OfficeServer.PASSWORD); // a month later the session of the others was over
    }

    @Test
    void the_document_carries_proofs_that_a_stranger_can_check() throws Exception {
        var ledger = house.server.ledger();
        var body = visitor.get(page + "/document").body();
        var checkpoint = Checkpoint.open(ledger.checkpoint(), ledger.verifierKey());
        var act = house.server
                .office()
                .dossiers()
                .of(li, id, house.server.office().today())
                .history()
                .getFirst();
        var leaf = Proofs.leafHash(ledger.entryBytes(act.ledgerIndex()));
        assertThat(body)
                .contains(
                        Base64.getEncoder().encodeToString(leaf),
                        ledger.verifierKey().split("\\+")[0]);
        var proof = ledger.inclusionProof(act.ledgerIndex(), checkpoint.size());
        for (var hash : proof) {
            assertThat(body).contains(Base64.getEncoder().encodeToString(hash));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void the_word_document_has_the_same_chapters_and_opens(String language) throws Exception {
        var reader = new Visitor(house.server.port(), language).signIn("liwei", OfficeServer.PASSWORD);
        try (var document = new XWPFDocument(new ByteArrayInputStream(reader.bytes(page + "/document.docx")))) {
            var text = new StringBuilder();
            document.getParagraphs().forEach(p -> text.append(p.getText()).append('\n'));
            document.getTables().forEach(t -> text.append(t.getText()).append('\n'));
            assertThat(text.toString())
                    .contains(
                            "Chat",
                            id,
                            "Article 2",
                            "T-FIRM",
                            house.server.ledger().verifierKey())
                    .contains(language.equals("zh") ? "义务T-SOFT" : "Duty T-SOFT");
        }
    }

    @Test
    void a_form_with_a_mistake_keeps_what_was_typed_and_changes_nothing() throws Exception {
        var here = page + "/duties/T-SOFT";
        var answer = visitor.post(
                here,
                here,
                Map.of(
                        "state", List.of("FLYING"),
                        "owner", List.of("HR & Legal"),
                        "until", List.of("31.12.2026"),
                        "version", List.of("0")));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"state-error\"", "value=\"HR &amp; Legal\"");
        assertThat(duty("T-SOFT").get("version").asInt()).isZero();
    }

    @Test
    void evidence_needs_a_title_and_either_a_file_or_a_link_and_a_day_to_come() throws Exception {
        var here = page + "/duties/T-SOFT";
        var nothing =
                visitor.upload(here, here + "/evidence", Map.of("title", "", "link", ""), "file", "", new byte[0]);
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("id=\"title-error\"", "Choose a file or give a link");
        var both = visitor.upload(
                here,
                here + "/evidence",
                Map.of("title", "T", "link", "https://example.org", "expires", "2020-01-01"),
                "file",
                "a.txt",
                new byte[] {1});
        assertThat(both.body()).contains("id=\"link-error\"", "id=\"expires-error\"", "value=\"T\"");
        var odd = visitor.upload(
                here, here + "/evidence", Map.of("title", "T", "link", "javascript:alert(1)"), "file", "", new byte[0]);
        assertThat(odd.body()).doesNotContain("href=\"javascript:");
        assertThat(duty("T-SOFT").get("evidence").size()).isZero();
    }

    @Test
    void a_file_uploaded_on_the_page_is_evidence_with_its_digest_shown() throws Exception {
        var here = page + "/duties/T-SOFT";
        var added = visitor.upload(
                here,
                here + "/evidence",
                Map.of("title", "Plan", "link", "", "expires", ""),
                "file",
                "plan.txt",
                "We look at risks.".getBytes(StandardCharsets.UTF_8));
        assertThat(added.body())
                .contains("Plan", duty("T-SOFT").at("/evidence/0/sha256").asString());
    }

    @Test
    void an_auditor_reads_everything_and_is_offered_nothing_to_change() throws Exception {
        var auditor = new Visitor(house.server.port(), "en").signIn("auditor", OfficeServer.PASSWORD);
        var body = auditor.get(page + "/duties/T-SOFT").body();
        assertThat(body).contains("Duty T-SOFT").doesNotContain("name=\"owner\"");
        auditor.post(page, page + "/duties/T-SOFT", Map.of("state", List.of("MET"), "version", List.of("0")));
        assertThat(duty("T-SOFT").get("state").asString()).isEqualTo("NOT_ASSESSED");
    }

    @Test
    void a_link_leads_on_only_where_a_browser_reads_pages() {
        assertThat(Chapters.safe("https://example.org/p")).isEqualTo("https://example.org/p");
        assertThat(Chapters.safe("HTTP://example.org")).isEqualTo("HTTP://example.org");
        for (var odd : List.of("javascript:alert(1)", "data:text/html,x", "//example.org", " https://x", "")) {
            assertThat(Chapters.safe(odd)).as(odd).isEqualTo("#");
        }
        assertThat(Chapters.safe(null)).isEqualTo("#");
    }

    @Test
    void states_that_mean_nothing_for_a_prohibition_have_words_of_their_own() {
        var words = zhiheng.server.ground.page.Words.of("en", List.of(DossierFeature.class));
        var nature = zhiheng.packs.Nature.PROHIBITION;
        var kept = DutyWords.state(words, nature, DutyState.MET, DutyState.MET);
        assertThat(kept.word())
                .isNotEqualTo(DutyWords.state(words, zhiheng.packs.Nature.DATED, DutyState.MET, DutyState.MET)
                        .word());
        var overdue = DutyWords.state(words, nature, DutyState.OVERDUE, DutyState.PLANNED);
        assertThat(DutyWords.state(words, nature, DutyState.OVERDUE, DutyState.NOT_ASSESSED)
                        .word())
                .as("nobody looked yet")
                .isNotEqualTo(overdue.word());
    }
}
