package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.base.testing.MovableClock;
import zhiheng.gateway.Ask;

class PermitsTest {
    private static final Ask ASK = new Ask("m", Users.hash("bot", "ann"), null, -1, null, 0, List.of());
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(NOON);

    private Permits permits() {
        return new Permits(new PermitFiles(folder), change -> Permits.Recorder.Written.YES, clock);
    }

    private static Permit capped(Caps caps) {
        return new Permit(
                "bot", 1, PermitState.OPEN, caps, Scope.anywhere(ZoneOffset.UTC), Terms.DEFAULT, null, Map.of());
    }

    private static Permit scoped(Scope scope, Instant expires) {
        return new Permit("bot", 1, PermitState.OPEN, Caps.NONE, scope, Terms.DEFAULT, expires, Map.of());
    }

    private static Clause clause(Decision decision) {
        return ((Decision.Refuse) decision).clause();
    }

    @Test
    void a_number_or_a_time_out_of_its_range_is_a_wrong_permit_and_nothing_else() {
        for (var wrong : List.of(
                "{\"system\":\"bot\",\"caps\":{\"callsPerSecond\":9000000000}}",
                "{\"system\":\"bot\",\"scope\":{\"zone\":\"Mars/Base\"}}",
                "{\"system\":\"bot\",\"expires\":\"tomorrow\"}")) {
            assertThatThrownBy(() -> PermitJson.read(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_action_for_what_no_inspector_finds_is_refused_from_who_writes_it_not_from_a_file_that_holds_it() {
        for (var kind : List.of("secrets", "links", "terms:words", "remote:judge", "PII")) {
            var json = "{\"system\":\"bot\",\"terms\":{\"actions\":{\"" + kind + "\":\"refuse\"}}}";
            assertThatThrownBy(() -> PermitJson.readTyped(json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + kind + "\"");
            assertThat(PermitJson.read(json).terms().actions()).containsKey(kind);
        }
        var right = "{\"system\":\"bot\",\"terms\":{\"actions\":{\"secret\":\"refuse\",\"term.words\":\"hold\"}}}";
        assertThat(PermitJson.readTyped(right)).isEqualTo(PermitJson.read(right));
    }

    @Test
    void cut_off_from_the_office_no_permit_is_laxer_than_was_said_and_a_stricter_one_stays() {
        var permits = permits();
        permits.change(capped(Caps.NONE), "boss", "r");
        var cut = new AtomicBoolean();
        permits.atLeast(() -> cut.get() ? PermitState.STOPPED : PermitState.OPEN);
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
        cut.set(true);
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.CUT_OFF);
        assertThat(permits.stateNow("bot")).isEqualTo(PermitState.STOPPED);
        permits.atLeast(() -> cut.get() ? PermitState.REVIEW : PermitState.OPEN);
        assertThat(((Decision.Pass) permits.decide("bot", ASK)).state()).isEqualTo(PermitState.REVIEW);
        permits.change(permits.of("bot").with(PermitState.STOPPED), "boss", "r");
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.STOPPED);
        cut.set(false);
        permits.change(permits.of("bot").with(PermitState.OPEN), "boss", "r");
        assertThat(((Decision.Pass) permits.decide("bot", ASK)).state()).isEqualTo(PermitState.OPEN);
    }

    @Test
    void a_permit_is_written_and_read_without_loss() {
        var permit = new Permit(
                "bot",
                7,
                PermitState.REVIEW,
                new Caps(1, 2, 3, 4, 5, 6),
                new Scope(
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 30),
                        ZoneId.of("Asia/Shanghai"),
                        Set.of("CN", "FR"),
                        18,
                        Set.of("a"),
                        Set.of("t"),
                        Map.of("t", "{\"properties\":{\"a\":{\"maximum\":1.5}}}"),
                        Set.of("p")),
                new Terms(
                        Terms.ExplicitPlace.START,
                        false,
                        "001",
                        Set.of("pii"),
                        Map.of("pii.bank-card", Terms.Action.MASK),
                        3,
                        200,
                        Terms.WhenStoreIsDown.REFUSE,
                        Terms.OnAlert.TELL),
                NOON,
                Map.of("permit.state", "X-1"));
        assertThat(PermitJson.read(PermitJson.write(permit))).isEqualTo(permit);
    }

    @Test
    void a_cap_that_is_written_twice_or_misspelt_is_refused_rather_than_guessed() {
        for (var caps : new String[] {"\"callsPerDay\": 1, \"callsPerDay\": 9", "\"callPerDay\": 1"}) {
            assertThatThrownBy(() -> PermitJson.read("{\"system\": \"bot\", \"caps\": {" + caps + "}}"))
                    .as(caps)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_system_without_permit_may_do_nothing() {
        assertThat(clause(permits().decide("other", ASK))).isEqualTo(Clause.NO_PERMIT);
    }

    @Test
    void calls_of_a_second_are_counted_anew_in_the_next() {
        var permits = permits();
        permits.change(capped(new Caps(2, 0, 0, 0, 0, 0)), "a", "r");
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.CALLS_PER_SECOND);
        clock.set(clock.instant().plusSeconds(1));
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
    }

    @Test
    void calls_of_a_day_end_with_the_day_of_the_zone_and_a_clock_set_back_opens_nothing() {
        var permits = permits();
        permits.change(capped(new Caps(0, 1, 0, 0, 0, 0)), "a", "r");
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
        clock.set(NOON.minusSeconds(86_400));
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.CALLS_PER_DAY);
        clock.set(NOON.plusSeconds(43_200));
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
    }

    @Test
    void a_lease_counts_once_however_often_it_is_closed() {
        var permits = permits();
        permits.change(capped(new Caps(0, 0, 0, 0, 0, 1)), "a", "r");
        var pass = (Decision.Pass) permits.decide("bot", ASK);
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.CONCURRENT);
        pass.lease().close(5);
        pass.lease().close(5);
        assertThat(permits.used("bot")).isEqualTo(new Used(1, 1, 5, 0));
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
    }

    @Test
    void hours_may_run_over_midnight() {
        var night = new Scope(
                LocalTime.of(22, 0),
                LocalTime.of(6, 0),
                ZoneOffset.UTC,
                Set.of(),
                0,
                Set.of(),
                Set.of(),
                Map.of(),
                Set.of());
        var permits = permits();
        permits.change(scoped(night, null), "a", "r");
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.HOURS);
        clock.set(Instant.parse("2026-11-24T23:00:00Z"));
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
        clock.set(Instant.parse("2026-11-25T05:59:59Z"));
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
        clock.set(Instant.parse("2026-11-25T06:00:00Z"));
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.HOURS);
    }

    @Test
    void an_expired_permit_stops_by_itself() {
        var permits = permits();
        permits.change(scoped(Scope.anywhere(ZoneOffset.UTC), NOON.plusSeconds(10)), "a", "r");
        assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
        clock.set(NOON.plusSeconds(10));
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.EXPIRED);
    }

    @Test
    void a_throttled_permit_keeps_a_tenth() {
        var permits = permits();
        permits.change(capped(new Caps(0, 20, 0, 0, 0, 0)).with(PermitState.THROTTLED), "a", "r");
        for (int i = 0; i < 2; i++) {
            assertThat(permits.decide("bot", ASK)).isInstanceOf(Decision.Pass.class);
            clock.set(clock.instant().plusSeconds(1));
        }
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.CALLS_PER_DAY);
    }

    @Test
    void tokens_of_a_call_must_be_named_and_below_the_cap() {
        var permits = permits();
        permits.change(capped(new Caps(0, 0, 0, 100, 0, 0)), "a", "r");
        assertThat(clause(permits.decide("bot", ASK))).isEqualTo(Clause.TOKENS_PER_CALL);
        assertThat(permits.decide("bot", new Ask("m", null, null, -1, null, 100, List.of())))
                .isInstanceOf(Decision.Pass.class);
    }

    @Test
    void two_who_change_at_once_do_not_overwrite_each_other() {
        var permits = permits();
        var first = permits.change(capped(Caps.NONE), "a", "r");
        permits.change(first.with(PermitState.STOPPED), "a", "r");
        assertThatThrownBy(() -> permits.change(first.with(PermitState.OPEN), "b", "r"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("version 2");
        assertThat(permits.of("bot").state()).isEqualTo(PermitState.STOPPED);
    }

    @Test
    void a_permit_file_that_is_no_permit_stops_the_start_and_names_the_file() throws Exception {
        java.nio.file.Files.writeString(folder.resolve("bot.json"), "{");
        assertThatThrownBy(this::permits).isInstanceOf(Refusal.class).hasMessageContaining("bot.json");
    }

    @Test
    void the_evidence_of_a_change_reaches_the_record() {
        var recorded = new java.util.ArrayList<Map<String, ?>>();
        var permits = new Permits(
                new PermitFiles(folder),
                change -> {
                    recorded.add(change.evidence());
                    return Permits.Recorder.Written.YES;
                },
                clock);
        var first = permits.change(capped(Caps.NONE), "a", "r");
        permits.change(first.with(PermitState.STOPPED), "rule:p/r", "why", Map.of("alert", "a1"));
        assertThat(recorded).containsExactly(Map.of(), Map.of("alert", "a1"));
    }
}
