package zhiheng.server.rooms.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Await;
import zhiheng.office.duties.Sha256;
import zhiheng.server.testing.Surfer;

/** Daily sheets and kits on a real server with a gateway. */
class OperationRoomTest extends SandboxAtWork {
    private static long figure(JsonNode sheet, String name) {
        for (var f : sheet.get("figures")) {
            if (f.get("name").asString().equals(name)) {
                return f.get("count").asLong();
            }
        }
        return -1;
    }

    private static long gap(JsonNode sheet, String name) {
        for (var f : sheet.get("gaps")) {
            if (f.get("name").asString().equals(name)) {
                return f.get("count").asLong();
            }
        }
        return -1;
    }

    private JsonNode day(int ago) throws Exception {
        return json(ok(rest(boss, "GET", at("/days"), ""))).at("/items/" + ago);
    }

    @Test
    void a_day_is_worked_out_from_what_happened_on_it_and_kept_when_it_is_over() throws Exception {
        assertThat(json(ok(rest(boss, "GET", at("/days"), ""))).get("items"))
                .as("before the admission")
                .isEmpty();
        admitted();
        calls(6);
        inspect(2);
        ok(rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"it lied\"}"));
        var now = day(0);
        assertThat(figure(now, "calls")).isEqualTo(6);
        assertThat(figure(now, "answered")).isEqualTo(6);
        assertThat(figure(now, "users")).isEqualTo(6);
        assertThat(figure(now, "verdicts")).isEqualTo(6);
        assertThat(figure(now, "harmful")).isEqualTo(2);
        assertThat(figure(now, "complaints")).isEqualTo(1);
        assertThat(figure(now, "permit-changes")).isEqualTo(1);
        assertThat(gap(now, "not-over")).isEqualTo(1);
        assertThat(gap(now, "undecided")).isEqualTo(1);
        assertThat(now.get("sha256").asString()).isEmpty();

        clock.pass(Duration.ofDays(1));
        look();
        var kept = day(1);
        assertThat(figure(kept, "answered")).isEqualTo(6);
        assertThat(gap(kept, "not-over")).isEqualTo(-1);
        assertThat(kept.get("sha256").asString()).hasSize(64);
        assertThat(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")).body())
                .as("the server hands it in where the procedure says so")
                .contains("daily-sheet");
        var complaint = json(ok(rest(boss, "GET", at("/complaints"), "")))
                .at("/items/0/id")
                .asString();
        ok(rest(boss, "POST", at("/complaints/" + complaint), "{\"state\":\"confirmed\",\"answer\":\"so\"}"));
        look();
        assertThat(day(1)).as("what is kept stays").isEqualTo(kept);
        assertThat(figure(day(0), "confirmed"))
                .as("counts on the day it was decided")
                .isEqualTo(1);
        assertThat(rest(stranger, "GET", at("/days"), "").statusCode()).isEqualTo(404);
        assertThat(rest(boss, "GET", at("/days/2020-01-01"), "").statusCode()).isEqualTo(404);
    }

    @Test
    void the_sheet_is_a_page_and_a_table_whose_digest_anybody_can_work_out() throws Exception {
        admitted();
        calls(2);
        clock.pass(Duration.ofDays(1));
        look();
        var officer = new Surfer(server.address(), "en");
        officer.signIn("boss", PASSWORD);
        var list = officer.open("/sandboxes/" + id + "/days").body();
        var yesterday = day(1).get("day").asString();
        assertThat(list).contains("/days/" + yesterday, "days.csv");
        assertThat(officer.open("/sandboxes/" + id + "/days/" + yesterday).body())
                .contains("Kept, in the ledger", "Answers with a label", "without the verdict");
        assertThat(officer.open("/sandboxes/" + id + "/days/soon").statusCode()).isEqualTo(404);
        var csv = officer.open("/sandboxes/" + id + "/days.csv").body();
        assertThat(csv.lines()).hasSize(3);
        var sha256 = day(1).get("sha256").asString();
        assertThat(csv).startsWith("\uFEFF\"Day\"").contains("\"" + sha256 + "\"");
        var body = server.office()
                .outbox()
                .lastOfEach("sandbox.sheet")
                .getFirst()
                .act()
                .body();
        assertThat(body).contains(sha256);
        var sheet = rest(boss, "GET", at("/days/" + yesterday), "").body();
        var bare = sheet.replaceAll(",\"sha256\":\"[0-9a-f]*\"", "");
        assertThat(Sha256.of(bare.strip())).isEqualTo(sha256);
    }

    private String kit(long capacity) throws Exception {
        return json(ok(rest(
                        boss,
                        "POST",
                        "/api/v1/sandbox-kits",
                        "{\"sort\":\"compute\",\"zh\":\"算力\",\"en\":\"GPU\",\"unit\":\"h\",\"capacity\":" + capacity
                                + "}")))
                .get("id")
                .asString();
    }

    private int grant(String token, String kit, long amount) throws Exception {
        return rest(token, "POST", at("/kits"), "{\"kit\":\"" + kit + "\",\"amount\":" + amount + "}")
                .statusCode();
    }

    private JsonNode kits() throws Exception {
        return json(ok(rest(boss, "GET", "/api/v1/sandbox-kits", ""))).at("/items/0");
    }

    @Test
    void a_kit_is_counted_on_grant_and_return_and_refused_beyond_its_capacity() throws Exception {
        var kit = kit(10);
        assertThat(grant(company, kit, 1)).as("nobody grants to themselves").isEqualTo(403);
        assertThat(grant(boss, kit, 6)).isEqualTo(201);
        var beyond = rest(boss, "POST", at("/kits"), "{\"kit\":\"" + kit + "\",\"amount\":5}");
        assertThat(beyond.statusCode()).isEqualTo(409);
        assertThat(beyond.body()).contains("4 h are left");
        assertThat(rest(boss, "PUT", "/api/v1/sandbox-kits/" + kit + "/capacity", "{\"capacity\":5}")
                        .body())
                .contains("6 h are out");
        var granted = kits().at("/out/0/grant").asString();
        ok(rest(boss, "POST", "/api/v1/sandbox-kit-grants/" + granted + "/return", ""));
        assertThat(rest(boss, "POST", "/api/v1/sandbox-kit-grants/" + granted + "/return", "")
                        .statusCode())
                .as("once")
                .isEqualTo(409);
        assertThat(kits().get("free").asLong()).isEqualTo(10);
        assertThat(grant(boss, kit, 10)).isEqualTo(201);
        assertThat(json(ok(rest(stranger, "GET", "/api/v1/sandbox-kits", ""))).at("/items/0/out"))
                .as("who has it is not told to others")
                .isEmpty();

        act(company, "\"act\":\"abandon\"");
        Await.until("it comes back with the end", () -> free() == 10);
    }

    private int taken(String token, String kit, long amount) throws Exception {
        var body = "{\"participation\":\"" + id + "\",\"amount\":" + amount + "}";
        return rest(token, "POST", "/api/v1/offers/kits/" + kit + "/taken", body)
                .statusCode();
    }

    @Test
    void a_kit_is_an_offer_that_whoever_takes_part_takes_a_quota_of_and_gives_back_at_the_exit() throws Exception {
        var kit = json(ok(
                        rest(
                                boss,
                                "POST",
                                "/api/v1/sandbox-kits",
                                "{\"sort\":\"data\",\"zh\":\"样本\",\"en\":\"Samples\",\"unit\":\"sets\",\"capacity\":5,\"each\":3}")))
                .get("id")
                .asString();
        assertThat(taken(company, kit, 1)).as("before the admission").isEqualTo(409);
        admitted();
        var shown = json(ok(rest(company, "GET", "/api/v1/offers/kits", "")));
        assertThat(shown.at("/items/0/kind").asString()).isEqualTo("data");
        assertThat(shown.at("/participations/0/id").asString()).isEqualTo(id);
        assertThat(json(ok(rest(stranger, "GET", "/api/v1/offers/kits", ""))).get("participations"))
                .isEmpty();
        assertThat(taken(stranger, kit, 1)).isEqualTo(404);
        assertThat(taken(boss, kit, 1)).as("the authority grants").isEqualTo(403);
        assertThat(taken(company, kit, 2)).isEqualTo(201);
        assertThat(taken(company, kit, 2)).as("more than each may have").isEqualTo(409);
        assertThat(taken(company, kit, 1)).isEqualTo(201);
        assertThat(grant(boss, kit, 3)).as("beyond the capacity").isEqualTo(409);
        assertThat(free()).isEqualTo(2);
        var first = kits().at("/out/0/grant").asString();
        assertThat(rest(stranger, "POST", "/api/v1/sandbox-kit-grants/" + first + "/return", "")
                        .statusCode())
                .isEqualTo(404);
        ok(rest(company, "POST", "/api/v1/sandbox-kit-grants/" + first + "/return", ""));
        assertThat(free()).isEqualTo(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> taken(company, kit, 1));
            }
        }
        assertThat(free()).as("eight at once take no more than each may have").isEqualTo(2);
        calls(4);
        look();
        act(company, "\"act\":\"withdraw\"");
        assertThat(taken(company, kit, 1)).as("on the way out").isEqualTo(409);
        Await.until("exemptions have ended", () -> {
            try {
                return ok(rest(boss, "GET", "/api/v1/cases/" + id, "")).body().contains("exemptions-ended");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        var version = json(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")))
                .get("version")
                .asLong();
        ok(rest(boss, "POST", at("/exit-report"), "{\"version\":" + version + "}"));
        act(company, "\"file\":\"users-remedied\",\"words\":\"told by mail\"");
        act(company, "\"file\":\"data-wound-down\",\"words\":\"deleted\"");
        act(boss, "\"act\":\"conclude\"");
        act(colleague, "\"act\":\"conclude\"");
        Await.until("it comes back with the end", () -> free() == 5);
    }

    private long free() {
        try {
            return kits().get("free").asLong();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void two_who_grant_at_once_cannot_pass_the_capacity_together() throws Exception {
        var kit = kit(5);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                threads.submit(() -> grant(boss, kit, 1));
            }
        }
        assertThat(kits().get("granted").asLong()).isEqualTo(5);
        assertThat(kits().get("out")).hasSize(5);
    }

    @Test
    void a_kit_is_taken_on_the_page_of_offers_and_what_was_typed_stays_when_it_is_too_much() throws Exception {
        var kit = json(ok(
                        rest(
                                boss,
                                "POST",
                                "/api/v1/sandbox-kits",
                                "{\"sort\":\"compute\",\"zh\":\"算力\",\"en\":\"GPU\",\"unit\":\"h\",\"capacity\":9,\"each\":4}")))
                .get("id")
                .asString();
        admitted();
        var provider = new Surfer(server.address(), "en");
        provider.signIn("lin", PASSWORD);
        assertThat(provider.open("/offers?kind=COMPUTE").body()).contains("GPU", "0 / 9 h", "4 h");
        assertThat(provider.open("/offers?kind=DATA").body()).doesNotContain("0 / 9 h");
        var path = "/offers/kits/" + kit;
        var beyond = provider.send(path, "place-" + kit, id, "amount-" + kit, "5");
        assertThat(beyond.statusCode()).isEqualTo(409);
        assertThat(beyond.body()).contains("value=\"5\"", "4 h at the most");
        provider.send(path, "place-" + kit, id, "amount-" + kit, "4");
        assertThat(provider.open("/offers").body()).contains("4 / 9 h");
        var officer = new Surfer(server.address(), "en");
        officer.signIn("boss", PASSWORD);
        assertThat(officer.open("/offers").body()).contains("4 / 9 h").doesNotContain("/offers/kits/");
    }

    @Test
    void the_page_of_kits_keeps_what_was_typed() throws Exception {
        var kit = kit(3);
        var officer = new Surfer(server.address(), "en");
        officer.signIn("boss", PASSWORD);
        assertThat(officer.open("/sandbox-kits").body()).contains("GPU", "0 / 3");
        var path = "/sandbox-kits/" + kit + "/grants";
        var beyond = officer.send(path, "case-" + kit, id, "amount-" + kit, "4");
        assertThat(beyond.statusCode()).isEqualTo(409);
        assertThat(beyond.body()).contains("value=\"4\"", "amount-" + kit + "-error");
        assertThat(officer.send(path, "case-" + kit, id, "amount-" + kit, "2").body())
                .contains("2 / 3");
        var provider = new Surfer(server.address(), "en");
        provider.signIn("lin", PASSWORD);
        assertThat(provider.open("/sandbox-kits").body()).contains("2 / 3").doesNotContain("Take back");
    }
}
