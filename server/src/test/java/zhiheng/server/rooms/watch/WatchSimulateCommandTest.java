package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.cli.Main;

class WatchSimulateCommandTest {
    private record Said(int exit, String out, String err) {}

    private static Said say(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var before = System.out;
        var beforeErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int exit = Main.run(args);
            return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(beforeErr);
        }
    }

    @Test
    void the_json_holds_run_length_and_delay_and_repeats_with_its_seed() {
        String[] call = {
            "watch",
            "simulate",
            "--rate",
            ".1",
            "--to",
            ".3",
            "--false-alarm-every",
            "1000",
            "--change",
            "200",
            "--runs",
            "40",
            "--json"
        };
        var said = say(call);
        assertThat(said.exit()).isZero();
        var json = JsonMapper.shared().readTree(said.out());
        assertThat(json.at("/runLength/mean/high").doubleValue()).isGreaterThan(1000);
        assertThat(json.at("/delay/mean/estimate").doubleValue()).isBetween(10.0, 100.0);
        assertThat(json.at("/dating/onset/high").doubleValue()).isGreaterThan(.95);
        assertThat(json.at("/dating/level/high").doubleValue()).isGreaterThan(.95);
        assertThat(json.at("/dating/width/estimate").doubleValue()).isBetween(5.0, 400.0);
        assertThat(say(call).out()).isEqualTo(said.out());
    }

    @Test
    void persons_and_days_are_drawn_and_told_apart() {
        var persons = say(
                "watch",
                "simulate",
                "--detector",
                "limit",
                "--rate",
                ".3",
                "--unit-correlation",
                ".5",
                "--runs",
                "10",
                "--false-alarm-every",
                "200",
                "--independent",
                "--lang",
                "en");
        assertThat(persons.out()).contains("persons to a false alarm", "each unit (person, session, device)");
        var days = say(
                "watch",
                "simulate",
                "--rate",
                ".2",
                "--day",
                "400",
                "--season",
                "day",
                "--runs",
                "10",
                "--false-alarm-every",
                "1000",
                "--lang",
                "en");
        assertThat(days.out()).contains("the mean of like moments");
    }

    @Test
    void without_a_change_there_is_no_delay() {
        var said = say(
                "watch",
                "simulate",
                "--false-alarm-every",
                "100",
                "--runs",
                "20",
                "--detector",
                "limit",
                "--lang",
                "zh");
        assertThat(said.out()).contains("误报间隔，均值").doesNotContain("延迟");
    }

    @Test
    void what_cannot_be_drawn_is_refused_with_the_reason() {
        var rate = say("watch", "simulate", "--rate", "1.1");
        assertThat(rate.exit()).isEqualTo(2);
        assertThat(rate.err()).contains("rate 1.1").contains("a rate lies between 0 and 1");
        var many = say("watch", "simulate", "--runs", "9000000", "--lang", "en");
        assertThat(many.exit()).isEqualTo(2);
        assertThat(many.err()).contains("make --runs or --longest smaller");
        var mean = say("watch", "simulate", "--detector", "mean_limit", "--correlation", "-.3", "--lang", "en");
        assertThat(mean.exit()).isEqualTo(2);
        assertThat(mean.err()).contains("between 0 and 1");
    }

    @Test
    void what_is_measured_is_what_a_replay_runs_and_the_promise_says_its_condition() {
        var means = say(
                "watch",
                "simulate",
                "--detector",
                "mean_limit",
                "--rate",
                ".3",
                "--correlation",
                ".7",
                "--runs",
                "20",
                "--false-alarm-every",
                "1000",
                "--lang",
                "en",
                "--seed",
                "2");
        assertThat(means.exit()).isZero();
        assertThat(means.out()).contains("(simulated), provided that the mean of each stretch");
        var bare = say(
                "watch",
                "simulate",
                "--rate",
                ".3",
                "--runs",
                "4",
                "--false-alarm-every",
                "500",
                "--independent",
                "--lang",
                "en");
        assertThat(bare.out()).contains("provided that events are independent");
    }
}
