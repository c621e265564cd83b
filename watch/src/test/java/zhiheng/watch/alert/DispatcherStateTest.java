package zhiheng.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.watch.alert.Policy.Receiver;

/** What the dispatcher remembers is all that it needs, and when it is asked does not matter. */
class DispatcherStateTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final int LENGTH = 900;
    private static final Policy POLICY = new Policy(
            Route.to("duty")
                    .groupBy("system")
                    .timing(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(150))
                    .children(
                            Route.when("grade=red").receiver("chief").andFurther(),
                            Route.when("system=~a|b").groupBy("...")),
            List.of(new Receiver("duty", true), new Receiver("chief", false)),
            List.of(new Inhibition(
                    List.of(Matcher.parse("grade=red")), List.of(Matcher.parse("grade=blue")), List.of("system"))),
            Map.of(),
            Duration.ofSeconds(45));

    private interface Act {
        void on(Dispatcher dispatcher, Instant at);
    }

    /** What is done in each second, the same for the same seed. */
    private static List<List<Act>> acts(long seed) {
        var random = new Random(seed);
        var seconds = new ArrayList<List<Act>>();
        for (int s = 0; s < LENGTH; s++) {
            seconds.add(random.nextInt(12) == 0 ? List.of(act(random, s)) : List.of());
        }
        return seconds;
    }

    private static Act act(Random random, int second) {
        var labels = Map.of(
                "name", "n" + random.nextInt(3),
                "system", List.of("a", "b", "c").get(random.nextInt(3)),
                "grade", List.of("red", "blue").get(random.nextInt(2)));
        return switch (random.nextInt(5)) {
            case 0 -> (d, at) -> d.put(new Raised(labels, Map.of(), null, at), at);
            case 1 -> (d, at) -> d.put(new Raised(labels, Map.of(), null, null), at);
            case 2 -> {
                var matchers = List.of(Matcher.of("system", Matcher.Op.EQUAL, labels.getOrDefault("system", "")));
                yield (d, at) ->
                        d.silence(new Silence("s" + second % 3, matchers, at, at.plusSeconds(100), "t", "t"), at);
            }
            default -> (d, at) -> d.put(new Raised(labels, Map.of(), null, at.plusSeconds(400)), at);
        };
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Dispatcher again(Dispatcher dispatcher, Policy policy) throws IOException {
        var bytes = new ByteArrayOutputStream();
        dispatcher.write(new DataOutputStream(bytes));
        return Dispatcher.read(policy, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    /** Groups that speak at the same moment have no order among them. */
    private static List<Notification> ordered(List<Notification> told) {
        return told.stream()
                .sorted(Comparator.comparing(Notification::at)
                        .thenComparing(Notification::receiver)
                        .thenComparing(Notification::groupKey))
                .toList();
    }

    private static List<Notification> everySecond(long seed, int restartEvery) throws IOException {
        var dispatcher = new Dispatcher(POLICY, START);
        var told = new ArrayList<Notification>();
        var acts = acts(seed);
        for (int s = 0; s < LENGTH; s++) {
            var now = at(s);
            told.addAll(dispatcher.tick(now));
            if (s % restartEvery == restartEvery - 1) {
                dispatcher = again(dispatcher, POLICY);
            }
            for (var act : acts.get(s)) {
                act.on(dispatcher, now);
            }
        }
        told.addAll(dispatcher.tick(at(LENGTH)));
        return told;
    }

    @Property(tries = 40)
    void a_restart_changes_nothing(@ForAll long seed) throws IOException {
        assertThat(ordered(everySecond(seed, 37))).isEqualTo(ordered(everySecond(seed, LENGTH + 1)));
    }

    @Property(tries = 40)
    void asking_only_when_something_is_due_hears_the_same_as_asking_every_second(@ForAll long seed) throws IOException {
        var dispatcher = new Dispatcher(POLICY, START);
        var told = new ArrayList<Notification>();
        var acts = acts(seed);
        for (int s = 0; s < LENGTH; s++) {
            told.addAll(untilDue(dispatcher, at(s)));
            for (var act : acts.get(s)) {
                act.on(dispatcher, at(s));
            }
        }
        told.addAll(untilDue(dispatcher, at(LENGTH)));
        var every = everySecond(seed, LENGTH + 1);
        assertThat(ordered(told)).isEqualTo(ordered(every));
        assertThat(every).isNotEmpty();
    }

    private static List<Notification> untilDue(Dispatcher dispatcher, Instant until) {
        var told = new ArrayList<Notification>();
        for (var next = dispatcher.next(); next.isPresent() && !next.get().isAfter(until); next = dispatcher.next()) {
            told.addAll(dispatcher.tick(next.get()));
        }
        return told;
    }

    @Test
    void under_another_policy_alerts_are_routed_anew_and_nobody_is_told_twice() throws IOException {
        var dispatcher = new Dispatcher(new Policy(Route.to("duty"), new Receiver("duty", true)), START);
        var labels = Map.of("name", "a", "kind", "x");
        dispatcher.put(new Raised(labels, Map.of(), null, START.plusSeconds(3600)), START);
        assertThat(dispatcher.tick(at(31))).hasSize(1);
        var changed = new Policy(
                Route.to("duty").children(Route.when("kind=x").receiver("chief").andFurther(), Route.when("kind=y")),
                new Receiver("duty", true),
                new Receiver("chief", true));
        var told = again(dispatcher, changed).tick(at(62));
        assertThat(told).extracting(Notification::receiver).containsExactly("chief");
        assertThat(again(
                                dispatcher,
                                new Policy(
                                        Route.to("duty"),
                                        List.of(new Receiver("duty", true)),
                                        List.of(),
                                        Map.of(),
                                        Duration.ofMinutes(9)))
                        .tick(at(62)))
                .isEmpty();
    }

    @Test
    void bytes_that_are_no_state_are_refused() {
        assertThatThrownBy(() -> Dispatcher.read(
                        POLICY, new DataInputStream(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}))))
                .hasMessageContaining("not the state of an alert dispatcher");
    }
}
