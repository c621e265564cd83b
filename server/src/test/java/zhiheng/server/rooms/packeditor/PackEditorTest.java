package zhiheng.server.rooms.packeditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Await;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.amendments.TwoLaws;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** The editor of packs: faults with their places, cases, comparison, export, and who may use it. */
class PackEditorTest {
    private static final Path LIBRARY = Path.of("src/test/resources/library");

    @TempDir
    static Path folder;

    private static OfficeServer house;
    private static Visitor boss;

    @BeforeAll
    static void start() throws Exception {
        house = new OfficeServer(folder, TwoLaws.in(folder), Map.of());
        boss = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static PackDraft starter(Map<String, String> other) {
        var fields = new HashMap<String, String>();
        PackDraft.FIELDS.forEach((field, file) -> fields.put(field, Starter.text(file)));
        fields.putAll(other);
        return PackDraft.of("my-law", fields::get);
    }

    private static DraftCheck.Result check(Map<String, String> other) {
        return new DraftCheck(LIBRARY).check(starter(other));
    }

    @Test
    void the_starter_can_be_read_and_its_cases_come_out_as_expected() {
        assertThat(check(Map.of())).isEqualTo(new DraftCheck.Result(List.of(), 1, 2, 0));
    }

    @Test
    void a_fault_is_told_with_file_line_and_column_and_a_case_that_comes_out_otherwise_with_its_line() {
        var yaml = check(Map.of("rules", "- id: x\n  stage: [scope\n")).faults();
        assertThat(yaml).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("rules.yaml");
            assertThat(fault.line()).isGreaterThan(1);
            assertThat(fault.column()).isPositive();
            assertThat(fault.text()).doesNotContain("column");
        });
        var unknown = check(Map.of("rules", Starter.text("rules.yaml").replace("when: infers", "when: infer")));
        assertThat(unknown.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("rules.yaml");
            assertThat(fault.text()).contains("infer");
        });
        var cases = check(Map.of("cases", Starter.text(PackDraft.CASES).replace("silent:", "holds:")));
        assertThat(cases.failed()).isOne();
        assertThat(cases.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo(PackDraft.CASES);
            assertThat(fault.line()).isEqualTo(8);
        });
    }

    @Test
    void a_draft_in_the_place_of_a_shipped_pack_is_checked_and_nothing_is_written() throws Exception {
        var before = Files.readString(LIBRARY.resolve("testlaw/rules.yaml"));
        var draft = PackDraft.of("testlaw", field -> switch (field) {
            case "pack" -> read("pack.yaml");
            case "rules" -> read("rules.yaml") + "\nx: y\n";
            case "facts" -> read("facts.yaml");
            default -> "";
        });
        assertThat(new DraftCheck(LIBRARY).check(draft).faults()).isNotEmpty();
        assertThat(Files.readString(LIBRARY.resolve("testlaw/rules.yaml"))).isEqualTo(before);
    }

    private static String read(String file) {
        try {
            return Files.readString(LIBRARY.resolve("testlaw").resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_name_that_leads_elsewhere_and_a_file_that_is_too_long_are_refused() {
        assertThatThrownBy(() -> PackDraft.of("../x", field -> "")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PackDraft.of("shared", field -> "")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PackDraft.of("x", field -> "a".repeat(500_001)))
                .isInstanceOf(Refusal.class);
    }

    /** Whatever differs: the lines without a plus are the text before, those without a minus the text after. */
    @Property(tries = 300)
    void a_comparison_holds_both_texts_in_what_it_shows(
            @ForAll @Size(max = 6) List<@CharRange(from = 'a', to = 'c') Character> before,
            @ForAll @Size(max = 6) List<@CharRange(from = 'a', to = 'c') Character> after) {
        var lines = LineDiff.of(text(before), text(after));
        if (before.equals(after)) {
            assertThat(lines).isEmpty();
        } else {
            // six lines at the most: all that is left out lies at the ends and stands in both
            assertThat(text(before)).contains(side(lines, '+'));
            assertThat(text(after)).contains(side(lines, '-'));
        }
    }

    private static String text(List<Character> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String side(List<LineDiff.Line> lines, char without) {
        return lines.stream()
                .filter(line -> line.sign() != without)
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, List<String>> form(Map<String, String> other) {
        var draft = starter(other);
        var fields = new HashMap<String, List<String>>();
        fields.put("id", List.of("my-law"));
        PackDraft.FIELDS.forEach((field, file) -> fields.put(field, List.of(draft.text(file))));
        return fields;
    }

    @Test
    void the_page_checks_compares_and_exports_for_officers_alone() throws Exception {
        assertThat(boss.get("/packeditor").body())
                .contains("my-covered", "A new pack", "hx-post=\"/packeditor/check\"");
        assertThat(boss.get("/packeditor?pack=testlaw").body()).contains("id: t-high");
        var checked =
                boss.post("/packeditor", "/packeditor/check", form(Map.of())).body();
        assertThat(checked)
                .contains("The pack can be read: 1 rule.", "2 cases run")
                .doesNotContain("<html");
        assertThat(boss.post("/packeditor", "/packeditor/check", form(Map.of("rules", "- [")))
                        .body())
                .contains("1 fault to mend", "data-field=\"rules\"", "rules.yaml, line");
        assertThat(boss.post("/packeditor", "/packeditor/diff", form(Map.of())).body())
                .contains("<span class=\"plus\">+ - id: my-covered");
        var zip = boss.post("/packeditor", "/packeditor/export", form(Map.of()));
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(zip.body()).startsWith("PK");
        var identity = house.server.identity();
        var actor = house.boss.actor();
        var org = house.server.office().orgs().create(actor, Org.Kind.PROVIDER, "Acme");
        identity.createPerson(actor, org.id(), "weili", "Li", Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
        var li = new Visitor(house.server.port(), "en").signIn("weili", OfficeServer.PASSWORD);
        assertThat(li.get("/packeditor").statusCode()).isEqualTo(403);
        assertThat(li.post("/amendments", "/packeditor/check", form(Map.of())).statusCode())
                .isEqualTo(403);
        assertThat(li.get("/packs").body()).doesNotContain("/packeditor");
    }

    private static Map<String, List<String>> published(String seen, String duty) throws Exception {
        var pack = folder.resolve("library/otherlaw");
        var fields = new HashMap<String, List<String>>();
        fields.put("id", List.of("otherlaw"));
        fields.put("seen", List.of(seen));
        fields.put("pack", List.of(Files.readString(pack.resolve("pack.yaml"))));
        var low = duty.toLowerCase(java.util.Locale.ROOT);
        fields.put(
                "rules",
                List.of(Files.readString(pack.resolve("rules.yaml"))
                        .replace("O-OLD", duty)
                        .replace("o-old", low)));
        fields.put("facts", List.of(""));
        fields.put(
                "cases",
                List.of("- case: it binds\n  as-of: 2026-11-30\n  facts: {infers: true}\n  holds: [o-" + low + "]\n"));
        return fields;
    }

    private static String publish(Visitor who, String seen, String duty) throws Exception {
        return who.post("/packeditor", "/packeditor/publish", published(seen, duty))
                .body();
    }

    @Test
    void a_pack_that_is_published_holds_at_once_and_its_provider_is_told_confirms_and_the_authority_sees_it()
            throws Exception {
        var actor = house.boss.actor();
        var org = house.server.office().orgs().create(actor, Org.Kind.PROVIDER, "Told");
        var system = house.server.office().registry().register(actor, org.id(), "Chat", "", "", Map.of("infers", true));
        var identity = house.server.identity();
        identity.createPerson(actor, org.id(), "told", "Tu", Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
        identity.createPerson(actor, actor.orgId(), "officer", "Fu", Role.OFFICER, OfficeServer.PASSWORD.toCharArray());
        var tu = new Visitor(house.server.port(), "en").signIn("told", OfficeServer.PASSWORD);
        var fu = new Visitor(house.server.port(), "en").signIn("officer", OfficeServer.PASSWORD);
        var seen = new PackFiles(folder.resolve("library")).stand("otherlaw");
        assertThat(boss.get("/packeditor?pack=otherlaw").body()).contains(seen, "/packeditor/publish");
        assertThat(fu.get("/packeditor?pack=otherlaw").body()).doesNotContain("/packeditor/publish");
        assertThat(publish(fu, seen, "O-NEW")).contains("Only administrators publish");
        assertThat(publish(boss, "", "O-NEW")).contains("was changed since you opened it");
        var without = published(seen, "O-NEW");
        without.put("cases", List.of(""));
        assertThat(boss.post("/packeditor", "/packeditor/publish", without).body())
                .contains("one case");
        var wrong = published(seen, "O-NEW");
        wrong.put(
                "cases",
                List.of("- case: none\n  as-of: 2026-11-30\n" + "  facts: {infers: true}\n  silent: [o-o-new]\n"));
        assertThat(boss.post("/packeditor", "/packeditor/publish", wrong).body())
                .contains("1 fault to mend");
        assertThat(house.server.library().duty("otherlaw", "O-OLD"))
                .as("nothing was published")
                .isNotNull();
        assertThat(publish(boss, seen, "O-NEW")).contains("Published: it holds from now on");
        assertThat(house.server.library().duty("otherlaw", "O-NEW")).isNotNull();
        assertThat(tu.get("/systems/" + system.id() + "/duties/O-NEW").statusCode())
                .isEqualTo(200);
        assertThat(boss.get("/law/find?q=O-NEW").body()).contains("Duty O-NEW");
        assertThat(publish(boss, seen, "O-NEWER")).contains("was changed since you opened it");
        Await.until("the notice is made", () -> body(tu, "/amendments").contains("1 new duty, 1 ended duty"));
        var id = new JsonMapper()
                .readTree(body(tu, "/api/v1/law-notices"))
                .get("items")
                .get(0)
                .get("id")
                .asString();
        tu.post("/amendments/" + id, "/amendments/" + id, Map.of());
        assertThat(boss.get("/amendments").body()).contains("Read by Tu", "Look for changed packs now");
        assertThat(tu.get("/amendments").body()).doesNotContain("Look for changed packs now");
        assertThat(tu.post("/amendments", "/amendments/look", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(house.server.office().outbox().last("", "law.published", "otherlaw"))
                .isPresent();
        assertThat(house.rest("POST", "/api/v1/amendments/look", "").body()).isEqualTo("{\"read\":false}");
        assertThat(boss.post("/amendments", "/amendments/look", Map.of()).statusCode())
                .isIn(200, 302, 303);
        assertThat(house.rest("GET", "/health/ready", "", "Accept", "*/*").body())
                .contains("\"law\":\"ok\"");
    }

    private static String body(Visitor visitor, String path) {
        try {
            return visitor.get(path).body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_line_of_a_long_text_that_is_wholly_another_is_told() {
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();
        for (int i = 0; i < 2_500; i++) {
            before.add("a" + i);
            after.add("b" + i);
        }
        assertThat(LineDiff.of(String.join("\n", before), String.join("\n", after)))
                .hasSize(5_000);
    }
}
