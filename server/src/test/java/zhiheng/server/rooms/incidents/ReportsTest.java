package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.office.duties.Sha256;
import zhiheng.server.testing.Poppler;
import zhiheng.server.testing.Surfer;

/** Report forms of the packs that ship, filled from the record of an incident on a real server. */
class ReportsTest extends IncidentHouse {
    private static final String FORM = "/reports/cn-incident-report";

    private static JsonNode line(JsonNode form, String field) {
        return form.get("lines")
                .valueStream()
                .filter(l -> l.get("field").asString().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private String leak() throws Exception {
        var incident = opened("\"answers\":" + LEAK + ",\"words\":\"customers called us\"");
        ok(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"two tables were read\"}");
        return incident;
    }

    /** A decision, so that measures are known, and what only a person knows. */
    private void known(String incident) throws Exception {
        ok(company, "POST", incident + "/entries", "{\"say\":\"decision\",\"words\":\"the key was withdrawn\"}");
        ok(
                company,
                "PUT",
                incident + FORM,
                "{\"values\":{\"contact\":\"Lin, 010-1\",\"place\":\"Shanghai\",\"type\":\"leak\"}}");
    }

    private String file(String incident, String receipt) throws Exception {
        return "{\"version\":" + version(incident) + ",\"receipt\":\"" + receipt + "\"}";
    }

    @Test
    void what_the_record_holds_is_filled_in_and_what_nobody_knows_is_a_gap_that_says_why_it_matters() throws Exception {
        var form = ok(company, "GET", leak() + FORM + "/initial", "");
        assertThat(line(form, "unit").at("/value/en").asString()).isEqualTo("acme");
        assertThat(line(form, "level").at("/value/zh").asString()).startsWith("较大（黄）");
        assertThat(line(form, "impact").at("/value/en").asString()).contains("2000000", "two tables were read");
        var place = line(form, "place");
        assertThat(place.get("state").asString()).isEqualTo("missing");
        assertThat(place.at("/value/en").asString()).isEmpty();
        assertThat(place.at("/why/en").asString()).contains("which office");
        assertThat(line(form, "ransom").get("state").asString())
                .as("no crime is suspected")
                .isEqualTo("not-asked");
    }

    @Test
    void a_report_with_gaps_is_not_filed_and_the_clock_runs_on() throws Exception {
        var incident = leak();
        var refused = rest(company, "POST", incident + FORM + "/initial", file(incident, "R-1"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Contact and telephone", "Where");
        assertThat(seen(incident).at("/clocks/0/state").asString()).isEqualTo("running");
        assertThat(ok(company, "GET", incident + "/reports", "").get("filed").size())
                .isZero();
    }

    @Test
    void filing_it_meets_the_clock_and_the_ledger_names_what_went_in_by_its_digest_and_no_word() throws Exception {
        var incident = leak();
        known(incident);
        clock.pass(Duration.ofHours(1));
        var filed = ok(company, "POST", incident + FORM + "/initial", file(incident, "CAC-2026-17"));
        assertThat(seen(incident).at("/clocks/0/state").asString()).isEqualTo("met");
        assertThat(seen(incident).at("/times/report").asString()).isNotEmpty();
        var body = rest(
                        company,
                        "GET",
                        incident + "/reports/filed/" + filed.get("id").asString(),
                        "")
                .body();
        assertThat(Sha256.of(body)).isEqualTo(filed.get("sha256").asString());
        assertThat(body).contains("the key was withdrawn", "Shanghai");
        var entry = seen(incident)
                .get("record")
                .valueStream()
                .filter(e -> e.get("kind").asString().equals("reported"))
                .findFirst()
                .orElseThrow();
        var leaf = server.ledger().entry(entry.get("ledgerIndex").asLong()).bodyJson();
        assertThat(leaf).contains(filed.get("sha256").asString()).doesNotContain("CAC-2026-17", "Shanghai");
    }

    @Test
    void what_went_in_stands_as_it_was_when_the_record_goes_on() throws Exception {
        var incident = leak();
        known(incident);
        var filed = ok(company, "POST", incident + FORM + "/initial", file(incident, "R-1"));
        var address = incident + "/reports/filed/" + filed.get("id").asString();
        var before = rest(company, "GET", address, "").body();
        var lin = new Surfer(server.address(), "zh");
        lin.signIn("lin", PASSWORD);
        var pdf = lin.download(address.replace("/api/v1", "") + "/pdf");
        assertThat(Poppler.text(pdf)).contains("R-1", "Shanghai", "the key was withdrawn");
        assertThat(Sha256.of(Poppler.attached(pdf)))
                .as("what is attached is what the ledger names")
                .isEqualTo(filed.get("sha256").asString());
        ok(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"a third table\"}");
        ok(company, "PUT", incident + FORM, "{\"values\":{\"place\":\"Beijing\"}}");
        assertThat(rest(company, "GET", address, "").body()).isEqualTo(before);
        assertThat(rest(stranger, "GET", address, "").statusCode()).isEqualTo(404);
    }

    @Test
    void who_files_over_a_record_that_went_on_looks_again_and_a_report_of_no_begun_regime_is_refused()
            throws Exception {
        var incident = leak();
        known(incident);
        var old = file(incident, "R-1");
        ok(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"more\"}");
        assertThat(rest(company, "POST", incident + FORM + "/initial", old).statusCode())
                .isEqualTo(409);
        var union = rest(company, "POST", incident + "/reports/eu-article-73/initial", file(incident, "R-2"));
        assertThat(union.statusCode()).isEqualTo(409);
        assertThat(union.body()).contains("has not begun");
        assertThat(ok(company, "GET", incident + "/reports", "").get("filed").size())
                .isZero();
    }

    @Test
    void on_the_page_typed_words_stay_and_what_another_wrote_meanwhile_is_not_written_over() throws Exception {
        var incident = leak();
        var page = incident.replace("/api/v1", "") + FORM + "/initial";
        var lin = new Surfer(server.address(), "en");
        lin.signIn("lin", PASSWORD);
        assertThat(lin.open(page).body()).contains("Missing", "which office takes the report");
        ok(company, "PUT", incident + FORM, "{\"values\":{\"place\":\"Beijing\"}}");
        var told = lin.send(page + "/values", "v-place", "Shanghai", "was-place", "");
        assertThat(told.statusCode()).isEqualTo(422);
        assertThat(told.body()).contains("changed by somebody else to: Beijing", ">Shanghai</textarea>");
        var mine = lin.send(page + "/values", "v-contact", "Lin <1>", "was-contact", "");
        assertThat(mine.body()).contains("Kept.", "Lin &lt;1&gt;");
    }

    @Test
    void the_common_framework_is_filed_without_any_clock() throws Exception {
        var incident = leak();
        ok(company, "POST", incident + "/evidence", "");
        ok(
                company,
                "PUT",
                incident + "/reports/oecd-incident",
                "{\"values\":{\"c3\":\"a chat model gave out a table\",\"c10\":\"incident\",\"c11\":\"privacy\"}}");
        var form = ok(company, "GET", incident + "/reports/oecd-incident/submission", "");
        assertThat(form.get("gaps").asInt()).isZero();
        assertThat(form.get("lines").size()).isEqualTo(29);
        ok(company, "POST", incident + "/reports/oecd-incident/submission", file(incident, "none yet"));
        assertThat(seen(incident).at("/clocks/0/state").asString()).isEqualTo("running");
    }
}
