package zhiheng.server.rooms.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Role;
import zhiheng.server.testing.OfficeServer;

class PeopleApiTest {
    @TempDir
    Path folder;

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    void a_person_without_a_password_is_invited_and_sets_it_by_the_link() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var body = "{\"orgId\":\"%s\",\"login\":\"ana\",\"name\":\"Ana\",\"role\":\"OFFICER\"}"
                    .formatted(office.boss.orgId());
            var made = json(office.rest("POST", "/api/v1/people", body), 201);
            assertThat(made.get("entered").asBoolean()).isFalse();
            var path = made.get("invitation").get("path").asString();
            var token = path.substring(path.indexOf('=') + 1);
            var set = "{\"token\":\"" + token + "\",\"password\":\"four words of hers\"}";
            var nobody = new String[] {"X-Nobody", "1"};
            json(office.rest("POST", "/api/v1/password", set, nobody), 200);
            json(office.rest("POST", "/api/v1/password", set, nobody), 403);
            var in = "{\"login\":\"ana\",\"password\":\"four words of hers\"}";
            json(office.rest("POST", "/api/v1/session", in, nobody), 200);
            var again = office.rest("POST", "/api/v1/people/" + made.get("id").asString() + "/password-link", "");
            assertThat(json(again, 201).get("path").asString()).isNotEqualTo(path);
        }
    }

    @Test
    void a_change_of_a_person_names_the_version_seen() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var path = "/api/v1/people/" + office.boss.id();
            json(office.rest("PATCH", path, "{\"name\":\"B\"}"), 428);
            var changed = office.rest("PATCH", path, "{\"name\":\"B\",\"version\":1}");
            assertThat(json(changed, 200).get("name").asString()).isEqualTo("B");
            assertThat(changed.headers().firstValue("ETag")).contains("\"2\"");
            json(office.rest("PATCH", path, "{\"name\":\"C\",\"version\":1}"), 409);
            assertThat(json(office.rest("GET", path, ""), 200).get("name").asString())
                    .isEqualTo("B");
            json(office.rest("PATCH", path, "{\"role\":\"PROVIDER\",\"version\":2}"), 422);
        }
    }

    @Test
    void an_organisation_is_unique_and_changed_by_version() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var first =
                    "{\"kind\":\"PROVIDER\",\"name\":\"Acme\",\"register\":\"CN\",\"number\":\"91440300708461136T\"}";
            var made = json(office.rest("POST", "/api/v1/orgs", first), 201);
            json(office.rest("POST", "/api/v1/orgs", "{\"kind\":\"PROVIDER\",\"name\":\"ACME\"}"), 409);
            json(office.rest("POST", "/api/v1/orgs", first.replace("Acme", "Other")), 409);
            json(
                    office.rest(
                            "POST",
                            "/api/v1/orgs",
                            first.replace("Acme", "Other").replace("136T", "1360")),
                    422);
            var path = "/api/v1/orgs/" + made.get("id").asString();
            json(office.rest("PATCH", path, "{\"name\":\"Acme 2\"}"), 428);
            var changed = json(office.rest("PATCH", path, "{\"name\":\"Acme 2\",\"version\":1}"), 200);
            assertThat(changed.get("number").asString()).isEqualTo("91440300708461136T");
            json(office.rest("PATCH", path, "{\"name\":\"Acme 3\",\"version\":1}"), 409);
            assertThat(json(office.rest("GET", path, ""), 200).get("name").asString())
                    .isEqualTo("Acme 2");
        }
    }

    @Test
    void the_own_account_is_for_a_session_and_not_for_a_token() throws Exception {
        try (var office = new OfficeServer(folder)) {
            json(office.rest("GET", "/api/v1/account/sessions", ""), 403);
            var in = office.rest(
                    "POST",
                    "/api/v1/session",
                    "{\"login\":\"boss\",\"password\":\"" + OfficeServer.PASSWORD + "\"}",
                    "X-Nobody",
                    "1");
            var cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
            var headers = new String[] {
                "Cookie", cookie, "X-CSRF-Token", json(in, 200).get("csrf").asString()
            };
            var places = json(office.rest("GET", "/api/v1/account/sessions", "", headers), 200);
            assertThat(places.get("items").get(0).get("here").asBoolean()).isTrue();
            var change = "{\"old\":\"" + OfficeServer.PASSWORD + "\",\"password\":\"another long one\"}";
            assertThat(office.rest("PUT", "/api/v1/account/password", change, headers)
                            .statusCode())
                    .isEqualTo(204);
            json(office.rest("PUT", "/api/v1/account/password", change, headers), 422);
            assertThat(office.rest("DELETE", "/api/v1/account/sessions", "", headers)
                            .statusCode())
                    .isEqualTo(204);
            json(office.rest("GET", "/api/v1/account/sessions", "", headers), 401);
        }
    }

    @Test
    void a_token_is_made_for_so_many_days_and_then_ends() throws Exception {
        try (var office = new OfficeServer(folder)) {
            json(office.rest("POST", "/api/v1/tokens", "{\"label\":\"x\",\"role\":\"AUDITOR\",\"days\":367}"), 422);
            var made = office.server.identity().createToken(office.boss.actor(), "x", Role.AUDITOR, Duration.ofDays(2));
            var bearer = new String[] {"Authorization", "Bearer " + made.secret()};
            json(office.rest("GET", "/api/v1/session", "", bearer), 200);
            office.clock.pass(Duration.ofDays(2));
            json(office.rest("GET", "/api/v1/session", "", bearer), 401);
        }
    }
}
