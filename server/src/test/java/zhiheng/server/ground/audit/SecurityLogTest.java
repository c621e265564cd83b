package zhiheng.server.ground.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.MovableClock;
import zhiheng.server.ground.audit.SecurityEvent.Kind;

class SecurityLogTest {
    private final MovableClock clock = new MovableClock();
    private final List<SecurityEvent> kept = Collections.synchronizedList(new ArrayList<>());

    private List<Kind> kinds() {
        return kept.stream().map(SecurityEvent::kind).toList();
    }

    @Test
    void a_flood_from_one_address_is_thirty_events_and_a_number_and_hides_nobody_else() throws Exception {
        try (var log = new SecurityLog(clock)) {
            log.keepIn(kept::addAll);
            for (int i = 0; i < 1_000; i++) {
                log.note(Kind.SIGN_IN_FAILED, "", "", "192.0.2.1", "unknown");
            }
            log.note(Kind.SIGN_IN_FAILED, "", "", "192.0.2.2", "unknown");
            log.note(Kind.SIGNED_IN, "wei", "", "192.0.2.1", "PASSWORD");
            log.flush();
            assertThat(kept).hasSize(32);
            assertThat(kept.get(30).address()).isEqualTo("192.0.2.2");
            clock.pass(Duration.ofMinutes(1));
            log.note(Kind.SIGN_IN_FAILED, "", "", "192.0.2.1", "unknown");
            log.flush();
            assertThat(kinds()).endsWith(Kind.MORE, Kind.SIGN_IN_FAILED);
            assertThat(kept.get(32).what()).isEqualTo("SIGN_IN_FAILED 970");
        }
    }

    @Test
    void what_was_held_back_is_told_at_the_end() throws Exception {
        try (var log = new SecurityLog(clock)) {
            log.keepIn(kept::addAll);
            for (int i = 0; i < 33; i++) {
                log.note(Kind.REFUSED, "wei", "", "192.0.2.1", "403 GET /admin");
            }
        }
        assertThat(kept).hasSize(31);
        assertThat(kept.getLast().what()).isEqualTo("REFUSED 3");
    }

    @Test
    void what_a_store_cannot_take_is_counted_and_told_once_it_can() throws Exception {
        try (var log = new SecurityLog(clock)) {
            log.keepIn(events -> {
                throw new IllegalStateException("the disk is full");
            });
            log.note(Kind.SIGNED_IN, "wei", "", "", "PASSWORD");
            log.note(Kind.SIGNED_OUT, "wei", "", "", "");
            log.note(Kind.SIGNED_OUT, "wei", "", "", "");
            log.flush();
            log.flush(); // what tells of the lost ones fails as well, and is not counted among them
            log.keepIn(kept::addAll);
            log.note(Kind.SIGNED_IN, "li", "", "", "PASSWORD");
            log.flush();
            assertThat(kinds()).containsExactly(Kind.LOST, Kind.SIGNED_IN);
            assertThat(kept.getFirst().what()).isEqualTo("3");
        }
    }
}
