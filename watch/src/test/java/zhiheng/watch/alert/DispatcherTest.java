package zhiheng.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.watch.alert.Policy.Receiver;

class DispatcherTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final Receiver DUTY = new Receiver("duty", true);

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    private static Route root() {
        return Route.to("duty")
                .groupBy("system")
                .timing(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(150));
    }

    private static Raised firing(String... labels) {
        return new Raised(labels(labels), Map.of(), null, START.plus(Duration.ofHours(5)));
    }

    private static Raised over(Instant end, String... labels) {
        return new Raised(labels(labels), Map.of(), null, end);
    }

    private static Map<String, String> labels(String... pairs) {
        var map = new HashMap<String, String>();
        for (var pair : pairs) {
            map.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return map;
    }

    /** Ticks every second; each notification as "second receiver +firing -resolved". */
    private static List<String> told(Dispatcher dispatcher, double until) {
        var all = new ArrayList<String>();
        for (var t = dispatcher.now; !t.isAfter(at(until)); t = t.plusSeconds(1)) {
            dispatcher.tick(t).forEach(n -> all.add(shown(n)));
        }
        dispatcher.tick(at(until)).forEach(n -> all.add(shown(n)));
        return all;
    }

    private static String shown(Notification n) {
        var text = new StringBuilder();
        text.append(Duration.between(START, n.at()).toMillis() / 1000)
                .append("s ")
                .append(n.receiver());
        for (var item : n.alerts()) {
            text.append(item.firing() ? " +" : " -").append(item.labels().get("name"));
        }
        return text.toString();
    }

    @Test
    void a_new_group_waits_then_tells_all_its_alerts_at_once() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        d.put(firing("name=b", "system=s"), at(4));
        assertThat(told(d, 9.9)).isEmpty();
        assertThat(told(d, 10)).containsExactly("10s duty +a +b");
    }

    @Test
    void the_group_key_is_written_as_alertmanager_writes_it() {
        var d = new Dispatcher(new Policy(root().children(Route.when("grade=~\"red|orange\"")), DUTY), START);
        d.put(firing("name=a", "system=a \"b\"", "grade=red"), at(0));
        assertThat(d.tick(at(10)))
                .extracting(Notification::groupKey)
                .containsExactly("{}/{grade=~\"red|orange\"}:{system=\"a \\\"b\\\"\"}");
    }

    @Test
    void an_alert_that_ends_while_its_group_waits_is_never_told() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        d.put(over(at(5), "name=a", "system=s"), at(5));
        assertThat(told(d, 3600)).isEmpty();
    }

    @Test
    void changes_and_ends_wait_for_the_group_interval() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        d.put(firing("name=b", "system=s"), at(20));
        d.put(over(at(80), "name=a", "system=s"), at(80));
        d.put(over(at(140), "name=b", "system=s"), at(140));
        assertThat(told(d, 200)).containsExactly("10s duty +a", "70s duty +a +b", "130s duty -a +b", "190s duty -b");
    }

    @Test
    void nothing_new_is_repeated_at_the_first_group_interval_past_the_repeat_interval() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        assertThat(told(d, 400)).containsExactly("10s duty +a", "190s duty +a", "370s duty +a");
    }

    @Test
    void a_repeat_interval_that_is_a_multiple_exactly_waits_one_group_interval_more() {
        var route = root().timing(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(120));
        var d = new Dispatcher(new Policy(route, DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        assertThat(told(d, 200)).containsExactly("10s duty +a", "190s duty +a");
    }

    @Test
    void an_alert_that_nobody_renews_is_over_after_the_resolve_timeout() {
        var policy = new Policy(root(), List.of(DUTY), List.of(), Map.of(), Duration.ofSeconds(90));
        var d = new Dispatcher(policy, START);
        d.put(new Raised(labels("name=a", "system=s"), Map.of(), null, null), at(0));
        assertThat(told(d, 60)).containsExactly("10s duty +a");
        d.put(new Raised(labels("name=a", "system=s"), Map.of(), null, null), at(60));
        assertThat(told(d, 149)).isEmpty();
        assertThat(told(d, 200)).containsExactly("190s duty -a");
    }

    @Test
    void the_first_child_that_takes_an_alert_keeps_it_unless_it_says_further() {
        var tree = root().children(
                        Route.when("grade=red").receiver("minister").andFurther(),
                        Route.when("grade=~red|orange").receiver("office"),
                        Route.when("grade!=\"\"").receiver("archive"));
        var policy = new Policy(
                tree,
                DUTY,
                new Receiver("minister", true),
                new Receiver("office", true),
                new Receiver("archive", true));
        var d = new Dispatcher(policy, START);
        d.put(firing("name=r", "grade=red"), at(0));
        d.put(firing("name=o", "grade=orange"), at(1));
        d.put(firing("name=b", "grade=blue"), at(2));
        d.put(firing("name=none"), at(3));
        assertThat(told(d, 20))
                .containsExactly("10s minister +r", "10s office +o +r", "12s archive +b", "13s duty +none");
    }

    @Test
    void three_dots_put_every_alert_in_a_group_of_its_own() {
        var d = new Dispatcher(new Policy(root().groupBy("..."), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        d.put(firing("name=b", "system=s"), at(0));
        assertThat(told(d, 20)).containsExactlyInAnyOrder("10s duty +a", "10s duty +b");
    }

    @Test
    void a_receiver_that_is_not_told_of_ends_hears_only_what_fires() {
        var d = new Dispatcher(new Policy(root(), new Receiver("duty", false)), START);
        d.put(firing("name=a", "system=s"), at(0));
        d.put(firing("name=b", "system=s"), at(0));
        d.put(over(at(20), "name=a", "system=s"), at(20));
        d.put(over(at(90), "name=b", "system=s"), at(90));
        d.put(firing("name=b", "system=s"), at(140));
        assertThat(told(d, 250)).containsExactly("10s duty +a +b", "190s duty +b");
    }

    @Test
    void while_the_source_fires_the_target_is_held_back_where_the_labels_are_equal() {
        var inhibition = new Inhibition(
                List.of(Matcher.parse("grade=red")), List.of(Matcher.parse("grade!=red")), List.of("system"));
        var policy = new Policy(root(), List.of(DUTY), List.of(inhibition), Map.of(), Policy.RESOLVE_TIMEOUT);
        var d = new Dispatcher(policy, START);
        d.put(firing("name=big", "system=s", "grade=red"), at(0));
        d.put(firing("name=small", "system=s", "grade=blue"), at(0));
        d.put(firing("name=other", "system=t", "grade=blue"), at(0));
        assertThat(told(d, 60)).containsExactlyInAnyOrder("10s duty +big", "10s duty +other");
        d.put(over(at(65), "name=big", "system=s", "grade=red"), at(65));
        assertThat(told(d, 70)).containsExactly("70s duty +small -big");
    }

    @Test
    void alerts_that_fit_both_sides_do_not_hold_each_other_back() {
        var inhibition = new Inhibition(
                List.of(Matcher.parse("grade=red")), List.of(Matcher.parse("grade=red")), List.of("system"));
        var policy = new Policy(root(), List.of(DUTY), List.of(inhibition), Map.of(), Policy.RESOLVE_TIMEOUT);
        var d = new Dispatcher(policy, START);
        d.put(firing("name=a", "system=s", "grade=red"), at(0));
        d.put(firing("name=b", "system=s", "grade=red"), at(0));
        assertThat(told(d, 60)).containsExactly("10s duty +a +b");
    }

    @Test
    void a_silence_holds_back_from_its_first_to_its_last_moment() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.silence(new Silence("1", List.of(Matcher.parse("name=a")), at(0), at(65), "li", "maintenance"), at(0));
        d.put(firing("name=a", "system=s"), at(0));
        d.put(firing("name=b", "system=s"), at(0));
        assertThat(told(d, 100)).containsExactly("10s duty +b", "70s duty +a +b");
    }

    @Test
    void a_silence_must_ask_for_something() {
        assertThatThrownBy(() -> new Silence("1", List.of(Matcher.parse("name=~.*")), at(0), at(65), "li", ""))
                .hasMessageContaining("silence everything");
    }

    @Test
    void a_route_is_quiet_inside_its_muted_and_outside_its_active_times() {
        var night = List.of(TimeInterval.daily(LocalTime.of(8, 0), LocalTime.of(8, 1)));
        var work = List.of(TimeInterval.daily(LocalTime.of(8, 2), LocalTime.of(18, 0)));
        var tree = root().children(
                        Route.when("name=a").mutedIn("night"),
                        Route.when("name=b").activeIn("work"));
        var policy = new Policy(
                tree, List.of(DUTY), List.of(), Map.of("night", night, "work", work), Policy.RESOLVE_TIMEOUT);
        var d = new Dispatcher(policy, START);
        d.put(firing("name=a"), at(0));
        d.put(firing("name=b"), at(0));
        assertThat(told(d, 140)).containsExactly("70s duty +a", "130s duty +b");
    }

    @Test
    void an_emptied_group_is_forgotten_at_the_next_half_minute_and_then_waits_again() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        d.put(over(at(60), "name=a", "system=s"), at(60));
        d.put(firing("name=b", "system=s"), at(80));
        assertThat(told(d, 131)).containsExactly("10s duty +a", "70s duty -a", "130s duty +b");
        d.put(over(at(131), "name=b", "system=s"), at(131));
        d.put(firing("name=c", "system=s"), at(215));
        assertThat(told(d, 230)).containsExactly("190s duty -b", "225s duty +c");
    }

    @Test
    void an_old_alert_in_a_new_group_is_told_at_once() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(new Raised(labels("name=a", "system=s"), Map.of(), START.minusSeconds(60), at(500)), at(3));
        assertThat(told(d, 3)).containsExactly("3s duty +a");
    }

    @Test
    void what_could_not_be_delivered_is_told_again_ends_included() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        d.tick(at(10)).forEach(d::undelivered);
        assertThat(told(d, 70)).containsExactly("70s duty +a");
        d.put(over(at(80), "name=a", "system=s"), at(80));
        d.tick(at(130)).forEach(d::undelivered);
        assertThat(told(d, 190)).containsExactly("190s duty -a");
        assertThat(told(d, 900)).isEmpty();
    }

    @Test
    void after_a_long_sleep_a_group_speaks_once_not_once_for_every_interval_missed() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        d.put(firing("name=a", "system=s"), at(0));
        assertThat(d.tick(at(3600))).extracting(DispatcherTest::shown).containsExactly("3550s duty +a");
    }

    @Test
    void a_dispatcher_begun_long_ago_is_at_once_up_to_date() {
        var d = new Dispatcher(new Policy(root(), DUTY), Instant.MIN.plusSeconds(1));
        d.put(firing("name=a", "system=s"), at(0));
        assertThat(told(d, 10)).containsExactly("10s duty +a");
    }

    @Test
    void alerts_are_told_by_job_and_instance_then_fewer_labels_first_then_by_value() {
        var d = new Dispatcher(new Policy(root().groupBy("none"), DUTY), START);
        d.put(firing("name=5", "b=1"), at(0));
        d.put(firing("name=4", "a=1"), at(0));
        d.put(firing("name=3"), at(0));
        d.put(firing("name=2", "instance=i", "x=y", "z=z"), at(0));
        d.put(firing("name=1", "job=j", "x=y", "z=z"), at(0));
        assertThat(told(d, 10)).containsExactly("10s duty +1 +2 +3 +5 +4");
    }

    @Test
    void an_alert_without_labels_or_that_ends_before_it_starts_is_refused() {
        var d = new Dispatcher(new Policy(root(), DUTY), START);
        assertThatThrownBy(() -> d.put(firing("name="), at(0))).hasMessageContaining("at least one label");
        assertThatThrownBy(() -> d.put(new Raised(labels("name=a"), Map.of(), at(10), at(5)), at(0)))
                .hasMessageContaining("before it starts");
    }

    @Test
    void a_policy_with_an_unknown_name_says_which() {
        assertThatThrownBy(() -> new Policy(root().children(Route.when("a=b").receiver("duti")), DUTY))
                .hasMessageContaining("no such receiver")
                .hasMessageContaining("duty");
        assertThatThrownBy(() -> new Policy(root().children(Route.when("a=b").mutedIn("night")), DUTY))
                .hasMessageContaining("no time interval 'night'");
        assertThatThrownBy(() -> Matcher.parse("a=~\"(\"")).hasMessageContaining("cannot be read");
    }
}
