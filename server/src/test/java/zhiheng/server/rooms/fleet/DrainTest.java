package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway leaves from behind its balancer without breaking a stream off. */
@Timeout(60)
class DrainTest {
    private static final String STREAM = Fleet.CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");

    @TempDir
    private Path folder;

    @Test
    void readiness_goes_first_then_new_calls_are_turned_away_and_the_stream_under_way_ends_whole() throws Exception {
        try (var fleet = new Fleet(folder)) {
            var usual = fleet.settings("g1", fleet.token());
            var gateway = fleet.gateway(leaving(usual, Duration.ofMillis(700), Duration.ofSeconds(20)));
            Fleet.until(() -> gateway.notReady().isEmpty());
            var stream = fleet.http.send(
                    Fleet.request(gateway, fleet.key, STREAM), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            fleet.gone(gateway);
            var leaving = Thread.startVirtualThread(gateway::close);
            Fleet.until(() -> fleet.get(gateway.port(), "/readyz").statusCode() == 503);
            assertThat(fleet.call(gateway).statusCode())
                    .as("while balancers look")
                    .isEqualTo(200);
            Fleet.until(() -> fleet.rest("GET", "", "").body().contains("\"state\":\"drained\""));
            var passed = new AtomicInteger(2); // the stream and the call before
            Fleet.until(() -> {
                boolean turned = fleet.call(gateway).statusCode() == 503;
                passed.addAndGet(turned ? 0 : 1);
                return turned;
            });
            var turned = fleet.call(gateway);
            assertThat(turned.headers().firstValue("Connection")).hasValue("close");
            assertThat(turned.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(fleet.get(gateway.port(), "/healthz").statusCode()).isEqualTo(200);
            assertThat(leaving.isAlive()).isTrue();
            fleet.streamMayEnd.countDown();
            var said = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("last", "[DONE]");
            assertThat(leaving.join(Duration.ofSeconds(10))).isTrue();
            Fleet.until(() -> fleet.recorded("bot") == passed.get());
        }
    }

    @Test
    void a_stream_that_does_not_end_is_cut_off_when_the_stated_time_is_over_and_is_recorded() throws Exception {
        try (var fleet = new Fleet(folder)) {
            var usual = fleet.settings("g1", fleet.token());
            var gateway = fleet.gateway(leaving(usual, Duration.ZERO, Duration.ofMillis(500)));
            Fleet.until(() -> gateway.notReady().isEmpty());
            var stream = fleet.http.send(
                    Fleet.request(gateway, fleet.key, STREAM), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            fleet.gone(gateway);
            long before = System.nanoTime();
            gateway.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
            var again = fleet.gateway(usual);
            Fleet.until(() -> again.notReady().isEmpty());
            Fleet.until(() -> fleet.recorded("bot") == 1);
        }
    }

    private static LoneSettings leaving(LoneSettings s, Duration notice, Duration most) {
        return new LoneSettings(
                s.office(),
                s.officeCa(),
                s.token(),
                s.name(),
                s.data(),
                s.host(),
                s.port(),
                s.adminHost(),
                s.adminPort(),
                s.privateUpstreams(),
                s.programs(),
                s.bodyMiB(),
                s.proxies(),
                s.loops(),
                new LoneSettings.Leaving(notice, most),
                s.sharesEvery(),
                s.signing());
    }
}
