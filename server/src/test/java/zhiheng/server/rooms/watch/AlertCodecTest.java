package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import zhiheng.base.Text;
import zhiheng.office.acts.Json;
import zhiheng.server.testing.Alerts;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;

class AlertCodecTest {
    private static final Instant TIME = Instant.parse("2026-12-01T00:00:00Z");
    private static final GradedAlert ALERT = Alerts.leaks("a1", "clinic", Light.ORANGE, TIME);
    /** As it lies in databases: an old one must stay readable, so this text is not changed together with the code. */
    private static final String STORED = """
            {"timestamp":"2026-12-01T00:00:00Z","monitor":"leaks","statistic":9.0,"threshold":6.5,
             "onset":"2026-11-30T23:00:00Z","before":{"low":0.01,"estimate":0.01,"high":0.01,"level":1.0},
             "after":{"low":0.1,"estimate":0.2,"high":0.3,"level":0.95},
             "guarantee":{"kind":"run-length","events":900000.0,"condition":"at-most-given-past"},
             "moved":[{"what":"pii.email","before":0.01,"after":0.2}],
             "examples":[{"interaction":"c1","timestamp":"2026-11-30T23:59:59.990Z","value":1.0}],
             "course":[[1796083199000,1.5,0.01],[1796083200000,9.0,0.2]],
             "metric":"leak.out","title":{"zh":"泄露","en":"Leaks"},
             "clause":{"pack":"cn-alarm-grades","rule":"r1","article":"第三条","zh":"文","en":"text",
              "confidence":"high","atLeast":true}}""";

    private static GradedAlert read(String grade, String body) {
        return AlertCodec.read(new AlertCodec.Columns("a1", "clinic", "leaks", "leakage", grade, TIME, 0), body);
    }

    @Test
    void an_alert_lies_in_the_database_as_it_always_did() {
        assertThat(Json.readMap(AlertCodec.body(ALERT))).isEqualTo(Json.readMap(STORED));
    }

    @Test
    void a_row_is_read_whole() {
        assertThat(read("orange", STORED)).isEqualTo(ALERT);
    }

    @Test
    void a_row_of_a_version_that_stated_no_condition_is_given_none() {
        var former = STORED.replace(",\"condition\":\"at-most-given-past\"", "");
        assertThat(read("orange", former).raised().guarantee())
                .isEqualTo(new Guarantee.RunLength(900_000, Condition.UNSTATED));
    }

    @Test
    void what_is_written_is_read_back_as_it_was() {
        assertThat(read("orange", AlertCodec.body(ALERT))).isEqualTo(ALERT);
        for (var promise : List.of(
                new Guarantee.RunLength(12, Condition.AT_MOST_GIVEN_PAST),
                new Guarantee.Probability(.001, Condition.EACH_DECISION_ITS_OWN),
                new Guarantee.Simulated(3, Condition.SAME_RATE_IN_BLOCKS),
                new Guarantee.SimulatedProbability(.05, Condition.SAME_RATE_IN_BLOCKS),
                new Guarantee.None())) {
            var raised = ALERT.raised();
            var other = with(
                    new Alert(
                            raised.monitor(),
                            raised.key(),
                            raised.alarm(),
                            promise,
                            raised.course(),
                            raised.examples()),
                    null);
            assertThat(read("none", AlertCodec.body(other))).isEqualTo(other);
        }
    }

    @Test
    void since_when_and_how_many_are_read_back_as_written() {
        var raised = ALERT.raised();
        var a = raised.alarm();
        var extent = new Alarm.Extent(a.onset() - 60_000, a.time(), .95, 8, 37, new Interval(.4, .5, .7, .95));
        var dated = with(
                new Alert(
                        raised.monitor(),
                        raised.key(),
                        new Alarm(
                                a.time(),
                                a.statistic(),
                                a.threshold(),
                                a.onset(),
                                a.before(),
                                a.after(),
                                a.moved(),
                                extent),
                        raised.guarantee(),
                        raised.course(),
                        raised.examples()),
                null);
        assertThat(read("none", AlertCodec.body(dated))).isEqualTo(dated);
    }

    private static GradedAlert with(Alert raised, GradedAlert.@Nullable Reason reason) {
        return new GradedAlert("a1", "leakage", null, 0, Alerts.TITLE, reason, raised);
    }

    @Test
    void bounds_and_evidence_without_end_are_left_out_and_read_as_infinite() {
        var a = ALERT.raised().alarm();
        double inf = Double.POSITIVE_INFINITY;
        var endless = new Alert(
                "leaks",
                ALERT.raised().key(),
                new Alarm(a.time(), inf, inf, a.onset(), null, new Interval(-inf, .5, inf, .9), List.of()),
                new Guarantee.None(),
                List.of(new Alert.Point(1, inf, 0)),
                List.of());
        var body = AlertCodec.body(with(endless, null));

        assertThat(body).doesNotContain("statistic\"", "threshold", "\"before\"", "low", "high", "Infinity", "clause");
        var back = read("none", body).raised();
        assertThat(back.alarm()).isEqualTo(endless.alarm());
        assertThat(back.course()).containsExactly(new Alert.Point(1, Double.MAX_VALUE, 0));
    }

    @Test
    void a_row_that_says_nothing_is_an_alert_with_the_name_of_its_monitor() {
        var alert = read("none", "{}");
        assertThat(alert.title()).isEqualTo(new Text("leaks", "leaks"));
        assertThat(alert.grade()).isNull();
        assertThat(alert.reason()).isNull();
        assertThat(alert.metric()).isEmpty();
        assertThat(alert.time()).isEqualTo(TIME);
        assertThat(alert.statistics().onset()).isEqualTo(TIME);
    }

    @Test
    void members_of_another_shape_are_as_if_they_were_not_there() {
        var alert = read("red", """
                {"onset": "yesterday", "statistic": "nine", "before": 3, "moved": [1, {"what": "x"}], "examples": {},
                 "course": [[1, 2], [1, "2", 3], [1, 2, 3]], "guarantee": {"kind": "oath"}, "clause": "第三条"}""");
        var raised = alert.raised();
        assertThat(alert.grade()).isEqualTo(Light.RED);
        assertThat(alert.reason()).isNull();
        assertThat(raised.alarm().onset()).isEqualTo(TIME.toEpochMilli());
        assertThat(raised.alarm().statistic()).isInfinite();
        assertThat(raised.alarm().before()).isNull();
        assertThat(raised.alarm().moved()).containsExactly(new Alarm.Moved("x", 0, 0));
        assertThat(raised.examples()).isEmpty();
        assertThat(raised.course()).containsExactly(new Alert.Point(1, 2, 3));
        assertThat(raised.guarantee()).isEqualTo(new Guarantee.None());
    }

    @Test
    void rest_answers_the_body_and_the_columns_beside_it() {
        var answer = Json.readMap(Json.write(AlertCodec.answer(ALERT)));
        var stored = Json.readMap(STORED);
        stored.putAll(Map.of("id", "a1", "family", "leakage", "grade", "orange", "repeats", 0));
        assertThat(answer).isEqualTo(stored);
    }

    @Test
    void figures_are_quoted_without_course_and_examples_and_read_back() {
        var quoted = AlertCodec.statistics(ALERT.statistics());
        assertThat(quoted.keySet())
                .containsExactly(
                        "timestamp", "monitor", "statistic", "threshold", "onset", "before", "after", "guarantee");
        assertThat(AlertCodec.statistics(quoted, Instant.EPOCH, "")).isEqualTo(ALERT.statistics());
    }

    @Test
    void a_light_is_found_by_its_id_and_nothing_else_is_one() {
        for (var light : Light.values()) {
            assertThat(Light.of(light.id())).isEqualTo(light);
        }
        assertThat(Light.of("none")).isNull();
        assertThat(Light.of(null)).isNull();
        assertThat(Light.id(null)).isEqualTo("none");
        assertThat(Light.id(Light.BLUE)).isEqualTo("blue");
        assertThat(Light.shape(null)).isEqualTo("○");
        assertThat(Light.shape(Light.RED)).isEqualTo("■");
    }
}
