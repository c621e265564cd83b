package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.PermitState;

/** A gateway that no longer hears its office becomes stricter by the time it was told, over a restart too. */
@Timeout(60)
class CutOffTest {
    private static final CutOff RULE = new CutOff(Duration.ofSeconds(60), PermitState.DEGRADED, Duration.ofHours(1));

    @TempDir
    private Path folder;

    @Test
    void the_state_follows_from_the_time_of_silence() {
        assertThat(RULE.floor(Duration.ofSeconds(59))).isEqualTo(PermitState.OPEN);
        assertThat(RULE.floor(Duration.ofSeconds(60))).isEqualTo(PermitState.DEGRADED);
        assertThat(RULE.floor(Duration.ofMinutes(60))).isEqualTo(PermitState.STOPPED);
    }

    @Test
    void a_rule_that_tightens_nothing_is_refused() {
        assertThatThrownBy(() -> new CutOff(Duration.ofSeconds(60), PermitState.OPEN, Duration.ofHours(1)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new CutOff(Duration.ofSeconds(1), PermitState.REVIEW, Duration.ofHours(1)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new CutOff(Duration.ofHours(2), PermitState.REVIEW, Duration.ofHours(1)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void the_office_s_rule_holds_at_its_gateways_after_the_time_and_until_it_is_heard_again() throws Exception {
        try (var fleet = new Fleet(folder)) {
            assertThat(fleet.rest("PUT", "/cut-off", "{\"afterSeconds\":30,\"state\":\"stopped\",\"stopSeconds\":60}")
                            .statusCode())
                    .isEqualTo(200);
            var first = fleet.gateway("g1", fleet.token());
            Fleet.until(() -> first.notReady().isEmpty());
            assertThat(fleet.call(first).statusCode()).isEqualTo(200);
            fleet.stopOffice();
            first.close();
            fleet.gone(first);
            var heard = folder.resolve("g1/heard");
            Files.setLastModifiedTime(heard, FileTime.from(Instant.now().minusSeconds(31)));
            var again = fleet.gateway("g1", "");
            assertThat(again.notReady()).isEqualTo("cut-off");
            assertThat(fleet.call(again).statusCode()).isEqualTo(503);
            fleet.restartOffice();
            Fleet.until(() -> again.notReady().isEmpty());
            assertThat(fleet.call(again).statusCode()).isEqualTo(200);
        }
    }
}
