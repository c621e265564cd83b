package zhiheng.server.rooms.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.office.duties.Sha256;
import zhiheng.server.testing.Surfer;

/** An application by the pack's criteria, and terms written on a form, on a real server. */
class ApplicationRoomTest extends SandboxAtWork {
    private static final List<String> MUST = List.of(
            "purpose",
            "tested",
            "labelled",
            "ethics-reviewed",
            "told",
            "stops",
            "complaints",
            "personal-data",
            "minors");

    private JsonNode application() throws Exception {
        return json(ok(rest(company, "GET", at("/application"), "")));
    }

    private String all(String says, String... more) {
        var answers = new ArrayList<String>();
        for (var id : MUST) {
            answers.add("{\"criterion\":\"" + id + "\",\"says\":\"" + says
                    + "\",\"words\":\"so it is\",\"evidence\":\"https://example.org/e\"}");
        }
        answers.addAll(List.of(more));
        return "[" + String.join(",", answers) + "]";
    }

    private String save(String answers, boolean file) throws Exception {
        return "{\"saves\":" + application().get("saves").asLong() + ",\"version\":" + version() + ",\"file\":" + file
                + ",\"answers\":" + answers + "}";
    }

    private static JsonNode criterion(JsonNode application, String id) {
        for (var c : application.get("criteria")) {
            if (c.get("id").asString().equals(id)) {
                return c;
            }
        }
        throw new AssertionError(id);
    }

    @Test
    void an_application_is_handed_in_once_what_must_be_answered_is_and_the_case_has_its_digest() throws Exception {
        var before = application();
        assertThat(before.at("/score/least").asDouble()).isZero();
        assertThat(before.at("/score/most").asDouble()).isEqualTo(1);
        var some = "[{\"criterion\":\"tested\",\"says\":\"no\",\"words\":\"not yet\"}]";
        var refused = rest(company, "POST", at("/application"), save(some, true));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("must be answered");
        var kept = application();
        assertThat(criterion(kept, "tested").get("standing").asString())
                .as("saved though not handed in")
                .isEqualTo("not-met");
        assertThat(criterion(kept, "told").get("standing").asString()).isEqualTo("open");

        ok(rest(company, "POST", at("/application"), save(all("yes"), true)));
        var filed = application();
        assertThat(filed.get("sha256").asString())
                .isEqualTo(Sha256.of(filed.get("body").asString()));
        var story = json(ok(rest(boss, "GET", "/api/v1/cases/" + id, ""))).toString();
        assertThat(story).contains(filed.get("sha256").asString(), "Application 1");
        act(company, "\"act\":\"submit\"");
    }

    @Test
    void only_the_applicant_answers_and_the_second_to_save_is_told() throws Exception {
        var body = save(all("yes"), false);
        assertThat(rest(boss, "POST", at("/application"), body).statusCode()).isEqualTo(403);
        assertThat(rest(stranger, "GET", at("/application"), "").statusCode()).isEqualTo(404);
        ok(rest(company, "POST", at("/application"), body));
        assertThat(rest(company, "POST", at("/application"), body).statusCode()).isEqualTo(409);
        assertThat(rest(company, "POST", at("/application"), save("[{\"criterion\":\"tset\",\"says\":\"yes\"}]", false))
                        .body())
                .contains("no criterion 'tset'");
        assertThat(rest(
                                company,
                                "POST",
                                at("/application"),
                                save(
                                        "[{\"criterion\":\"tested\",\"says\":\"yes\",\"evidence\":\"javascript:x\"}]",
                                        false))
                        .body())
                .contains("https://");
    }

    @Test
    void answers_become_proposed_terms_with_reasons_and_a_permit_with_the_least_age() throws Exception {
        ok(rest(
                company,
                "POST",
                at("/application"),
                save(all("yes", "{\"criterion\":\"small\",\"says\":\"yes\"}"), true)));
        assertThat(application().at("/first/0/en").asString()).contains("go first");
        act(company, "\"act\":\"submit\"");
        var proposal = json(ok(rest(boss, "GET", at("/application/proposal"), "")));
        assertThat(proposal.at("/terms/youngest").asInt()).isEqualTo(14);
        assertThat(proposal.at("/terms/opens").asString()).isEqualTo("08:00");
        assertThat(proposal.at("/terms/keepContentDays").asInt()).isZero();
        assertThat(proposal.at("/terms/steps/0/users").asInt())
                .as("no drill was told of")
                .isEqualTo(50);
        assertThat(proposal.get("because")).hasSize(3);

        var officer = new Surfer(server.address(), "en");
        officer.signIn("boss", PASSWORD);
        assertThat(officer.open("/sandboxes/" + id + "/terms").body())
                .contains("Minors may use it", "value=\"08:00\"", "waive.T-SOFT")
                .doesNotContain("waive.T-FIRM");
        var path = "/sandboxes/" + id + "/terms";
        var wrong = officer.send(
                path,
                "version",
                "" + version(),
                "until",
                "soon",
                "zone",
                "Mars/Base",
                "opens",
                "08:00",
                "closes",
                "",
                "users.step-100",
                "100",
                "users.step-1000",
                "50",
                "inspected",
                "2",
                "regions",
                "CN-<BJ>");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains(
                        "value=\"soon\"",
                        "Write a date",
                        "Mars/Base",
                        "both times of day",
                        "More than the step before: 100",
                        "Between 0 and 1",
                        "CN-&lt;BJ>",
                        "users.step-1000-error");
        var until = today().plusDays(100).toString();
        var late = officer.send(
                path,
                "version",
                "" + version(),
                "until",
                until,
                "zone",
                "Asia/Shanghai",
                "users.step-100",
                "60",
                "inspected",
                "0.5",
                "waive.T-SOFT",
                "1",
                "waived.T-SOFT",
                today().plusDays(101).toString());
        assertThat(late.body()).contains("Not beyond the last day");
        var filed = officer.send(
                path,
                "version",
                "" + version(),
                "until",
                until,
                "zone",
                "Asia/Shanghai",
                "users.step-100",
                "60",
                "calls.step-100",
                "900",
                "youngest",
                "16",
                "inspected",
                "0.5",
                "waive.T-SOFT",
                "1",
                "regions",
                "CN-BJ，CN-SH");
        assertThat(filed.statusCode()).as(filed.body()).isEqualTo(200);
        var sandbox = json(ok(rest(boss, "GET", at(""), "")));
        assertThat(sandbox.at("/proposed/waivers/0/until").asString()).isEqualTo(until);
        assertThat(sandbox.at("/proposed/regions").toString()).isEqualTo("[\"CN-BJ\",\"CN-SH\"]");
        assertThat(sandbox.at("/permits/0/permit/scope/youngest").asInt()).isEqualTo(16);
        assertThat(sandbox.at("/permits/0/permit/caps/usersPerDay").asInt()).isEqualTo(60);
    }

    @Test
    void the_form_keeps_what_was_typed_and_the_authority_reads_it_with_points() throws Exception {
        var applicant = new Surfer(server.address(), "en");
        applicant.signIn("lin", PASSWORD);
        var path = "/sandboxes/" + id + "/application";
        assertThat(applicant.open(path).body()).contains("Technical safety", "Ethics", "Emergency handling");
        var wrong = applicant.send(
                path,
                "version",
                "" + version(),
                "saves",
                "0",
                "do",
                "save",
                "says.tested",
                "YES",
                "words.tested",
                "we <tested>",
                "link.tested",
                "no link");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("we &lt;tested&gt;", "no link", "tested-error");
        var saved = applicant.send(
                path,
                "version",
                "" + version(),
                "saves",
                "0",
                "do",
                "save",
                "says.tested",
                "YES",
                "words.tested",
                "we <tested>",
                "link.tested",
                "");
        assertThat(saved.statusCode()).isEqualTo(200);
        var open = applicant.send(
                path,
                "version",
                "" + version(),
                "saves",
                "1",
                "do",
                "file",
                "says.tested",
                "YES",
                "words.tested",
                "we <tested>",
                "link.tested",
                "");
        assertThat(open.statusCode()).isEqualTo(422);
        assertThat(open.body()).contains("must be answered", "we &lt;tested&gt;");
        var officer = new Surfer(server.address(), "zh");
        officer.signIn("boss", PASSWORD);
        assertThat(officer.open(path).body())
                .contains("计一半", "1.5 / 3", "we &lt;tested&gt;")
                .doesNotContain("<textarea");
        assertThat(applicant.open("/sandboxes/" + id + "/terms").statusCode()).isEqualTo(403);
    }
}
