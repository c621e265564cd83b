package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.PermitState;

/** Eight gateways share the caps of one system, counted to the call. */
@Timeout(90)
class FleetCapsTest {
    private static final int GATEWAYS = 8;

    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void open() throws IOException {
        fleet = new Fleet(folder);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private List<Edge> gateways() throws Exception {
        var token = fleet.token();
        var gateways = new ArrayList<Edge>();
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(fleet.gateway("g" + i, token));
        }
        for (var gateway : gateways) {
            Fleet.until(() -> gateway.notReady().isEmpty());
        }
        return gateways;
    }

    /** Calls all of them at once until each has refused {@code patience} calls in a row for good. @return calls let in, by gateway */
    private List<Integer> callUntilOver(List<Edge> gateways) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var each = new ArrayList<Future<Integer>>();
            for (var gateway : gateways) {
                each.add(threads.submit(() -> {
                    int passed = 0;
                    while (true) {
                        var answer = fleet.call(gateway);
                        if (answer.statusCode() == 200) {
                            passed++;
                        } else {
                            assertThat(answer.statusCode()).isEqualTo(429);
                            if (answer.headers().firstValue("x-should-retry").orElse("").equals("false")) {
                                return passed;
                            }
                            Thread.sleep(20);
                        }
                    }
                }));
            }
            var passed = new ArrayList<Integer>();
            for (var one : each) {
                passed.add(one.get());
            }
            return passed;
        }
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void the_calls_of_a_day_at_eight_gateways_are_exactly_the_cap() throws Exception {
        fleet.permit("bot", PermitState.OPEN, Caps.NONE.with(Cap.CALLS_PER_DAY, 600));
        var gateways = gateways();
        assertThat(sum(callUntilOver(gateways))).isEqualTo(600);
    }

    @Test
    void what_a_killed_gateway_held_is_nobody_s_and_the_cap_still_holds() throws Exception {
        fleet.permit("bot", PermitState.OPEN, Caps.NONE.with(Cap.CALLS_PER_DAY, 400));
        var gateways = gateways();
        var victim = gateways.getFirst();
        int before = 0;
        while (before < 5) {
            before += fleet.call(victim).statusCode() == 200 ? 1 : 0;
        }
        fleet.gone(victim);
        victim.abandon();
        int passed = before + sum(callUntilOver(gateways.subList(1, GATEWAYS)));
        assertThat(passed).isLessThanOrEqualTo(400);
        assertThat(passed).isGreaterThanOrEqualTo(400 - 40); // at most what it held: four times what it used lately, or 8
    }

    @Test
    void what_a_gateway_held_comes_back_when_it_leaves_in_order() throws Exception {
        fleet.permit("bot", PermitState.OPEN, Caps.NONE.with(Cap.CALLS_PER_DAY, 200));
        var gateways = gateways();
        var leaver = gateways.getFirst();
        int before = 0;
        while (before < 5) {
            before += fleet.call(leaver).statusCode() == 200 ? 1 : 0;
        }
        fleet.gone(leaver);
        leaver.close();
        assertThat(before + sum(callUntilOver(gateways.subList(1, GATEWAYS)))).isEqualTo(200);
    }

    @Test
    void calls_at_once_over_all_gateways_are_never_above_the_cap() throws Exception {
        fleet.permit("bot", PermitState.OPEN, Caps.NONE.with(Cap.CONCURRENT_CALLS, 6));
        var gateways = gateways();
        var begun = new AtomicInteger();
        var stream = Fleet.CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var gateway : gateways) {
                threads.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        var answer = fleet.http.send(
                                Fleet.request(gateway, fleet.key, stream),
                                java.net.http.HttpResponse.BodyHandlers.ofInputStream());
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
        assertThat(gateways.stream().mapToInt(g -> g.permits().underWay()).sum())
                .isEqualTo(begun.get());
    }
}
