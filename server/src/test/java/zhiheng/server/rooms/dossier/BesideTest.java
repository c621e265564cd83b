package zhiheng.server.rooms.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.Visitor;

/** One generative service in the Union and in Korea, by the packs that ship: what evidence of one law serves in the other. */
class BesideTest {
    private static final String PASSWORD = "a long enough one";
    private static final Map<String, Object> CHAT = Map.of(
            "infers", true,
            "interacts_with_people", true,
            "generates", List.of("text"),
            "eu_nexus", List.of("placed_on_eu_market"),
            "eu_roles", List.of("provider"),
            "eu_exclusions", List.of(),
            "offered_in", List.of("korea"),
            "kr_operator", true,
            "kr_defence", false,
            "kr_areas", List.of());

    private static final Pattern FACT = Pattern.compile("name=\"asked\" value=\"([a-z0-9_]+)\"");
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([0-9]+)\"");

    @TempDir
    Path folder;

    private ZhihengServer server;
    private Actor boss;
    private String id;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        var clock = new MovableClock();
        clock.day("2026-11-30");
        server = ZhihengServer.start(Config.of(folder, Path.of("../packs/library"), "127.0.0.1", 0), clock);
        boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme").id();
        id = server.office()
                .registry()
                .register(boss, org, "Chat", "", "", CHAT)
                .id();
        visitor = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_dossier_leads_to_what_is_left_for_the_second_law() throws Exception {
        assertThat(visitor.get("/systems/" + id).body()).contains("href=\"/systems/" + id + "/beside\"");
        var page = visitor.get("/systems/" + id + "/beside?first=EU&second=KR").body();
        assertThat(page)
                .contains("Korea, when EU is met")
                .contains("Tell users in advance that AI is used", "Tell people that they deal with AI")
                .contains("Telling at first interaction is telling in advance")
                .contains("left to do")
                .contains("No evidence of this system leads");
        assertThat(visitor.get("/systems/" + id + "/beside").statusCode()).isEqualTo(200);
    }

    @Test
    void evidence_given_once_is_shown_at_the_duty_of_the_other_law() throws Exception {
        server.office()
                .evidence()
                .add(boss, id, "EU-50-1", "First screen", "https://example.org/screen", null, null, null);
        var page = visitor.get("/systems/" + id + "/beside?first=EU&second=KR").body();
        assertThat(page).contains("At hand:", "https://example.org/screen");
        var twice = page.substring(page.indexOf("id=\"twice\""));
        assertThat(twice).contains("First screen", "EU-50-1", "KR-31-1").doesNotContain("No evidence of this system");
        var duty = visitor.get("/systems/" + id + "/duties/EU-50-1").body();
        assertThat(duty.substring(duty.indexOf("name=\"serves\"")))
                .startsWith("name=\"serves\" value=\"KR-31-1\"")
                .contains("Tell users in advance that AI is used · by the crosswalk served in part");
    }

    @Test
    void the_dossier_answers_for_four_places_with_citations_and_tells_a_commitment_from_a_law() throws Exception {
        server.office()
                .registry()
                .setFacts(
                        boss,
                        id,
                        1,
                        Map.of(
                                "generates", List.of("text", "image"),
                                "cn_public_in_prc", true,
                                "cn_roles", List.of("provider"),
                                "offered_in", List.of("korea", "california"),
                                "ca_public", true,
                                "ca_kind", List.of(),
                                "ca_frontier", false,
                                "frameworks", List.of("iso_42001")));
        var page = visitor.get("/systems/" + id + "/duties?force=all").body();
        assertThat(page)
                .contains("China · ", "EU · ", "Korea · ", "California · ", "International · ")
                .contains("Article 50(1)", "Article 31(2)", "Bus. &amp; Prof. Code 22757.3(a)", "voluntary commitment");
        var beside =
                visitor.get("/systems/" + id + "/beside?first=CN&second=US-CA").body();
        assertThat(beside).contains("California, when China is met", "served in part");
    }

    /** What the provider of a chat service that also draws pictures says; to all else it says no, or none. */
    private static final Map<String, Object> SAID = Map.ofEntries(
            Map.entry("infers", true),
            Map.entry("generates", List.of("text", "image")),
            Map.entry("interacts_with_people", true),
            Map.entry("processes_personal_data", true),
            Map.entry("offered_in", List.of("korea", "california")),
            Map.entry("cn_public_in_prc", true),
            Map.entry("cn_roles", List.of("provider")),
            Map.entry("cn_opinion_or_mobilisation", true),
            Map.entry("eu_nexus", List.of("placed_on_eu_market")),
            Map.entry("eu_roles", List.of("provider")),
            Map.entry("kr_operator", true),
            Map.entry("ca_public", true));

    private Map<String, List<String>> answered(String fact) {
        var field = "f-" + fact;
        var asked = server.library().fact(fact);
        var said = SAID.get(fact);
        if (said instanceof List<?> many) {
            return Map.of(field, many.stream().map(String::valueOf).toList());
        }
        if (said != null) {
            return Map.of(field, List.of(said.toString()));
        }
        return switch (asked.type()) {
            case BOOL -> Map.of(field, List.of("false"));
            case CHOICE -> Map.of(field, List.of(asked.options().getLast().id()));
            case CHOICES ->
                asked.options().stream()
                        .filter(option -> option.alone())
                        .findFirst()
                        .map(option -> Map.of(field, List.of(option.id())))
                        .orElse(Map.of(field + "-none", List.of("1")));
            case NUMBER -> Map.of(field, List.of("0"));
            case DATE -> Map.of(field, List.of("2026-09-01"));
        };
    }

    /** Answers page by page until nothing is asked any more; returns what was asked. */
    private List<String> questionnaire(String system) throws Exception {
        var asked = new ArrayList<String>();
        var questions = "/systems/" + system + "/questions";
        var html = visitor.get(questions).body();
        for (int page = 0; page < 60; page++) {
            var now = FACT.matcher(html).results().map(found -> found.group(1)).toList();
            if (now.isEmpty()) {
                return asked;
            }
            asked.addAll(now);
            var version = VERSION.matcher(html);
            assertThat(version.find()).isTrue();
            var form = new HashMap<String, List<String>>();
            form.put("version", List.of(version.group(1)));
            form.put("asked", now);
            now.forEach(fact -> form.putAll(answered(fact)));
            html = visitor.post("/account", questions, form).body(); // leads to the next questions
        }
        throw new AssertionError("it asks without end: " + asked);
    }

    @Test
    void
            a_generative_service_is_asked_each_question_once_answered_for_four_places_with_citations_and_evidence_serves_twice()
                    throws Exception {
        var org =
                server.office().orgs().create(boss, Org.Kind.PROVIDER, "Brush").id();
        var service = server.office()
                .registry()
                .register(boss, org, "Painter", "", "", Map.of())
                .id();
        var asked = questionnaire(service);
        assertThat(asked).doesNotHaveDuplicates().hasSizeBetween(30, 90).containsAll(SAID.keySet());
        var words = asked.stream()
                .map(fact -> server.library().fact(fact).question().zh())
                .toList();
        assertThat(words).doesNotHaveDuplicates();

        var jurisdictions = new HashMap<String, String>();
        server.library().packs().forEach(pack -> jurisdictions.put(pack.id(), pack.jurisdiction()));
        var cited = new TreeMap<String, Integer>();
        for (var duty : read("/api/v1/systems/" + service + "/dossier").at("/finding/duties")) {
            if (duty.at("/binding").asBoolean()) {
                var article = duty.at("/article").asString();
                assertThat(article).as(duty.at("/id").asString()).isNotBlank();
                if (article.matches(".*[0-9].*")) { // practice of filing has notices and no article
                    cited.merge(jurisdictions.get(duty.at("/pack").asString()), 1, Integer::sum);
                }
            }
        }
        assertThat(cited).containsKeys("CN", "EU", "KR", "US-CA");
        assertThat(visitor.get("/systems/" + service + "/duties?force=law").body())
                .contains("Article 50(1)", "Article 31", "Bus. &amp; Prof. Code 22757.3(a)");

        server.office()
                .evidence()
                .add(boss, service, "EU-50-1", "Greeting", "https://example.org/greeting", null, null, null);
        var page = visitor.get("/systems/" + service + "/beside?first=EU&second=KR")
                .body();
        assertThat(page.substring(page.indexOf("id=\"twice\"")))
                .contains("Greeting", "https://example.org/greeting", "KR-31-1");
        assertThat(read("/api/v1/systems/" + service + "/beside?first=EU&second=KR")
                                .at("/counts/in-part")
                                .asInt()
                        + read("/api/v1/systems/" + service + "/beside?first=CN&second=US-CA")
                                .at("/counts/in-part")
                                .asInt())
                .isPositive();
    }

    @Test
    void programs_read_what_is_left_of_all_that_two_laws_ask_and_of_what_one_system_owes() throws Exception {
        var all = read("/api/v1/law/beside?first=EU&second=cn-minors-online");
        assertThat(all.at("/first").asString()).isEqualTo("EU");
        assertThat(all.at("/counts/left").asInt())
                .isGreaterThan(all.at("/notCompared").asInt());
        assertThat(all.toString()).contains("The Act asks nobody to verify who a user is.");
        var own = read("/api/v1/systems/" + id + "/beside?first=EU&second=KR");
        assertThat(own.at("/duties").size())
                .isPositive()
                .isLessThan(read("/api/v1/law/beside?first=EU&second=KR")
                        .at("/duties")
                        .size());
        assertThat(own.toString()).contains("kr-ai-basic-act/KR-31-1", "Telling at first interaction");
    }

    @Test
    void a_place_that_is_not_there_or_not_given_is_told() throws Exception {
        assertThat(visitor.get("/api/v1/law/beside?first=EU").statusCode()).isEqualTo(422);
        assertThat(visitor.get("/api/v1/law/beside?first=EU&second=KRR").body()).contains("did you mean 'KR'?");
        assertThat(visitor.get("/api/v1/systems/nothing/beside?first=EU&second=KR")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_duty_without_counterpart_says_so_beside_the_other_law() throws Exception {
        server.office()
                .registry()
                .setFacts(boss, id, 1, Map.of("cn_public_in_prc", true, "cn_roles", List.of("provider")));
        assertThat(visitor.get("/systems/" + id + "/beside?first=EU&second=CN").body())
                .contains("No counterpart:", "a channel of the provider itself is no duty of the Act");
        assertThat(visitor.get("/crosswalk").body()).contains("Looked for and not found");
    }

    @Test
    void law_is_told_from_guidance_in_the_finding_and_in_the_document() throws Exception {
        server.office().registry().setFacts(boss, id, 1, Map.of("frameworks", List.of("iso_42001")));
        var finding = read("/api/v1/systems/" + id + "/dossier").at("/finding");
        var binding = new TreeMap<String, Boolean>();
        finding.at("/outcomes")
                .forEach(o ->
                        binding.put(o.at("/pack").asString(), o.at("/binding").asBoolean()));
        assertThat(binding).containsEntry("eu-ai-act", true).containsEntry("iso-42001", false);
        finding.at("/duties")
                .forEach(d -> assertThat(d.at("/binding").asBoolean())
                        .isEqualTo(d.at("/kind").asString().equals("obligation")));
        var document = "/systems/" + id + "/document";
        assertThat(text(document + ".docx")).contains("EU-50-1", "ISO-").doesNotContain("of one kind only");
        assertThat(text(document + ".docx?force=law"))
                .contains("EU-50-1", "of one kind only: Law")
                .doesNotContain("ISO-");
        assertThat(text(document + ".docx?force=guidance")).contains("ISO-").doesNotContain("EU-50-1");
        assertThat(visitor.get(document + "?force=law").body())
                .contains("document.docx?force=law", "of one kind only")
                .doesNotContain("voluntary commitment");
    }

    private JsonNode read(String path) throws Exception {
        var answer = visitor.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private String text(String path) throws Exception {
        try (var document = new XWPFDocument(new ByteArrayInputStream(visitor.bytes(path)))) {
            var text = new StringBuilder();
            document.getParagraphs().forEach(p -> text.append(p.getText()).append('\n'));
            document.getTables().forEach(t -> text.append(t.getText()).append('\n'));
            return text.toString();
        }
    }

    @Test
    void a_place_where_nothing_is_owed_is_refused_and_one_place_twice_is_no_comparison() throws Exception {
        assertThat(visitor.get("/systems/" + id + "/beside?first=US-CO&second=KR")
                        .statusCode())
                .isEqualTo(422);
        assertThat(visitor.get("/systems/" + id + "/beside?first=KR&second=KR").body())
                .contains("Choose two different jurisdictions.");
    }
}
