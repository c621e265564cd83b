package zhiheng.server.rooms.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** The evidence library as people and programs meet it: one document, many duties; what expires; withdrawal and what follows from it. */
class DocumentsRoomTest {
    @TempDir
    Path folder;

    private OfficeServer house;
    private Actor li;
    private Org acme;
    private Visitor visitor;
    private final List<String> systems = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        house = new OfficeServer(folder);
        acme = org("Acme");
        li = person(acme, "liwei", "Li Wei");
        for (var name : List.of("Alpha", "Beta", "Gamma")) {
            systems.add(register(acme, name));
        }
        visitor = new Visitor(house.server.port(), "en").signIn("liwei", OfficeServer.PASSWORD);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private Org org(String name) {
        return house.server.office().orgs().create(house.boss.actor(), Org.Kind.PROVIDER, name);
    }

    private Actor person(Org org, String login, String name) {
        return house.server
                .identity()
                .createPerson(
                        house.boss.actor(), org.id(), login, name, Role.PROVIDER, OfficeServer.PASSWORD.toCharArray())
                .actor();
    }

    private String register(Org org, String name) {
        var facts = Map.of("infers", true, "uses", List.of("hiring"));
        return house.server
                .office()
                .registry()
                .register(house.boss.actor(), org.id(), name, "", "", facts)
                .id();
    }

    private String file(String system, String duty, String title, String name, LocalDate expires) {
        var content = new ByteArrayInputStream("policy".getBytes(StandardCharsets.UTF_8));
        return house.server
                .office()
                .evidence()
                .add(li, system, duty, title, null, name, content, expires)
                .id();
    }

    private JsonNode json(String method, String path, String body, int status) throws Exception {
        var answer = house.rest(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonMapper().readTree(answer.body());
    }

    private List<String> titles(String query) throws Exception {
        return json("GET", "/api/v1/documents" + query, "", 200)
                .get("items")
                .valueStream()
                .map(d -> d.get("title").asString())
                .toList();
    }

    private DutyState state(String system, String duty) {
        return house
                .server
                .office()
                .dossiers()
                .of(li, system, house.server.office().today())
                .duties()
                .stream()
                .filter(d -> d.duty().id().equals(duty))
                .findFirst()
                .orElseThrow()
                .standing();
    }

    private static String text(String body) {
        return body.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void one_policy_serves_many_duties_and_stands_in_the_library_once() throws Exception {
        var id = file(systems.getFirst(), "T-SOFT", "Policy", "policy.pdf", null);
        file(systems.get(1), "T-SOFT", "Policy", "policy.pdf", null);
        file(systems.get(1), "T-SOFT", "Policy", "policy.pdf", null); // sent twice
        assertThat(titles("")).containsExactly("Policy");
        assertThat(text(visitor.get("/documents").body()))
                .contains("Policy Text · policy.pdf", "Valid", "2 duties of 2 systems", "Li Wei");
        var one = json("GET", "/api/v1/documents/" + id, "", 200);
        assertThat(one.get("kind").asString()).isEqualTo("text");
        assertThat(one.get("serves")).hasSize(2);
        assertThat(text(visitor.get("/documents/" + id).body()))
                .contains("Alpha", "Beta")
                .doesNotContain("Gamma");
        var other = file(systems.get(1), "T-FIRM", "Policy", "policy.pdf", LocalDate.of(2099, 1, 1));
        assertThat(titles("")).as("another last day is another document").hasSize(2);
        assertThat(visitor.get("/documents/of/" + other).uri().getPath()).isEqualTo("/documents/" + other);
    }

    @Test
    void search_finds_a_document_by_a_word_of_its_title() throws Exception {
        var id = file(systems.getFirst(), "T-SOFT", "Policy <on> complaints", "policy.pdf", null);
        assertThat(visitor.get("/search?q=complaints").body())
                .contains("/documents/" + id, "Policy &lt;on&gt; complaints");
        assertThat(visitor.get("/search?q=conduct").body()).doesNotContain("/documents/" + id);
    }

    @Test
    void a_document_is_attached_to_all_duties_that_were_ticked_on_their_list() throws Exception {
        var id = file(systems.getFirst(), "T-SOFT", "Policy", "policy.pdf", null);
        var list = visitor.get("/documents/" + id).body();
        assertThat(list).contains("&amp;attach=" + id);
        var path = "/duties?org=" + acme.id() + "&attach=" + id;
        var page = visitor.get(path).body();
        assertThat(page).contains("“Policy” as evidence", "attach=" + id + "&amp;sort=state");
        var ticked = List.of(systems.get(1) + " 0 T-SOFT", systems.get(2) + " 0 T-FIRM", systems.get(2) + " 0 T-SOFT");
        var done = visitor.post(path, path, Map.of("duty", ticked, "deed", List.of("attach")));
        assertThat(done.uri().getPath()).isEqualTo("/documents/" + id);
        assertThat(text(done.body())).contains("Evidence added to 3 duties", "4 duties that it serves", "Gamma");
        var proofs = json("GET", "/api/v1/documents/" + id, "", 200)
                .get("serves")
                .valueStream()
                .map(s -> s.get("ledgerIndex").asLong())
                .toList();
        assertThat(proofs).as("each has its entry of the ledger").hasSize(4).doesNotHaveDuplicates();
        var none = visitor.post(path, path, Map.of("deed", List.of("attach")));
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("Tick the duties");
    }

    @Test
    void documents_are_filtered_by_state_kind_law_and_duty_and_come_in_every_order() throws Exception {
        house.clock.day("2026-03-01");
        file(systems.getFirst(), "T-SOFT", "B valid", "b.pdf", LocalDate.of(2026, 12, 31));
        house.clock.pass(java.time.Duration.ofSeconds(1));
        file(systems.getFirst(), "T-FIRM", "A soon", "a.xlsx", LocalDate.of(2026, 3, 20));
        house.clock.pass(java.time.Duration.ofSeconds(1));
        file(systems.getFirst(), "T-FIRM", "D past", "d.png", LocalDate.of(2026, 3, 2));
        house.clock.pass(java.time.Duration.ofSeconds(1));
        var gone = file(systems.get(1), "T-FIRM", "C gone", "c.zip", null);
        house.server.office().evidence().withdraw(li, gone, "outdated", false);
        house.clock.day("2026-03-05");
        assertThat(titles("?state=valid")).containsExactly("B valid");
        assertThat(titles("?state=expiring")).containsExactly("A soon");
        assertThat(titles("?state=expired")).containsExactly("D past");
        assertThat(titles("?state=withdrawn")).containsExactly("C gone");
        assertThat(titles("?state=nonsense")).isEmpty();
        assertThat(titles("?kind=sheet")).containsExactly("A soon");
        assertThat(titles("?kind=other")).containsExactly("C gone");
        assertThat(titles("?duty=T-SOFT")).containsExactly("B valid");
        assertThat(titles("?law=testlaw")).hasSize(4);
        assertThat(titles("?law=nolaw")).isEmpty();
        assertThat(titles("?q=SOON")).containsExactly("A soon");
        assertThat(titles("?q=%25")).isEmpty();
        var newest = List.of("C gone", "D past", "A soon", "B valid");
        assertThat(titles("")).isEqualTo(newest);
        assertThat(titles("?sort=-added")).isEqualTo(newest.reversed());
        assertThat(titles("?sort=title")).isSorted();
        assertThat(titles("?sort=expires")).containsExactly("D past", "A soon", "B valid", "C gone");
        assertThat(titles("?sort=-expires")).containsExactly("B valid", "A soon", "D past", "C gone");
        for (var sort : List.of("added", "-added", "title", "-title", "expires", "-expires")) {
            var walked = new ArrayList<String>();
            var cursor = "";
            do {
                var part = json("GET", "/api/v1/documents?limit=1&sort=" + sort + cursor, "", 200);
                part.get("items").forEach(d -> walked.add(d.get("title").asString()));
                cursor = part.has("next")
                        ? "&cursor=" + URLEncoder.encode(part.get("next").asString(), StandardCharsets.UTF_8)
                        : "";
            } while (!cursor.isEmpty());
            assertThat(walked).as(sort).isEqualTo(titles("?sort=" + sort));
        }
        assertThat(visitor.get("/documents?state=expiring&sort=title").body())
                .contains("in 15 days", "aria-sort=\"ascending\"", "aria-current=\"true\"");
    }

    @Test
    void a_withdrawal_tells_who_when_and_why_and_duties_that_relied_on_it_fall_back_in_sight() throws Exception {
        var id = file(systems.getFirst(), "T-SOFT", "Policy", "policy.pdf", null);
        file(systems.get(1), "T-SOFT", "Policy", "policy.pdf", null);
        var duties = house.server.office().duties();
        duties.set(li, systems.getFirst(), "T-SOFT", DutyState.MET, "", null, "", 0);
        duties.set(li, systems.get(1), "T-SOFT", DutyState.MET, "", null, "", 0);
        var own = house.server.office().evidence();
        own.add(li, systems.get(1), "T-SOFT", "Another", "https://example.org/a", null, null, null);
        var path = "/documents/" + id;
        var without = visitor.post(path, path + "/withdraw", Map.of("reason", List.of(""), "erase", List.of("yes")));
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).containsPattern("name=\"erase\" value=\"yes\"\\s+checked");
        var done = visitor.post(path, path + "/withdraw", Map.of("reason", List.of("superseded in May")));
        assertThat(text(done.body()))
                .contains("Withdrawn", "by Li Wei", "superseded in May", "nothing else counts for it, so it is a gap");
        assertThat(state(systems.getFirst(), "T-SOFT")).isEqualTo(DutyState.GAP);
        assertThat(state(systems.get(1), "T-SOFT")).as("it had other evidence").isEqualTo(DutyState.MET);
        assertThat(text(done.body()).split("so it is a gap", -1))
                .as("one of the two fell back")
                .hasSize(2);
        var again = visitor.post(path, path + "/withdraw", Map.of("reason", List.of("mine")));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("withdrawn already", "superseded in May", "value=\"mine\"");
        var late = json("POST", "/api/v1/documents/" + id + "/serve", "{\"duties\":[]}", 409);
        assertThat(late.toString()).contains("withdrawn");
    }

    @Test
    void erasing_takes_title_name_and_file_and_keeps_the_digest() throws Exception {
        var id = file(systems.getFirst(), "T-SOFT", "CV of Ms Wang", "wang.pdf", null);
        file(systems.get(1), "T-SOFT", "CV of Ms Wang", "wang.pdf", null);
        var sha = json("GET", "/api/v1/documents/" + id, "", 200).get("sha256").asString();
        var stored = folder.resolve("evidence").resolve(sha.substring(0, 2)).resolve(sha);
        assertThat(stored).exists();
        var erased =
                json("POST", "/api/v1/documents/" + id + "/withdraw", "{\"reason\":\"asked\",\"erase\":true}", 200);
        assertThat(erased.get("sha256").asString()).isEqualTo(sha);
        assertThat(erased.toString())
                .doesNotContain("Wang")
                .doesNotContain("wang")
                .contains("\"erased\":true");
        assertThat(Files.exists(stored)).isFalse();
        assertThat(visitor.get("/documents/" + id).body())
                .contains(sha, "the digest is kept")
                .doesNotContain("Wang");
    }

    @Test
    void what_is_anothers_is_not_found_and_serves_no_other_organisation() throws Exception {
        var id = file(systems.getFirst(), "T-SOFT", "Policy", "policy.pdf", null);
        var rival = org("Rival");
        person(rival, "rival", "Ri");
        var theirs = register(rival, "Theirs");
        var other = new Visitor(house.server.port(), "en").signIn("rival", OfficeServer.PASSWORD);
        assertThat(other.get("/documents").body()).contains("No evidence yet").doesNotContain("policy.pdf");
        for (var path : List.of("/documents/" + id, "/documents/of/" + id, "/duties?attach=" + id)) {
            assertThat(other.get(path).statusCode()).as(path).isEqualTo(404);
        }
        var body = "{\"duties\":[{\"systemId\":\"" + systems.get(1) + "\",\"duty\":\"T-SOFT\"},{\"systemId\":\""
                + theirs + "\",\"duty\":\"T-SOFT\"}]}";
        var mixed = json("POST", "/api/v1/documents/" + id + "/serve", body, 422);
        assertThat(mixed.toString()).contains("another organisation");
        assertThat(json("GET", "/api/v1/documents/" + id, "", 200).get("duties").asInt())
                .as("all or none")
                .isEqualTo(1);
    }
}
