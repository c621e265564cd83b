package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Await;

/** Steps of the ladder over a real gateway: what is refused, for whom, until when, and the way back. */
class LadderTest extends IncidentHouse {
    private String incident;
    private String key;

    @BeforeEach
    void ready() throws Exception {
        ok(company, "PUT", "/api/v1/systems/" + system + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        key = ok(company, "POST", "/api/v1/systems/" + system + "/keys", "{\"label\":\"app\"}")
                .get("key")
                .asString();
        incident = opened("");
    }

    private HttpResponse<String> call(String model, String region) throws Exception {
        return call(model, "X-Zhiheng-Region", region);
    }

    private HttpResponse<String> call(String model, String header, String value) throws Exception {
        clock.pass(Duration.ofSeconds(2));
        var address = "http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/v1/chat/completions";
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .header(header, value)
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode take(String level, String target, int hours) throws Exception {
        return ok(company, "POST", incident + "/measures", step(level, target, hours));
    }

    private static String step(String level, String target, int hours) {
        return "{\"level\":\"" + level + "\",\"target\":\"" + target + "\",\"hours\":" + hours
                + ",\"reason\":\"the leak goes on\"}";
    }

    private JsonNode permit() throws Exception {
        return ok(company, "GET", "/api/v1/systems/" + system + "/permit", "");
    }

    private String state(int measure) {
        try {
            return seen(incident).at("/measures/" + measure + "/state").asString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_stop_needs_two_persons_refuses_the_next_call_and_is_undone_in_one_step() throws Exception {
        assertThat(call("m", "CN").statusCode()).isEqualTo(200);
        take("L7", "system", 2);
        assertThat(call("m", "CN").statusCode()).as("one person is not enough").isEqualTo(200);
        var confirm =
                incident + "/measures/" + seen(incident).at("/measures/0/id").asString() + "/confirm";
        assertThat(rest(company, "POST", confirm, "").statusCode()).isEqualTo(403);
        assertThat(rest(stranger, "POST", confirm, "").statusCode()).isEqualTo(404);
        ok(colleague, "POST", confirm, "");
        assertThat(call("m", "CN").statusCode()).isEqualTo(403);
        assertThat(seen(incident).get("evidence").size()).as("captured first").isEqualTo(1);
        Await.until("the refusal is on record", () -> refused(0) == 1);
        assertThat(seen(incident).at("/measures/0/firstRefusalMillis").asLong()).isBetween(0L, 10_000L);
        ok(company, "POST", confirm.replace("confirm", "restore"), "{\"reason\":\"fixed\"}");
        assertThat(call("m", "CN").statusCode()).isEqualTo(200);
        assertThat(permit().get("state").asString()).isEqualTo("open");
    }

    private int refused(int measure) {
        try {
            return seen(incident).at("/measures/" + measure + "/refused").asInt();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_times_of_an_incident_come_from_its_record_and_the_middle_of_several_is_told_with_their_number()
            throws Exception {
        var opened = clock.instant();
        clock.pass(Duration.ofMinutes(10));
        take("L0", "system", 2);
        assertThat(seen(incident).at("/times").has("contain"))
                .as("to observe contains nothing")
                .isFalse();
        clock.pass(Duration.ofMinutes(10));
        take("L2", "system", 2);
        assertThat(seen(incident).at("/times").has("recover")).isFalse();
        clock.pass(Duration.ofMinutes(10));
        for (int i = 0; i < 2; i++) {
            var restore = incident + "/measures/"
                    + seen(incident).at("/measures/" + i + "/id").asString() + "/restore";
            ok(company, "POST", restore, "{\"reason\":\"fixed\"}");
        }
        var times = seen(incident).get("times");
        assertThat(java.time.Instant.parse(times.get("contain").asString()))
                .isBetween(opened.plus(Duration.ofMinutes(20)), opened.plus(Duration.ofMinutes(21)));
        var medians = ok(company, "GET", "/api/v1/incidents/medians", "").get("items");
        assertThat(medians.at("/1/to").asString()).isEqualTo("contain");
        assertThat(Duration.parse(medians.at("/2/median").asString())).isGreaterThan(Duration.ofMinutes(29));
        assertThat(medians.at("/2/incidents").asInt()).isEqualTo(1);
        assertThat(medians.at("/3/incidents").asInt())
                .as("nothing was reported")
                .isZero();
    }

    @Test
    void one_model_or_one_region_is_shut_out_and_the_rest_goes_on() throws Exception {
        take("L4", "model:leaky", 2);
        assertThat(call("leaky", "CN").body()).contains("permit.models");
        assertThat(call("sound", "CN").statusCode()).isEqualTo(200);
        take("L6", "region:US", 2);
        var second = seen(incident).at("/measures/1/id").asString();
        ok(colleague, "POST", incident + "/measures/" + second + "/confirm", "");
        assertThat(call("sound", "US").body()).contains("permit.regions");
        assertThat(call("sound", "CN").statusCode()).isEqualTo(200);
        assertThat(permit().at("/barred/models/0").asString()).isEqualTo("leaky");
    }

    @Test
    void one_tenant_is_shut_out_by_two_persons_and_let_in_again_while_the_others_are_served() throws Exception {
        assertThat(call("m", "X-Zhiheng-Tenant", "acme-clinic").statusCode()).isEqualTo(200);
        take("L6", "tenant:acme-clinic", 2);
        var one = incident + "/measures/" + seen(incident).at("/measures/0/id").asString();
        ok(colleague, "POST", one + "/confirm", "");
        var refused = call("m", "X-Zhiheng-Tenant", "acme-clinic");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("permit.tenants");
        assertThat(call("m", "X-Zhiheng-Tenant", "other").statusCode()).isEqualTo(200);
        assertThat(call("m", "CN").body()).as("a call that names no tenant").contains("permit.tenants");
        Await.until("its record names the tenant", () -> {
            try {
                return ok(company, "GET", "/api/v1/systems/" + system + "/interactions", "")
                        .toString()
                        .contains("acme-clinic");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        ok(company, "POST", one + "/restore", "{\"reason\":\"fixed\"}");
        assertThat(call("m", "X-Zhiheng-Tenant", "acme-clinic").statusCode()).isEqualTo(200);
    }

    @Test
    void a_key_of_one_tenant_calls_for_nobody_else_and_is_shut_out_with_it() throws Exception {
        key = ok(
                        company,
                        "POST",
                        "/api/v1/systems/" + system + "/keys",
                        "{\"label\":\"clinic\",\"tenant\":\"acme-clinic\"}")
                .get("key")
                .asString();
        assertThat(ok(company, "GET", "/api/v1/systems/" + system + "/keys", "").toString())
                .contains("acme-clinic");
        assertThat(call("m", "CN").statusCode()).isEqualTo(200);
        var other = call("m", "X-Zhiheng-Tenant", "other");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("other_tenant");
        take("L6", "tenant:acme-clinic", 2);
        var one = incident + "/measures/" + seen(incident).at("/measures/0/id").asString();
        ok(colleague, "POST", one + "/confirm", "");
        assertThat(call("m", "CN").body()).as("it names no tenant itself").contains("permit.tenants");
        assertThat(call("m", "X-Zhiheng-Tenant", "other").body()).contains("other_tenant");
        ok(company, "POST", one + "/restore", "{\"reason\":\"fixed\"}");
        assertThat(call("m", "CN").statusCode()).isEqualTo(200);
    }

    @Test
    void a_region_that_is_no_code_is_refused_with_the_code_that_was_meant() {
        assertThatThrownBy(() -> Level.L6.fits("region:China"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("did you mean CN?");
        Level.L6.fits("region:CN-31");
    }

    @Test
    void of_two_steps_one_ends_by_itself_and_the_other_goes_on_over_a_restart() throws Exception {
        take("L2", "system", 1);
        take("L3", "system", 5);
        assertThat(permit().get("state").asString()).isEqualTo("review");
        server.close();
        clock.pass(Duration.ofHours(2));
        open();
        Await.until("the first has expired", () -> state(0).equals("expired"));
        assertThat(state(1)).isEqualTo("holds");
        assertThat(permit().get("state").asString()).isEqualTo("review");
        clock.pass(Duration.ofHours(4));
        Await.until("the second has expired", () -> state(1).equals("expired"));
        assertThat(permit().get("state").asString()).isEqualTo("open");
    }

    @Test
    void two_commanders_at_once_both_have_their_way_and_the_same_step_twice_is_told() throws Exception {
        take("L2", "system", 3);
        ok(colleague, "POST", incident + "/measures", step("L4", "tool:mail", 3));
        assertThat(permit().get("state").asString()).isEqualTo("throttled");
        assertThat(permit().at("/barred/tools/0").asString()).isEqualTo("mail");
        var twice = rest(colleague, "POST", incident + "/measures", step("L2", "system", 3));
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("L2 holds already");
        take("L7", "system", 1);
        assertThat(rest(colleague, "POST", incident + "/measures", step("L7", "system", 1))
                        .body())
                .contains("L7 is proposed already; another person confirms it");
    }

    @Test
    void two_commanders_in_the_same_moment_take_one_step_once_and_two_steps_both() throws Exception {
        var same = List.of(sent(company, step("L2", "system", 3)), sent(colleague, step("L2", "system", 3)));
        assertThat(same.stream().map(answer -> answer.join().statusCode()).sorted())
                .containsExactly(200, 409);
        var both = List.of(sent(company, step("L3", "system", 3)), sent(colleague, step("L4", "tool:mail", 3)));
        assertThat(both.stream().map(answer -> answer.join().statusCode())).containsExactly(200, 200);
        assertThat(permit().get("state").asString()).isEqualTo("review");
        assertThat(permit().at("/barred/tools/0").asString()).isEqualTo("mail");
        assertThat(seen(incident)
                        .get("measures")
                        .valueStream()
                        .filter(m -> m.get("state").asString().equals("holds")))
                .hasSize(3);
        assertThat(seen(incident)
                        .get("record")
                        .valueStream()
                        .filter(e -> e.get("kind").asString().equals("contained")))
                .as("each once on record")
                .hasSize(3);
    }

    private CompletableFuture<HttpResponse<String>> sent(String token, String body) {
        var request = HttpRequest.newBuilder(server.address().resolve(incident + "/measures"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body));
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** What somebody decided while in office stands; what is still to be done needs somebody who is. */
    @Test
    void who_was_withdrawn_meanwhile_confirms_nothing_and_what_they_proposed_waits_for_another() throws Exception {
        ok(company, "POST", incident + "/roles", "{\"role\":\"commander\",\"person\":\"mei\"}");
        ok(colleague, "POST", incident + "/measures", step("L7", "system", 2));
        take("L5", "system", 2);
        disable("mei");
        var proposed = seen(incident).get("measures");
        var stop = incident + "/measures/" + proposed.get(0).get("id").asString() + "/confirm";
        var fallback = incident + "/measures/" + proposed.get(1).get("id").asString() + "/confirm";
        assertThat(rest(colleague, "POST", fallback, "").statusCode()).isEqualTo(401);
        assertThat(permit().get("state").asString()).isEqualTo("open");
        assertThat(rest(company, "POST", fallback, "").statusCode())
                .as("nobody confirms their own, though the second person is gone")
                .isEqualTo(403);
        ok(company, "POST", stop, "");
        assertThat(permit().get("state").asString()).isEqualTo("stopped");
        ok(company, "POST", incident + "/roles", "{\"role\":\"commander\",\"person\":\"lin\"}");
        assertThat(seen(incident).get("roles").toString()).contains("lin").doesNotContain("mei");
    }

    private void disable(String login) throws Exception {
        var person = server.identity().people(first).stream()
                .filter(p -> p.login().equals(login))
                .findFirst()
                .orElseThrow();
        server.identity().disablePerson(first, person.id());
    }

    @Test
    void what_a_person_decided_since_is_not_overwritten() throws Exception {
        take("L2", "system", 3);
        ok(
                company,
                "PUT",
                "/api/v1/systems/" + system + "/permit",
                "{\"state\":\"stopped\",\"reason\":\"r\",\"version\":"
                        + permit().get("version").asLong() + "}");
        var restore =
                incident + "/measures/" + seen(incident).at("/measures/0/id").asString() + "/restore";
        var told = rest(company, "POST", restore, "{\"reason\":\"fixed\"}");
        assertThat(told.statusCode()).isEqualTo(409);
        assertThat(told.body()).contains("it is not overwritten");
        assertThat(permit().get("state").asString()).isEqualTo("stopped");
        assertThat(state(0)).isEqualTo("overtaken");
    }

    @Test
    void a_step_that_fits_nothing_is_refused_with_what_to_write() throws Exception {
        assertThat(rest(company, "POST", incident + "/measures", step("L4", "system", 3))
                        .body())
                .contains("L4 is about model:NAME or tool:NAME");
        assertThat(rest(company, "POST", incident + "/measures", step("L2", "system", 0))
                        .body())
                .contains("from 1 to 720");
        assertThat(rest(company, "POST", incident + "/measures", step("L9", "system", 3))
                        .body())
                .contains("A level is one of L0 to L7");
        assertThat(rest(stranger, "POST", incident + "/measures", step("L2", "system", 3))
                        .statusCode())
                .isEqualTo(404);
    }
}
