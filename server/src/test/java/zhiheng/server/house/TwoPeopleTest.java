package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.testing.SharedGateway;
import zhiheng.server.testing.Surfer;

/**
 * Two people edit one thing at once: both open the form, both send it. Who comes second is shown what the first saved beside what
 * they typed, and one more press saves theirs on top.
 */
class TwoPeopleTest {
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([0-9]+)\"");
    private static final String ON_TOP = "Save mine on top";

    /** What each form of the pages does where two send it at once. A new form is put where it belongs. */
    private static final Map<String, Set<String>> FORMS = Map.of(
            "versioned: the second comes back with both",
            Set.of(
                    "/admin/orgs/:id",
                    "/admin/people/:id",
                    "/alerts/:alert",
                    "/cases/:case",
                    "/duties",
                    "/duties/import/apply",
                    "/privacy/:kind",
                    "/systems/:id/archive",
                    "/systems/:id/duties/:duty",
                    "/systems/:id/edit",
                    "/account/reminders",
                    "/guide/:org/profile",
                    "/grants/:grant/decision",
                    "/lists/acts/:act/close",
                    "/lists/acts/:act/decision",
                    "/needs/:need",
                    "/offers/:offer",
                    "/alliances/:alliance",
                    "/adoption/:id",
                    "/adoption/:id/remove",
                    "/adoption/:id/roles",
                    "/adoption/:id/roles/:code/remove",
                    "/askings/:asking/ranking",
                    "/tracking/:node/confirm",
                    "/tracking/:node/report",
                    "/tracking/:node/excuse",
                    "/proposals/:proposal/draft",
                    "/proposals/:proposal/whatif",
                    "/incidents/:incident/answers",
                    "/incidents/:incident/close",
                    "/incidents/:incident/after/cause",
                    "/incidents/:incident/reports/:form/:kind/values",
                    "/sandboxes/:case/application",
                    "/sandboxes/:case/comments/:comment",
                    "/sandboxes/:case/comments/file",
                    "/sandboxes/:case/comments/notice",
                    "/sandbox-kits/:kit/capacity",
                    "/sandboxes/:case/terms",
                    "/systems/:id/gateway/first",
                    "/systems/:id/gateway/permit",
                    "/systems/:id/gateway/permit/json",
                    "/systems/:id/gateway/route",
                    "/systems/:id/gateway/state",
                    "/systems/:id/gateway/tools",
                    "/systems/:id/merge",
                    "/systems/:id/questions",
                    "/systems/:id/unarchive"),
            "happens once: the second is told that it has happened",
            Set.of(
                    "/systems/:id/duties/:duty/met",
                    "/amendments/:notice",
                    "/ask/confirm",
                    "/needs-board/merge",
                    "/proposals/:proposal/decision",
                    "/tracking/withdraw",
                    "/askings/:asking/matches/:match",
                    "/askings/:asking/matches/:match/end",
                    "/askings/:asking/withdraw",
                    "/askings/:asking/alliance",
                    "/systems/:id/duties/:duty/evidence/:evidence/serve",
                    "/systems/:id/duties/:duty/evidence/:evidence/withdraw",
                    "/documents/:id/withdraw",
                    "/placement/:id/delete",
                    "/systems/:id/gateway/containments/:containment/restore",
                    "/exchange/:parcel",
                    "/drills/:drill/begin",
                    "/drills/:drill/brief",
                    "/drills/:drill/cancel",
                    "/drills/:drill/close",
                    "/drills/:drill/end",
                    "/drills/:drill/findings/:finding/done",
                    "/drills/:drill/inject",
                    "/drills/:drill/pause",
                    "/drills/:drill/resume",
                    "/drills/:drill/score",
                    "/drills/:drill/stop",
                    "/incidents/:incident/measures/:measure/confirm",
                    "/incidents/:incident/measures/:measure/restore",
                    "/incidents/:incident/tasks/:task/done",
                    "/incidents/:incident/after/duties/:duty",
                    "/incidents/:incident/playbooks/:run/:step",
                    "/incidents/:incident/reports/:form/:kind",
                    "/sandbox-kits/grants/:grant",
                    "/sandboxes/:case/complaints/:complaint",
                    "/sandboxes/:case/inspections/:interaction",
                    "/systems/:id/gateway/keys/:key/revoke",
                    "/systems/:id/gateway/review/:held/decision",
                    "/systems/:id/gateway/tools/:server/remove"),
            "adds something of its own: both stand",
            Set.of(
                    "/admin/orgs",
                    "/admin/people",
                    "/admin/tokens",
                    "/ask",
                    "/offers",
                    "/offers/askings",
                    "/offers/kits/:kit",
                    "/offers/rounds",
                    "/adoption",
                    "/adoption-editions",
                    "/complain/:case",
                    "/exchange",
                    "/exchange/peers",
                    "/exchange/taken",
                    "/drills",
                    "/drills/:drill/note",
                    "/drills/:drill/respond",
                    "/incidents",
                    "/incidents/:incident/evidence",
                    "/incidents/:incident/measures",
                    "/incidents/:incident/roles",
                    "/incidents/:incident/say",
                    "/incidents/:incident/tasks",
                    "/incidents/:incident/after/duties",
                    "/incidents/:incident/playbooks",
                    "/notices/:case",
                    "/playbooks",
                    "/sandbox-kits",
                    "/sandbox-kits/:kit/grants",
                    "/sandboxes/:case/exit",
                    "/cases",
                    "/tracking",
                    "/ask/file",
                    "/proposals",
                    "/supervision",
                    "/guide/:org/noted",
                    "/lists/:list/acts",
                    "/lists/acts/:act/deliberation",
                    "/lists/priors",
                    "/placement",
                    "/placement/sample",
                    "/placement/:id/again",
                    "/people",
                    "/systems",
                    "/systems/:id/duties/:duty/evidence",
                    "/systems/:id/duties/:duty/notes",
                    "/assess/runs/:run/evidence",
                    "/systems/:id/assess/reports",
                    "/systems/:id/events",
                    "/systems/:id/exports",
                    "/systems/:id/gateway/keys"),
            "one way, whoever comes first: twice is as once",
            Set.of(
                    "/assess/runs/:run/stop",
                    "/systems/:id/assess",
                    "/systems/:id/assess/model-changed",
                    "/needs/:need/mask",
                    "/ask/node",
                    "/admin/people/:id/disable",
                    "/privacy/people/:id",
                    "/privacy/systems/:id",
                    "/admin/people/:id/enable",
                    "/playbooks/addresses",
                    "/playbooks/addresses/remove",
                    "/admin/people/:id/factor",
                    "/admin/people/:id/link",
                    "/admin/people/:id/provider",
                    "/admin/tokens/:id/revoke",
                    "/fleet/:id/revoke",
                    "/systems/:id/duties/:duty/notes/:note/close",
                    "/samples",
                    "/samples/remove",
                    "/amendments",
                    "/amendments/look",
                    "/packeditor/publish",
                    "/systems/:id/events/:event/settle",
                    "/grants"),
            "one person's own, or changes nothing that others see",
            Set.of(
                    "/packeditor/check",
                    "/packeditor/diff",
                    "/packeditor/export",
                    "/drills/scenarios/edit",
                    "/account/factor",
                    "/account/reminders/again",
                    "/effect",
                    "/results",
                    "/inbox/seen",
                    "/lists/:list/check",
                    "/ask/follow",
                    "/receipt",
                    "/reminders/address",
                    "/reminders/mail/hurry",
                    "/reminders/stop",
                    "/sandboxes/:case/look",
                    "/account/factor/confirm",
                    "/account/factor/end",
                    "/account/password",
                    "/account/sessions/:id/end",
                    "/account/sessions/end",
                    "/calendar",
                    "/calendar/end",
                    "/views",
                    "/views/:id/end",
                    "/duties/import",
                    "/labels",
                    "/labels/file",
                    "/labels/sign",
                    "/mcp",
                    "/replay",
                    "/systems/:id/gateway/calls/:call/content",
                    "/systems/:id/gateway/calls/trace",
                    "/systems/:id/gateway/review/:held/read",
                    "/password/new",
                    "/setup",
                    "/sign-in",
                    "/sign-in/code",
                    "/sign-out"));

    @TempDir
    static Path folder;

    private static SharedGateway shared;

    private Surfer second;
    private String system;
    private String at;

    @BeforeAll
    static void start() throws Exception {
        shared = new SharedGateway(folder);
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    @BeforeEach
    void both() throws Exception {
        system = shared.system("Assistant");
        at = "/systems/" + system;
        second = new Surfer(shared.server.address(), "en");
        second.signIn("boss", SharedGateway.PASSWORD);
    }

    /** A new form that nobody thought of here is found by the list of addresses itself. */
    @Test
    void every_form_is_known_for_what_it_does_where_two_send_it_at_once() {
        var known = FORMS.values().stream()
                .flatMap(Set::stream)
                .map(p -> "POST " + p)
                .toList();
        assertThat(known).doesNotHaveDuplicates();
        assertThat(shared.server.pages().stream().filter(p -> p.startsWith("POST ")))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private String version(HttpResponse<String> page) {
        var found = VERSION.matcher(page.body());
        assertThat(found.find()).as("a version in the form").isTrue();
        return found.group(1);
    }

    private long version() {
        return shared.server.office().registry().system(shared.boss, system).version();
    }

    /** Sends the form on the version that was seen, looks at what comes back, and sends it again as it stands. */
    private void refusedThenOnTop(String action, String seen, List<String> fields, String theirs, String mine)
            throws Exception {
        var refused = second.send(action, with(seen, fields));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains(theirs, mine, "Nothing of yours is lost", ON_TOP);
        var again = second.send(action, with(version(refused), fields));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(again.body()).doesNotContain(ON_TOP);
    }

    private static String[] with(String version, List<String> fields) {
        var all = new ArrayList<>(fields);
        all.add("version");
        all.add(version);
        return all.toArray(String[]::new);
    }

    @Test
    void name_and_purpose_of_a_system() throws Exception {
        var seen = version(second.open(at + "/edit"));
        shared.server.office().registry().rename(shared.boss, system, version(), "Theirs", "their text", "");
        refusedThenOnTop(
                at + "/edit", seen, List.of("name", "Mine", "description", "my text"), "their text", "my text");
        assertThat(shared.server.office().registry().system(shared.boss, system).name())
                .isEqualTo("Mine");
    }

    @Test
    void a_form_of_a_system_with_another_fault_does_not_pass_over_what_somebody_saved_meanwhile() throws Exception {
        var seen = version(second.open(at + "/edit"));
        shared.server.office().registry().rename(shared.boss, system, version(), "Theirs", "", "");
        var wrong = second.send(at + "/edit", "name", "", "description", "mine", "version", seen);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(version(wrong)).isEqualTo(seen);
    }

    @Test
    void answers() throws Exception {
        var seen = version(second.open(at + "/questions?edit=infers"));
        shared.server.office().registry().setFacts(shared.boss, system, version(), Map.of("infers", false));
        refusedThenOnTop(
                at + "/questions",
                seen,
                List.of("asked", "infers", "f-infers", "true", "editing", "1"),
                "<dd",
                "value=\"true\" checked");
        assertThat(shared.server.office().registry().system(shared.boss, system).facts())
                .containsEntry("infers", true);
    }

    @Test
    void a_permit_by_its_form() throws Exception {
        shared.ready(system, "{\"reason\":\"r\"}");
        var seen = version(second.open(at + "/gateway/permit"));
        SharedGateway.ok(
                shared.api(
                        "PUT",
                        "/api/v1" + at + "/permit",
                        "{\"version\":1,\"caps\":{\"callsPerDay\":777},\"scope\":{\"purposes\":[\"support\"]},\"reason\":\"r\"}"));
        var mine = List.of(
                "do",
                "change",
                "reason",
                "my reason",
                "zone",
                "Etc/UTC",
                "state",
                "OPEN",
                "callsPerSecond",
                "5",
                "regions",
                "CN, SG",
                "inspector.pii",
                "1",
                "action.pii",
                "MASK",
                "place",
                "START",
                "youngest",
                "18");
        refusedThenOnTop(at + "/gateway/permit", seen, mine, "777", "CN, SG");
        assertThat(permit().caps().callsPerSecond()).isEqualTo(5);
        assertThat(permit().version()).isEqualTo(3);
    }

    private zhiheng.gateway.permit.Permit permit() {
        return shared.server.gateway().orElseThrow().permits().of(system);
    }

    @Test
    void a_permit_as_json() throws Exception {
        shared.ready(system, "{\"reason\":\"r\"}");
        second.open(at + "/gateway/permit");
        SharedGateway.ok(
                shared.api("POST", "/api/v1" + at + "/permit/state", "{\"state\":\"review\",\"reason\":\"r\"}"));
        var mine = "{\"system\":\"" + system + "\",\"version\":1,\"caps\":{\"callsPerDay\":99},"
                + "\"containment\":{\"hosts\":[\"good.example\"]}}";
        var refused = second.send(at + "/gateway/permit/json", "do", "change", "why", "my reason", "permit", mine);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body()).contains("my reason", "good.example", "<dt>state</dt>", "review");
        var kept = Pattern.compile("<textarea class=\"code\"[^>]*>([^<]*)").matcher(refused.body());
        assertThat(kept.find()).isTrue();
        var text = kept.group(1).replace("&#34;", "\"").replace("&quot;", "\"");
        assertThat(second.send(at + "/gateway/permit/json", "do", "change", "why", "my reason", "permit", text)
                        .statusCode())
                .isEqualTo(200);
        assertThat(permit().caps().callsPerDay()).isEqualTo(99);
        assertThat(permit().state()).isEqualTo(PermitState.OPEN);
    }

    @Test
    void a_stop_is_not_undone_by_somebody_who_did_not_see_it_and_never_kept_waiting() throws Exception {
        shared.ready(system, "{\"reason\":\"r\"}");
        var seen = version(second.open(at + "/gateway"));
        SharedGateway.ok(
                shared.api("POST", "/api/v1" + at + "/permit/state", "{\"state\":\"review\",\"reason\":\"r\"}"));
        var refused =
                second.send(at + "/gateway/state", "state", "THROTTLED", "reason", "not so much", "version", seen);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("not so much", "What is there now");
        assertThat(permit().state()).isEqualTo(PermitState.REVIEW);
        second.send(at + "/gateway/state", "state", "STOPPED", "reason", "at once", "version", seen);
        assertThat(permit().state()).isEqualTo(PermitState.STOPPED);
        var now = version(second.open(at + "/gateway"));
        second.send(at + "/gateway/state", "state", "OPEN", "reason", "seen", "version", now);
        assertThat(permit().state()).isEqualTo(PermitState.OPEN);
    }

    @Test
    void the_first_permit() throws Exception {
        second.open(at + "/gateway");
        shared.ready(system, "{\"reason\":\"r\"}");
        var refused = second.send(at + "/gateway/first", "producer", "", "place", "END");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("What you typed", "after");
        assertThat(permit().version()).isEqualTo(1);
    }

    @Test
    void a_route() throws Exception {
        shared.ready(system, "{\"reason\":\"r\"}");
        var seen = version(second.open(at + "/gateway/settings"));
        assertThat(seen).isEqualTo("1");
        var base = shared.server
                .gateway()
                .orElseThrow()
                .routes()
                .of(system)
                .upstreams()
                .getFirst()
                .base();
        SharedGateway.ok(shared.api(
                "PUT",
                "/api/v1" + at + "/route",
                "{\"upstreams\":[{\"id\":\"main\",\"base\":\"" + base + "/theirs\"}]}"));
        refusedThenOnTop(
                at + "/gateway/route",
                seen,
                List.of("base", base + "/mine", "fallback", "small"),
                base + "/theirs",
                base + "/mine");
        assertThat(shared.server.gateway().orElseThrow().routes().version(system))
                .isEqualTo(3);
    }

    @Test
    void a_server_of_models_that_somebody_added_meanwhile_stays() throws Exception {
        shared.ready(system, "{\"reason\":\"r\"}");
        var seen = version(second.open(at + "/gateway/settings"));
        var routes = shared.server.gateway().orElseThrow().routes();
        var base = routes.of(system).upstreams().getFirst().base();
        SharedGateway.ok(shared.api(
                "PUT",
                "/api/v1" + at + "/route",
                "{\"upstreams\":[{\"id\":\"main\",\"base\":\"" + base + "\"},{\"id\":\"spare\",\"base\":\"" + base
                        + "/spare\"}]}"));
        refusedThenOnTop(
                at + "/gateway/route", seen, List.of("base", base + "/mine", "others", ""), "/spare", base + "/mine");
        assertThat(routes.of(system).upstreams().stream().map(u -> u.id())).containsExactly("main", "spare");
    }

    @Test
    void how_long_data_are_kept() throws Exception {
        var seen = Pattern.compile("action=\"/privacy/security\".*?name=\"version\" value=\"([0-9]+)\"", Pattern.DOTALL)
                .matcher(second.open("/privacy").body());
        assertThat(seen.find()).isTrue();
        SharedGateway.ok(shared.api("PUT", "/api/v1/retention/security", "{\"days\":333}"));
        var refused = second.send("/privacy/security", "security", "222", "version", seen.group(1));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("333 days", "value=\"222\"", "Nothing of yours is lost", ON_TOP);
        var now = Long.parseLong(seen.group(1)) + 1;
        var again = second.send("/privacy/security", "security", "222", "version", Long.toString(now));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("value=\"222\"").doesNotContain(ON_TOP);
        var late = shared.api("PUT", "/api/v1/retention/security", "{\"days\":300,\"version\":" + now + "}");
        assertThat(late.statusCode())
                .as("over REST too, for who names a version")
                .isEqualTo(409);
    }

    @Test
    void a_key_is_revoked_once() throws Exception {
        shared.ready(system, "{\"reason\":\"r\"}");
        var key = shared.server
                .gateway()
                .orElseThrow()
                .keys()
                .of(system)
                .getFirst()
                .id();
        second.open(at + "/gateway/settings");
        var action = at + "/gateway/keys/" + key + "/revoke";
        assertThat(second.send(action).body()).contains("The key is revoked");
        assertThat(second.send(action).body()).contains("had been revoked before");
    }

    @Test
    void a_server_of_tools() throws Exception {
        var base = "http://127.0.0.1:9/";
        SharedGateway.ok(shared.api(
                "PUT", "/api/v1" + at + "/tool-servers/wiki", "{\"base\":\"" + base + "a\",\"limitMillis\":7000}"));
        var seen = version(second.open(at + "/gateway/tools?name=wiki"));
        SharedGateway.ok(shared.api(
                "PUT", "/api/v1" + at + "/tool-servers/wiki", "{\"base\":\"" + base + "b\",\"limitMillis\":8000}"));
        refusedThenOnTop(
                at + "/gateway/tools",
                seen,
                List.of("name", "wiki", "base", base + "c", "seconds", "9"),
                base + "b",
                base + "c");
    }

    private void duties() {
        shared.server
                .office()
                .registry()
                .setFacts(shared.boss, system, version(), Map.of("infers", true, "uses", List.of("hiring")));
    }

    private void planned(String owner) {
        shared.server
                .office()
                .duties()
                .set(shared.boss, system, "T-SOFT", DutyState.PLANNED, owner, null, null, "their reason", 0);
    }

    @Test
    void a_duty() throws Exception {
        duties();
        var page = at + "/duties/T-SOFT";
        var seen = version(second.open(page));
        planned("Legal");
        var mine = List.of("state", "GAP", "owner", "HR", "reason", "my reason", "assignee", "");
        var refused = second.send(page, with(seen, mine));
        assertThat(refused.body()).contains("Legal", "their reason", "HR", "my reason", ON_TOP);
        assertThat(second.send(page, with(version(refused), mine)).statusCode()).isEqualTo(200);
    }

    @Test
    void duties_many_at_once_stay_ticked_where_somebody_was_there_first() throws Exception {
        duties();
        second.open("/duties?system=" + system);
        planned("Legal");
        var list = "/duties?system=" + system;
        var refused = second.send(
                list,
                "duty",
                system + " 0 T-SOFT",
                "duty",
                system + " 0 T-FIRM",
                "state",
                "IN_PROGRESS",
                "owner",
                "HR",
                "reason",
                "my reason");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("value=\"" + system + " 1 T-SOFT\" checked", "value=\"HR\"", "my reason", "Legal")
                .doesNotContain("T-FIRM\" checked");
    }

    @Test
    void evidence_is_withdrawn_once_and_the_reason_of_the_second_is_kept() throws Exception {
        duties();
        var evidence = shared.server
                .office()
                .evidence()
                .add(shared.boss, system, "T-SOFT", "Plan", "https://example.com/plan", null, null, null)
                .id();
        var page = at + "/duties/T-SOFT";
        second.open(page);
        shared.server.office().evidence().withdraw(shared.boss, evidence, "theirs", false);
        var refused = second.send(page + "/evidence/" + evidence + "/withdraw", "why", "my <reason>");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("withdrawn already", "value=\"my &lt;reason>\"");
    }

    @Test
    void a_document_is_withdrawn_once_and_the_reason_of_the_second_is_kept() throws Exception {
        duties();
        var own = shared.server.office().evidence();
        var evidence = own.add(shared.boss, system, "T-SOFT", "Law", "https://example.com/law", null, null, null)
                .id();
        var page = "/documents/" + evidence;
        second.open(page);
        own.withdraw(shared.boss, evidence, "theirs", false);
        var refused = second.send(page + "/withdraw", "reason", "my <reason>");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("withdrawn already", "value=\"my &lt;reason>\"", "theirs");
    }

    @Test
    void a_note_that_is_refused_is_kept() throws Exception {
        duties();
        var page = at + "/duties/T-SOFT";
        second.open(page);
        var refused = second.send(page + "/notes", "kind", "COMMENT", "text", "x".repeat(9_000) + "end");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("xend");
    }

    @Test
    void an_organisation() throws Exception {
        var orgs = shared.server.office().orgs();
        var org = orgs.create(shared.boss, Org.Kind.PROVIDER, "Haitang");
        var page = "/admin/orgs/" + org.id();
        var seen = version(second.open(page));
        second.send(page, with(seen, List.of("org-name", "Theirs & sons", "org-kind", "PROVIDER", "org-number", "")));
        refusedThenNow(
                page, seen, List.of("org-name", "Mine & sons", "org-kind", "PROVIDER", "org-number", ""), "Theirs");
        assertThat(orgs.find(shared.boss, org.id()).orElseThrow().name()).isEqualTo("Mine & sons");
    }

    private void refusedThenNow(String page, String seen, List<String> fields, String theirs) throws Exception {
        var refused = second.send(page, with(seen, fields));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body())
                .contains("What is there now", theirs, fields.get(1).replace("&", "&amp;"));
        assertThat(second.send(page, with(version(refused), fields)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_person() throws Exception {
        var identity = shared.server.identity();
        var person = identity.createPerson(
                shared.boss,
                shared.boss.orgId(),
                "p" + system,
                "Wei",
                Role.AUDITOR,
                SharedGateway.PASSWORD.toCharArray());
        var page = "/admin/people/" + person.id();
        var seen = version(second.open(page));
        var org = shared.boss.orgId();
        second.send(page, with(seen, List.of("person-name", "Theirs", "person-role", "AUDITOR", "person-org", org)));
        refusedThenNow(
                page, seen, List.of("person-name", "Mine", "person-role", "AUDITOR", "person-org", org), "Theirs");
    }

    @Test
    void a_system_is_not_put_aside_by_somebody_who_did_not_see_what_changed() throws Exception {
        var seen = version(second.open(at + "/archive"));
        shared.server.office().registry().rename(shared.boss, system, version(), "Theirs", "", "");
        var refused = second.send(at + "/archive", "version", seen);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Theirs");
        assertThat(second.send(at + "/archive", "version", version(refused)).statusCode())
                .isEqualTo(200);
    }
}
