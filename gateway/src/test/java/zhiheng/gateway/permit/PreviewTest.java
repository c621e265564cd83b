package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.MovableClock;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;

class PreviewTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

    /** Live traffic under a permit, as the gateway would record it. */
    private static List<Interaction> live(Permit permit, long seed) {
        var random = new Random(seed);
        var clock = new MovableClock(MIDNIGHT);
        var permits = new Permits(PermitStore.NONE, change -> Permits.Recorder.Written.YES, clock);
        permits.change(permit, "officer", "test");
        record Running(long end, long tokens, Lease lease) {}
        var running = new PriorityQueue<Running>((a, b) -> Long.compare(a.end, b.end));
        var calls = new ArrayList<Interaction>();
        for (int i = 0; i < 300; i++) {
            clock.set(clock.instant().plusMillis(1 + random.nextInt(random.nextInt(10) == 0 ? 300_000 : 300)));
            while (!running.isEmpty()
                    && running.element().end <= clock.instant().toEpochMilli() * 1000) {
                var over = running.remove();
                over.lease.close(over.tokens);
            }
            var ask = ask(random);
            long micros = 1 + random.nextInt(2_000_000);
            var found = random.nextInt(5) == 0 ? Map.of("in:pii.email", 1) : Map.<String, Integer>of();
            switch (permits.decide(permit.system(), ask)) {
                case Decision.Refuse refuse ->
                    calls.add(call(i, clock.instant(), ask, refuse.clause().id(), 0, 200, Map.of()));
                case Decision.Pass pass -> {
                    boolean blocked = !found.isEmpty() && permit.terms().action("pii.email") == Terms.Action.REFUSE;
                    long tokens = blocked ? 0 : random.nextInt(100);
                    running.add(new Running(clock.instant().toEpochMilli() * 1000 + micros, tokens, pass.lease()));
                    calls.add(call(
                            i, clock.instant(), ask, blocked ? Clause.INSPECTION.id() : "", tokens, micros, found));
                }
            }
        }
        return calls;
    }

    private static Ask ask(Random random) {
        return new Ask(
                random.nextInt(8) == 0 ? "other" : "m",
                random.nextInt(6) == 0 ? null : (long) random.nextInt(30),
                random.nextInt(8) == 0 ? "US" : "CN",
                random.nextInt(80),
                random.nextBoolean() ? "travel" : null,
                random.nextInt(1_000),
                random.nextInt(5) == 0 ? List.of("search") : List.of());
    }

    private static Interaction call(
            int number, Instant time, Ask ask, String clause, long tokens, long micros, Map<String, Integer> found) {
        return new Interaction(
                "c" + number,
                "bot",
                time,
                "chat/completions",
                ask,
                "main",
                1,
                false,
                1,
                clause.isEmpty() ? 200 : 403,
                clause,
                "",
                0,
                "",
                0,
                0,
                tokens,
                micros,
                micros,
                true,
                found,
                false,
                "",
                false,
                Served.UNSAID);
    }

    private static Permit permit(long seed) {
        var random = new Random(~seed);
        var caps = new Caps(
                random.nextInt(4),
                random.nextInt(2) * 150,
                random.nextInt(2) * 12,
                random.nextInt(2) * 700,
                random.nextInt(2) * 3_000,
                random.nextInt(4));
        var scope = new Scope(
                random.nextBoolean() ? LocalTime.of(1, 0) : null,
                LocalTime.of(random.nextInt(24), 30),
                ZoneOffset.UTC,
                random.nextBoolean() ? Set.of("CN") : Set.of(),
                random.nextInt(2) * 18,
                random.nextBoolean() ? Set.of("m") : Set.of(),
                random.nextBoolean() ? Set.of("book") : Set.of(),
                Map.of(),
                random.nextInt(3) == 0 ? Set.of("travel") : Set.of());
        var action = random.nextBoolean() ? Terms.Action.REFUSE : Terms.Action.NOTE;
        return new Permit(
                "bot",
                1,
                random.nextInt(4) == 0 ? PermitState.THROTTLED : PermitState.OPEN,
                caps,
                scope,
                terms(Set.of("pii"), Map.of("pii", action)),
                null,
                Map.of());
    }

    private static Terms terms(Set<String> inspectors, Map<String, Terms.Action> actions) {
        var d = Terms.DEFAULT;
        return new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                d.producer(),
                inspectors,
                actions,
                d.keepContentDays(),
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
    }

    private static Preview.Outcome replay(Permit wanted, List<Interaction> calls) {
        var preview = new Preview(wanted, Set.of("pii"));
        calls.forEach(preview::take);
        return preview.outcome();
    }

    @Property(tries = 150)
    void under_the_same_permit_exactly_the_calls_that_were_refused_are_refused_again(@ForAll long seed) {
        var permit = permit(seed);
        var outcome = replay(permit, live(permit, seed));
        assertThat(outcome.refused()).isEqualTo(outcome.refusedThen());
        assertThat(outcome.stopped()).isZero();
        assertThat(outcome.freed()).isZero();
        assertThat(outcome.passed()).isEqualTo(outcome.passedThen());
    }

    @Property(tries = 60)
    void every_call_is_either_passed_or_refused_by_one_clause_and_changes_add_up(@ForAll long seed) {
        var calls = live(permit(seed), seed);
        var outcome = replay(permit(seed + 1), calls);
        long refused = outcome.refused().values().stream().mapToLong(n -> n).sum();
        assertThat(outcome.passed() + refused).isEqualTo(outcome.calls()).isEqualTo(calls.size());
        assertThat(outcome.passed()).isEqualTo(outcome.passedThen() - outcome.stopped() + outcome.freed());
        assertThat(outcome.users()).isLessThanOrEqualTo(outcome.stopped());
    }

    @Property(tries = 60)
    void an_open_permit_without_caps_refuses_nothing(@ForAll long seed) {
        var outcome = replay(Permit.open("bot", ZoneOffset.UTC), live(permit(seed), seed));
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.freed()).isEqualTo(outcome.calls() - outcome.passedThen());
    }

    @Test
    void a_stopped_permit_refuses_all_and_names_the_first() {
        var open = Permit.open("bot", ZoneOffset.UTC);
        var calls = live(open, 1);
        var outcome = replay(open.with(PermitState.STOPPED), calls);
        assertThat(outcome.refused()).isEqualTo(new TreeMap<>(Map.of("permit.state", 300L)));
        assertThat(outcome.examples()).hasSize(12);
        assertThat(outcome.examples().getFirst().call()).isEqualTo(calls.getFirst());
        assertThat(outcome.users()).isEqualTo(30);
    }

    @Test
    void kinds_found_yesterday_are_refused_when_their_action_says_so_and_their_inspector_still_runs() {
        var open = Permit.open("bot", ZoneOffset.UTC);
        var calls = live(open, 2);
        long found = calls.stream().filter(c -> !c.detections().isEmpty()).count();
        var refuse = Map.of("pii", Terms.Action.REFUSE);
        assertThat(replay(open.with(terms(Set.of("pii"), refuse)), calls).refused())
                .isEqualTo(Map.of("permit.actions", found));
        assertThat(replay(open.with(terms(Set.of("secrets"), refuse)), calls).refused())
                .isEmpty();
    }

    @Test
    void what_an_inspector_that_did_not_run_would_have_found_is_said_to_be_unknown() {
        var open = Permit.open("bot", ZoneOffset.UTC);
        var outcome = replay(open.with(terms(Set.of("pii", "injection"), Map.of())), List.of());
        assertThat(outcome.newInspectors()).containsExactly("injection");
    }

    @Test
    void a_call_that_could_not_be_read_asked_the_permit_nothing() {
        var unread = call(1, MIDNIGHT, Ask.NOTHING, "", 0, 5, Map.of());
        var preview = new Preview(Permit.open("bot", ZoneOffset.UTC), Set.of());
        preview.take(new Interaction(
                unread.id(),
                unread.system(),
                unread.time(),
                unread.surface(),
                unread.ask(),
                "",
                0,
                false,
                0,
                400,
                "",
                "",
                0,
                "",
                0,
                0,
                0,
                5,
                5,
                false,
                Map.of(),
                false,
                "",
                false,
                Served.UNSAID));
        assertThat(preview.outcome().calls()).isZero();
        assertThat(preview.outcome().unread()).isOne();
    }
}
