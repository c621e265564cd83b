package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.PermitState;
import zhiheng.server.testing.Surfer;

/** Gateways that run by themselves, over real HTTP: what they are told, what they do alone, what comes back. */
@Timeout(60)
class FleetTest {
    @TempDir
    private static Path folder;

    private static Fleet fleet;

    @BeforeAll
    static void open() throws IOException {
        fleet = new Fleet(folder);
    }

    @AfterAll
    static void close() {
        fleet.close();
    }

    @Test
    void a_gateway_serves_what_the_office_permits_and_the_office_has_each_record_once() throws Exception {
        var gateway = fleet.gateway("a1", fleet.token());
        Fleet.until(() -> gateway.notReady().isEmpty());
        long before = fleet.recorded("bot");
        for (int i = 0; i < 5; i++) {
            assertThat(fleet.call(gateway).statusCode()).isEqualTo(200);
        }
        assertThat(fleet.call(gateway, "zhk_wrong", Fleet.CALL).statusCode()).isEqualTo(401);
        Fleet.until(() -> fleet.recorded("bot") == before + 5);
        var used = fleet.office.gateway().orElseThrow().permits().used("bot");
        assertThat(used).isNotNull();
        assertThat(used.calls()).as("as pages of the office say").isGreaterThanOrEqualTo(5);
        assertThat(fleet.get(gateway.adminPort(), "/metrics").body())
                .contains("zhiheng_gateway_ready 1", "gen_ai_client_operation_duration_seconds_count");
        assertThat(fleet.get(gateway.port(), "/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void the_office_shows_how_each_gateway_stands_and_an_administrator_revokes_one_there() throws Exception {
        var gateway = fleet.gateway("page", fleet.token());
        Fleet.until(() -> gateway.notReady().isEmpty());
        var surfer = new Surfer(fleet.office.address(), "en");
        surfer.signIn("boss", "a long enough one");
        Fleet.until(() -> rowOf(surfer, "page").contains("as here"));
        var row = rowOf(surfer, "page");
        assertThat(row).contains("Takes calls", "all");
        assertThat(surfer.open("/fleet").body()).contains("after 5 minutes no system is freer than");
        var id = row.replaceAll("(?s).*<small>([^<]+)</small>.*", "$1");
        surfer.send("/fleet/" + id + "/revoke");
        assertThat(surfer.send("/fleet/" + id + "/revoke").statusCode())
                .as("twice is as once")
                .isLessThan(400);
        assertThat(rowOf(surfer, "page")).contains("Revoked");
        Fleet.until(() -> gateway.notReady().equals("revoked"));
    }

    private static String rowOf(Surfer surfer, String name) throws Exception {
        for (var row : surfer.open("/fleet").body().split("<tr")) {
            if (row.contains(name + " <small>")) {
                return row;
            }
        }
        return "";
    }

    @Test
    void a_stop_holds_at_every_gateway_within_a_second() throws Exception {
        var token = fleet.token();
        var one = fleet.gateway("b1", token);
        var other = fleet.gateway("b2", token);
        Fleet.until(() -> one.notReady().isEmpty() && other.notReady().isEmpty());
        assertThat(fleet.call(one).statusCode()).isEqualTo(200);
        long before = System.nanoTime();
        fleet.permit("bot", PermitState.STOPPED, Caps.NONE);
        Fleet.until(() -> one.permits().stateNow("bot") == PermitState.STOPPED
                && other.permits().stateNow("bot") == PermitState.STOPPED);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(fleet.call(one).statusCode()).isEqualTo(403);
        assertThat(fleet.call(other).statusCode()).isEqualTo(403);
        fleet.permit("bot", PermitState.OPEN, Caps.NONE);
    }

    @Test
    void without_its_office_a_gateway_starts_and_serves_and_its_records_come_later_each_once() throws Exception {
        var token = fleet.token();
        var first = fleet.gateway("c1", token);
        Fleet.until(() -> first.notReady().isEmpty());
        long before = fleet.recorded("bot");
        assertThat(fleet.call(first).statusCode()).isEqualTo(200);
        Fleet.until(() -> fleet.recorded("bot") == before + 1);
        fleet.stopOffice();
        assertThat(fleet.call(first).statusCode()).isEqualTo(200);
        first.close();
        fleet.gone(first);
        var again = fleet.gateway("c1", "");
        assertThat(again.notReady()).isEmpty();
        for (int i = 0; i < 3; i++) {
            assertThat(fleet.call(again).statusCode()).isEqualTo(200);
        }
        fleet.restartOffice();
        Fleet.until(() -> fleet.recorded("bot") >= before + 5);
        assertThat(fleet.call(again).statusCode()).isEqualTo(200);
        Fleet.until(() -> fleet.recorded("bot") >= before + 6);
        assertThat(fleet.recorded("bot")).isEqualTo(before + 6);
    }

    @Test
    void a_revoked_gateway_answers_no_calls_and_keeps_nothing_of_what_it_was_told() throws Exception {
        var gateway = fleet.gateway("d1", fleet.token());
        Fleet.until(() -> gateway.notReady().isEmpty());
        var id = fleet.rest("GET", "", "").body().replaceAll(".*\"id\":\"([^\"]+)\",\"name\":\"d1\".*", "$1");
        assertThat(fleet.rest("DELETE", "/gateways/" + id, "").statusCode()).isEqualTo(204);
        Fleet.until(() -> gateway.notReady().equals("revoked"));
        assertThat(fleet.call(gateway).statusCode()).isEqualTo(401);
        try (var files = Files.list(folder.resolve("d1/office"))) {
            assertThat(files).isEmpty();
        }
        assertThat(fleet.get(gateway.port(), "/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void a_gateway_knows_no_systems_but_those_of_its_token() throws Exception {
        fleet.permit("other", PermitState.OPEN, Caps.NONE);
        fleet.route("other");
        var key = fleet.office
                .gateway()
                .orElseThrow()
                .keys()
                .create(fleet.boss, "other", "test")
                .key();
        var gateway = fleet.gateway("e1", fleet.token("other"));
        Fleet.until(() -> gateway.notReady().isEmpty());
        assertThat(fleet.call(gateway, key, Fleet.CALL).statusCode()).isEqualTo(200);
        assertThat(fleet.call(gateway).statusCode()).isEqualTo(401);
        assertThat(gateway.permits().of("bot")).isNull();
    }

    @Test
    void a_person_s_token_is_no_gateway_s_and_a_gateway_s_no_person_s() throws Exception {
        assertThat(fleet.rest("POST", "/follow", "{}").statusCode()).isEqualTo(401);
        fleet.gateway("f1", fleet.token());
        var own = Enrolled.read(folder.resolve("f1")).orElseThrow().token();
        var request = java.net.http.HttpRequest.newBuilder(
                        fleet.office.address().resolve("/api/v1/systems"))
                .header("Authorization", "Bearer " + own)
                .build();
        assertThat(fleet.http
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_office_with_another_key_than_the_token_names_is_not_followed() throws Exception {
        var token = fleet.token();
        var other = token.substring(0, token.lastIndexOf('.')) + ".AAAAAAAAAAAAAAAAAAAAAA";
        assertThatThrownBy(() -> fleet.gateway("g1", other)).isInstanceOf(Exception.class);
        assertThat(Enrolled.read(folder.resolve("g1"))).isEmpty();
    }

    @Test
    void what_gateways_send_is_read_as_strictly_as_all_else() throws Exception {
        fleet.gateway("j1", fleet.token());
        var enrolled = Enrolled.read(folder.resolve("j1")).orElseThrow();
        var day = LocalDate.now(ZoneOffset.UTC);
        try (var line = new OfficeLine(fleet.office.address(), null, enrolled)) {
            var bad = List.of(
                    Map.<String, Object>of("boot", "b", "turn", 1, "systmes", List.of()),
                    Map.<String, Object>of("boot", "b b", "turn", 1),
                    shares(day, "callsPerDay", -1),
                    shares(day, "tokensPerCall", 1),
                    shares(day, "noCap", 1));
            for (var json : bad) {
                assertThatThrownBy(() -> line.ask(FleetLine.SHARES, json)).hasMessageContaining("400");
            }
            assertThatThrownBy(() -> line.ask(FleetLine.FOLLOW, Map.of("nonce", "short", "seen", 0)))
                    .hasMessageContaining("400");
            var held = Map.<String, Object>of("system", "bot", "id", "x");
            assertThatThrownBy(() -> line.ask(FleetLine.RULING, held)).hasMessageContaining("400");
            assertThatThrownBy(() -> line.ask(FleetLine.RULING, Map.of("nonce", "short", "system", "bot", "id", "x")))
                    .hasMessageContaining("400");
            assertThatThrownBy(() -> line.ask(FleetLine.DECIDED, Map.of("system", "bot", "id", "x", "wiat", 1)))
                    .hasMessageContaining("400");
            assertThatThrownBy(() -> line.ask(FleetLine.DECIDED, Map.of("system", "bot")))
                    .hasMessageContaining("400");
            var place = "?journal=x&segment=0&offset=0&nextSegment=0&nextOffset=9";
            assertThatThrownBy(() -> line.records(place, new byte[] {0, 0, 0, 1, 9}))
                    .hasMessageContaining("400");
            assertThatThrownBy(() -> line.records("?journal=x", new byte[4])).hasMessageContaining("400");
        }
    }

    private static Map<String, Object> shares(LocalDate day, String cap, int held) {
        var line = Map.of("cap", cap, "held", held, "used", 0, "wanted", 8);
        return Map.of(
                "boot",
                "b",
                "turn",
                1,
                "systems",
                List.of(Map.of("system", "bot", "day", day.toString(), "lines", List.of(line))));
    }

    @Test
    void what_was_said_lies_sealed_on_the_disk_of_a_gateway() throws Exception {
        var gateway = fleet.gateway("h1", fleet.token());
        Fleet.until(() -> gateway.notReady().isEmpty());
        Fleet.until(() -> Files.exists(folder.resolve("h1/office/bot.word")));
        try (var files = Files.walk(folder.resolve("h1"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("model-server-secret");
            }
        }
    }

    @Test
    void tokens_are_for_administrators_and_end() throws Exception {
        assertThat(fleet.rest("POST", "/tokens", "{\"label\":\"x\",\"systems\":[]}")
                        .statusCode())
                .isEqualTo(422);
        var token = fleet.token();
        var id = fleet.rest("GET", "", "").body().replaceAll(".*\"tokens\":\\[\\{\"id\":\"([^\"]+)\".*", "$1");
        assertThat(fleet.rest("DELETE", "/tokens/" + id, "").statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> fleet.gateway("i1", token)).isInstanceOf(Refusal.class);
    }
}
