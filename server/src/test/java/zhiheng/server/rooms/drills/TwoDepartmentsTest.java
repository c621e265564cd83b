package zhiheng.server.rooms.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** A drill of two departments on two servers: what the other answers over the exchange counts, when it is in time. */
class TwoDepartmentsTest extends DrillHouse {
    private static final String HAPPENED =
            "{\"incident_confirmed\":true,\"incident_pi_persons\":2000000,\"incident_operator\":\"other\"}";

    private ZhihengServer other;
    private String otherBoss;

    private HttpResponse<String> there(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(other.address().resolve(path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header(
                                "Content-Type",
                                path.endsWith("/bundles") ? "application/octet-stream" : "application/json")
                        .header("Authorization", "Bearer " + otherBoss)
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    private HttpResponse<String> taken(String bundle) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve("/api/v1/exchange/bundles"))
                        .POST(BodyPublishers.ofString(bundle))
                        .header("Content-Type", "application/octet-stream")
                        .header("Authorization", "Bearer " + company)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String log(ZhihengServer of) {
        var key = of.ledger().verifierKey();
        return key.substring(0, key.indexOf('+'));
    }

    private static String peer(ZhihengServer of) {
        return "{\"name\":\"other\",\"key\":\"" + of.ledger().verifierKey() + "\",\"witness\":\"\"}";
    }

    @Test
    void the_answer_of_a_department_on_another_server_meets_its_clock() throws Exception {
        other = ZhihengServer.start(
                Config.of(folder.resolve("other"), packs.resolve("library"), "127.0.0.1", 0, Map.of())
                        .withOrigin("bureau.example/log"),
                Clock.systemUTC());
        try {
            var chief = other.identity()
                    .setUp(other.setupToken().orElseThrow(), "chief", "bureau", PASSWORD.toCharArray())
                    .actor();
            otherBoss =
                    other.identity().createToken(chief, "t", Role.ADMINISTRATOR).secret();
            ok(boss, "POST", "/api/v1/exchange/peers", peer(other));
            ok(there("POST", "/api/v1/exchange/peers", peer(server)));

            var drill = running("finance-credit", "live", "credit");
            ok(boss, "POST", drill + "/injects", "{\"inject\":\"poisoned-credit\"}");
            for (int i = 0; i < 450 && !has(drill, "alert", "poisoned-credit"); i++) {
                Thread.sleep(200);
            }
            var caseId = incident();
            var parcel = ok(
                            company,
                            "POST",
                            "/api/v1/exchange/parcels",
                            "{\"case\":\"" + caseId + "\",\"ask\":\"Do other banks see the same?\",\"tlp\":\"AMBER\","
                                    + "\"log\":\"" + log(other) + "\",\"fields\":[\"stage\"],\"task\":\"grading\"}")
                    .get("id")
                    .asString();
            var bundle = rest(company, "GET", "/api/v1/exchange/parcels/" + parcel + "/bundle?since=0", "");
            assertThat(bundle.statusCode()).as(bundle.body()).isEqualTo(200);
            var received = ok(there("POST", "/api/v1/exchange/bundles", bundle.body()))
                    .get("id")
                    .asString();
            var answer = ok(there(
                            "POST",
                            "/api/v1/exchange/parcels/" + received + "/answer",
                            "{\"result\":\"done\",\"words\":\"two banks see it too\"}"))
                    .get("id")
                    .asString();
            var reply = there("GET", "/api/v1/exchange/parcels/" + answer + "/bundle?since=0", "");
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            ok(taken(reply.body()));

            ok(boss, "POST", drill + "/end", "");
            var scored = ok(boss, "POST", drill + "/score", "");
            assertThat(scored.at("/score/lateBySeconds/joint-answer").asDouble())
                    .isNegative();
            assertThat(scored.at("/score/lateBySeconds/initial").asString())
                    .as("nobody handed in the other")
                    .isEqualTo("never");
            assertThat(scored.at("/score/measures/reported/value").asDouble()).isEqualTo(.5);
            assertThat(scored.get("findings").toString())
                    .contains("reported:initial")
                    .doesNotContain("joint-answer");
        } finally {
            other.close();
        }
    }

    /** Opens the incident of the newest alert. @return the case of China's regime */
    private String incident() throws Exception {
        var alert = ok(company, "GET", "/api/v1/systems/" + system + "/alerts", "")
                .at("/items/0/id")
                .asString();
        var id = ok(
                        company,
                        "POST",
                        "/api/v1/incidents",
                        "{\"system\":\"" + system + "\",\"source\":\"alert\",\"reference\":\"" + alert
                                + "\",\"answers\":" + HAPPENED + "}")
                .get("id")
                .asString();
        var regime = ok(company, "GET", "/api/v1/incidents/" + id, "")
                .at("/cases/0/case")
                .asString();
        var version =
                ok(company, "GET", "/api/v1/cases/" + regime, "").get("version").asLong();
        ok(company, "POST", "/api/v1/cases/" + regime + "/acts", "{\"version\":" + version + ",\"act\":\"respond\"}");
        return regime;
    }
}
