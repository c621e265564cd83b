package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;

/** Eight gateways share the caps of one system, counted to the call, over real HTTP. */
@Timeout(90)
class FleetCapsTest {
    private static final int GATEWAYS = 8;

    @TempDir
    private static Path folder;

    private static Fleet fleet;
    private static final List<LoneGateway> GATEWAY = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        fleet = new Fleet(folder);
        var token = fleet.token();
        for (int i = 0; i < GATEWAYS; i++) {
            GATEWAY.add(fleet.gateway("g" + i, token));
        }
    }

    @AfterAll
    static void close() {
        GATEWAY.clear();
        fleet.close();
    }

    private static String system(String name, Caps caps, LoneGateway... more) throws Exception {
        var key = fleet.system(name, caps);
        for (var gateway : Stream.concat(GATEWAY.stream(), Stream.of(more)).toList()) {
            Fleet.until(() ->
                    gateway.followed().system(key) != null && gateway.followed().of(name) != null);
        }
        return key;
    }

    /** Calls all of them at once until each says that there is no more for today, or nothing passed for {@code patience}. */
    private static int callUntilOver(List<LoneGateway> gateways, String key, Duration patience) throws Exception {
        var passed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var each = new ArrayList<Future<?>>();
            for (var gateway : gateways) {
                each.add(threads.submit(() -> {
                    long end = System.nanoTime() + patience.toNanos();
                    while (System.nanoTime() < end) {
                        var answer = fleet.call(gateway, key, Fleet.CALL);
                        if (answer.statusCode() == 200) {
                            passed.incrementAndGet();
                            end = System.nanoTime() + patience.toNanos();
                            continue;
                        }
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
                        if (answer.headers()
                                .firstValue("x-should-retry")
                                .orElse("")
                                .equals("false")) {
                            break;
                        }
                        Thread.sleep(20);
                    }
                    return null;
                }));
            }
            for (var one : each) {
                one.get();
            }
        }
        return passed.get();
    }

    private static int some(LoneGateway gateway, String key) throws Exception {
        int passed = 0;
        while (passed < 5) {
            passed += fleet.call(gateway, key, Fleet.CALL).statusCode() == 200 ? 1 : 0;
        }
        return passed;
    }

    @Test
    void the_calls_of_a_day_at_eight_gateways_are_exactly_the_cap() throws Exception {
        var key = system("day", Caps.NONE.with(Cap.CALLS_PER_DAY, 600));
        assertThat(callUntilOver(GATEWAY, key, Duration.ofSeconds(15))).isEqualTo(600);
    }

    @Test
    void what_a_killed_gateway_held_is_nobody_s_and_the_cap_still_holds() throws Exception {
        var victim = fleet.gone(fleet.gateway("victim", fleet.token()));
        var key = system("killed", Caps.NONE.with(Cap.CALLS_PER_DAY, 300), victim);
        int before = some(victim, key);
        victim.abandon();
        int passed = before + callUntilOver(GATEWAY, key, Duration.ofSeconds(3));
        assertThat(passed).isLessThanOrEqualTo(300);
        assertThat(passed).isGreaterThanOrEqualTo(300 - 40); // what it held: four times what it used lately, at least 8
    }

    @Test
    void what_a_gateway_held_comes_back_when_it_leaves_in_order() throws Exception {
        var leaver = fleet.gone(fleet.gateway("leaver", fleet.token()));
        var key = system("left", Caps.NONE.with(Cap.CALLS_PER_DAY, 200), leaver);
        int before = some(leaver, key);
        leaver.close();
        assertThat(before + callUntilOver(GATEWAY, key, Duration.ofSeconds(15))).isEqualTo(200);
    }

    @Test
    void tokens_of_a_day_are_passed_by_no_more_than_the_calls_that_were_under_way() throws Exception {
        var key = system("tokens", Caps.NONE.with(Cap.TOKENS_PER_DAY, 1_000));
        int calls = callUntilOver(GATEWAY, key, Duration.ofSeconds(15));
        assertThat(calls * 5).isBetween(1_000, 1_000 + GATEWAYS * 5); // each call uses five
    }

    @Test
    void calls_at_once_over_all_gateways_are_never_above_the_cap() throws Exception {
        var key = system("once", Caps.NONE.with(Cap.CONCURRENT_CALLS, 6));
        var begun = new AtomicInteger();
        var stream = Fleet.CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var gateway : GATEWAY) {
                threads.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        var answer = fleet.http.send(
                                Fleet.request(gateway, key, stream), HttpResponse.BodyHandlers.ofInputStream());
                        if (answer.statusCode() == 200) {
                            begun.incrementAndGet();
                        }
                        Thread.sleep(50);
                    }
                    return null;
                });
            }
        }
        assertThat(begun.get()).isBetween(1, 6);
        assertThat(GATEWAY.stream().mapToInt(g -> g.permits().underWay()).sum()).isEqualTo(begun.get());
    }
}
