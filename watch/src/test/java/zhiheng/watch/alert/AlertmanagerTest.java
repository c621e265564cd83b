package zhiheng.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Needed;
import zhiheng.watch.alert.Policy.Receiver;
import zhiheng.watch.alert.TimeInterval.Range;

/**
 * The same alerts at the same times to Debian's Alertmanager 0.25 and to ours: every group must hear the same notifications in
 * the same order, alert for alert. All scenarios run side by side in one process, told apart by the label {@code scenario}.
 * Groups begin at whole seconds and so speak at whole seconds; everything else happens at half seconds, to stay clear of them.
 */
class AlertmanagerTest {
    private static final double LENGTH = 15.5;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration REPEAT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    /** What happens at one moment; {@code lasts} in seconds from then, negative for an end in the past, null for no end. */
    private record Event(
            double at,
            Map<String, String> labels,
            @org.jspecify.annotations.Nullable Double lasts) {}

    private record Hush(double at, String name, double lasts, List<Matcher> matchers) {}

    private final List<Event> events = new ArrayList<>();
    private final List<Hush> hushes = new ArrayList<>();

    private void fire(double at, String scenario, String... labels) {
        events.add(new Event(at, labels(scenario, labels), 60.0));
    }

    private void end(double at, String scenario, String... labels) {
        events.add(new Event(at, labels(scenario, labels), 0.0));
    }

    private void noEnd(double at, String scenario, String... labels) {
        events.add(new Event(at, labels(scenario, labels), null));
    }

    private static Map<String, String> labels(String scenario, String... pairs) {
        var map = new TreeMap<>(Map.of("scenario", scenario));
        for (var pair : pairs) {
            map.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return map;
    }

    @Test
    void every_group_hears_the_same_in_the_same_order() throws Exception {
        Needed.that(Files.isExecutable(RealAlertmanager.BINARY), "Alertmanager is not installed");
        scenarios();
        random(new Random(20261124));
        var policy = policy();
        var start = Instant.now().plusSeconds(1);
        var theirs = new ArrayList<JsonNode>();
        var calls = new ArrayList<Call>();
        try (var real = new RealAlertmanager(policy, folder)) {
            play(real, calls);
            theirs.addAll(real.received);
        }
        var expected = new TreeMap<String, List<String>>();
        theirs.forEach(n -> expected.computeIfAbsent(
                        n.get("receiver").asString() + " " + n.get("groupKey").asString(), k -> new ArrayList<>())
                .add(shown(n)));
        var actual = new TreeMap<String, List<String>>();
        ours(policy, start, calls)
                .forEach(n -> actual.computeIfAbsent(n.receiver() + " " + n.groupKey(), k -> new ArrayList<>())
                        .add(shown(n)));
        var different = new TreeMap<>(expected);
        different.entrySet().removeIf(e -> e.getValue().equals(actual.remove(e.getKey())));
        assertThat(actual).isEqualTo(different);
        assertThat(expected.values().stream().mapToInt(List::size).sum()).isGreaterThan(60);
    }

    private Policy policy() {
        var today = LocalDate.now(ZoneId.of("UTC"));
        var shanghai = ZoneId.of("Asia/Shanghai");
        int year = today.getYear();
        var always = new TimeInterval(
                List.of(), List.of(new Range(1, 7)), List.of(new Range(1, 31)), List.of(), List.of(), shanghai);
        var never = new TimeInterval(
                List.of(), List.of(), List.of(), List.of(), List.of(new Range(year - 3, year - 2)), ZoneId.of("UTC"));
        var red = List.of(Matcher.parse("grade=red"));
        return new Policy(
                Route.to("duty")
                        .groupBy("scenario", "system")
                        .timing(WAIT, INTERVAL, REPEAT)
                        .children(
                                Route.when("scenario=tree")
                                        .receiver("a")
                                        .children(
                                                Route.when("grade=~red|orange")
                                                        .receiver("b")
                                                        .andFurther(),
                                                Route.when("grade!=red", "team!~\"x.*\"")
                                                        .receiver("c"),
                                                Route.when("grade=\"\"").receiver("d")),
                                Route.when("scenario=dots").groupBy("..."),
                                Route.when("scenario=one").groupBy("nothing"),
                                Route.when("scenario=quiet").receiver("starts-only"),
                                Route.when("scenario=often")
                                        .timing(WAIT, Duration.ofSeconds(1), Duration.ofMillis(2500)),
                                Route.when("scenario=muted").mutedIn("always"),
                                Route.when("scenario=unmuted").mutedIn("never"),
                                Route.when("scenario=active").activeIn("never", "always"),
                                Route.when("scenario=inactive").activeIn("never")),
                List.of(
                        new Receiver("duty", true),
                        new Receiver("a", true),
                        new Receiver("b", false),
                        new Receiver("c", true),
                        new Receiver("d", true),
                        new Receiver("starts-only", false)),
                List.of(
                        new Inhibition(red, List.of(Matcher.parse("grade!=red")), List.of("scenario", "system")),
                        new Inhibition(
                                List.of(Matcher.parse("kind=~up|both")),
                                List.of(Matcher.parse("kind=~down|both")),
                                List.of("scenario", "missing"))),
                Map.of("always", List.of(always), "never", List.of(never)),
                Duration.ofSeconds(3));
    }

    private void scenarios() {
        fire(0, "basic", "name=a", "system=s");
        fire(0.5, "basic", "name=b", "system=s");
        fire(1.5, "basic", "name=c", "system=s");
        end(3.5, "basic", "name=a", "system=s");
        end(7.5, "basic", "name=b", "system=s");
        end(7.5, "basic", "name=c", "system=s");
        fire(10.5, "basic", "name=a", "system=s");
        fire(0, "short", "name=a");
        end(0.5, "short", "name=a");
        fire(4.5, "short", "name=b");
        end(4.5, "short", "name=b");
        fire(0, "repeat", "name=a", "job=j");
        fire(0, "repeat", "name=b", "instance=i");
        noEnd(0, "timeout", "name=a");
        noEnd(2.5, "timeout", "name=a");
        fire(0, "merge", "name=a");
        noEnd(1.5, "merge", "name=a");
        end(8.5, "merge", "name=a");
        events.add(new Event(4, labels("old", "name=a"), -0.5));
        fire(4.5, "old", "name=b");
        fire(0, "blip", "name=a");
        end(1.5, "blip", "name=a");
        fire(3.5, "blip", "name=b");
        end(3.5, "blip", "name=b");
        fire(0, "flap", "name=a");
        end(1.5, "flap", "name=a");
        fire(1.5, "flap", "name=a");
        end(3.5, "flap", "name=a");
        fire(5.5, "flap", "name=a");
        for (var grade : List.of("red", "orange", "blue", "")) {
            for (var team : List.of("x1", "y", "")) {
                var name = "name=" + grade + team;
                fire(0, "tree", "system=" + name, name, "grade=" + grade, "team=" + team);
                if (team.equals("y")) {
                    end(6.5, "tree", "system=" + name, name, "grade=" + grade, "team=" + team);
                }
            }
        }
        for (var scenario : List.of("dots", "one", "quiet", "often", "muted", "unmuted", "active", "inactive")) {
            fire(1, scenario, "name=a", "text=zh 智衡 \"quoted\\\"");
            fire(1, scenario, "name=b");
            end(4.5, scenario, "name=a", "text=zh 智衡 \"quoted\\\"");
            end(8.5, scenario, "name=b");
            fire(10.5, scenario, "name=b");
        }
        fire(0, "inhibit", "name=big", "grade=red", "system=s");
        fire(0, "inhibit", "name=small", "grade=blue", "system=s");
        fire(0, "inhibit", "name=other", "grade=blue", "system=t");
        end(4.5, "inhibit", "name=big", "grade=red", "system=s");
        fire(8.5, "inhibit", "name=big", "grade=red", "system=s");
        end(10.5, "inhibit", "name=small", "grade=blue", "system=s");
        fire(0, "sides", "name=up", "kind=up");
        fire(0, "sides", "name=down", "kind=down");
        fire(0, "sides", "name=both", "kind=both");
        fire(0, "sides", "name=both2", "kind=both");
        fire(0, "both", "name=both", "kind=both");
        fire(0, "both", "name=both2", "kind=both");
        fire(0, "hush", "name=a");
        fire(0, "hush", "name=b");
        hushes.add(new Hush(0.5, "one", 4, List.of(Matcher.parse("scenario=hush"), Matcher.parse("name=~a.?"))));
        hushes.add(new Hush(6.5, "two", 5, List.of(Matcher.parse("scenario=hush"), Matcher.parse("name!=a"))));
        end(9.5, "hush", "name=b");
        end(10.5, "hush", "name=a");
    }

    /** Many alerts over few groups, starting, renewed and ending without a plan. */
    private void random(Random random) {
        for (var scenario : List.of("r1", "r2", "r3", "r4", "r5", "r6")) {
            fire(random.nextInt(2), scenario, "name=first");
            for (int i = 0; i < 12; i++) {
                double at = 2.5 + random.nextInt(12);
                var name = "name=n" + random.nextInt(4);
                switch (random.nextInt(3)) {
                    case 0 -> fire(at, scenario, name);
                    case 1 -> end(at, scenario, name);
                    default -> noEnd(at, scenario, name);
                }
            }
        }
    }

    /** A call as made, with the time at which the other side took it. */
    private sealed interface Call {
        Instant at();
    }

    private record Put(Instant at, List<Raised> alerts) implements Call {}

    private record Silenced(Instant at, Silence silence) implements Call {}

    private void play(RealAlertmanager real, List<Call> calls) throws Exception {
        var begin = Instant.now().plusMillis(300);
        var moments = new TreeMap<Double, List<Event>>();
        events.forEach(
                e -> moments.computeIfAbsent(e.at, k -> new ArrayList<>()).add(e));
        hushes.forEach(h -> moments.computeIfAbsent(h.at, k -> new ArrayList<>()));
        for (var moment : moments.entrySet()) {
            sleepUntil(begin.plusMillis(Math.round(moment.getKey() * 1000)));
            for (var hush : hushes) {
                if (hush.at == moment.getKey()) {
                    var from = Instant.now().plusMillis(50);
                    var until = from.plusMillis(Math.round(hush.lasts * 1000));
                    var silence = new Silence(hush.name, hush.matchers, from, until, "test", "test");
                    real.post("silences", json(silence));
                    calls.add(new Silenced(Instant.now(), silence));
                }
            }
            var raised =
                    moment.getValue().stream().map(AlertmanagerTest::raised).toList();
            if (!raised.isEmpty()) {
                var before = Instant.now();
                real.post("alerts", raised.stream().map(AlertmanagerTest::json).toList());
                calls.add(new Put(
                        before.plus(Duration.between(before, Instant.now()).dividedBy(2)), raised));
            }
        }
        sleepUntil(begin.plusMillis(Math.round(LENGTH * 1000)));
        calls.add(new Put(Instant.now(), List.of()));
    }

    private static void sleepUntil(Instant moment) throws InterruptedException {
        var left = Duration.between(Instant.now(), moment);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }

    private static Raised raised(Event event) {
        var now = Instant.now();
        var lasts = event.lasts;
        if (lasts != null && lasts < 0) {
            return new Raised(event.labels, Map.of("why", "old"), now.minusSeconds(60), now.plusSeconds(60));
        }
        var end = lasts == null ? null : now.plusMillis(Math.round(lasts * 1000));
        return new Raised(
                event.labels, Map.of("why", "x"), lasts != null && lasts == 0 ? now.minusMillis(100) : now, end);
    }

    private static Map<String, Object> json(Raised raised) {
        var map = new LinkedHashMap<String, Object>();
        map.put("labels", raised.labels());
        map.put("annotations", raised.annotations());
        map.put("startsAt", String.valueOf(raised.start()));
        if (raised.end() != null) {
            map.put("endsAt", raised.end().toString());
        }
        return map;
    }

    private static Map<String, Object> json(Silence silence) {
        return Map.of(
                "matchers",
                silence.matchers().stream()
                        .map(m -> Map.of(
                                "name",
                                m.name(),
                                "value",
                                m.value(),
                                "isRegex",
                                m.op() == Matcher.Op.MATCHES || m.op() == Matcher.Op.NOT_MATCHES,
                                "isEqual",
                                m.op() == Matcher.Op.EQUAL || m.op() == Matcher.Op.MATCHES))
                        .toList(),
                "startsAt",
                silence.from().toString(),
                "endsAt",
                silence.to().toString(),
                "createdBy",
                silence.by(),
                "comment",
                silence.why());
    }

    private static List<Notification> ours(Policy policy, Instant start, List<Call> calls) {
        var dispatcher = new Dispatcher(policy, start);
        var told = new ArrayList<Notification>();
        for (var call : calls) {
            for (var t = dispatcher.now; t.isBefore(call.at()); t = t.plusMillis(50)) {
                told.addAll(dispatcher.tick(t));
            }
            switch (call) {
                case Put put -> put.alerts.forEach(alert -> dispatcher.put(alert, put.at));
                case Silenced silenced -> dispatcher.silence(silenced.silence, silenced.at);
            }
        }
        told.addAll(dispatcher.tick(calls.getLast().at()));
        return told;
    }

    private static String shown(Notification n) {
        var text = new StringBuilder(n.firing() ? "firing" : "resolved");
        n.alerts()
                .forEach(a -> text.append(a.firing() ? " +" : " -")
                        .append(new TreeMap<>(a.labels()))
                        .append('@')
                        .append(a.start().toEpochMilli()));
        return text.toString();
    }

    private static String shown(JsonNode n) {
        var text = new StringBuilder(n.get("status").asString());
        for (var a : n.get("alerts")) {
            var labels = new TreeMap<String, String>();
            a.get("labels").forEachEntry((k, v) -> labels.put(k, v.asString()));
            text.append(a.get("status").asString().equals("firing") ? " +" : " -")
                    .append(labels)
                    .append('@')
                    .append(Instant.parse(a.get("startsAt").asString()).toEpochMilli());
        }
        return text.toString();
    }
}
