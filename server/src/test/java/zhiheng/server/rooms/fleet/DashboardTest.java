package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;

/** What those who run it look at is there: dashboard and alert rules ask for nothing that a running server does not export. */
@Timeout(60)
class DashboardTest {
    private static final Path RULES = Path.of("../deploy/prometheus/alerts.yaml");
    private static final Path DASHBOARD = Path.of("../deploy/grafana/zhiheng.json");
    private static final Pattern NAME = Pattern.compile("\\b(?:zhiheng|gen_ai)_[a-z_]+");

    @TempDir
    private Path folder;

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(m -> m.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The expressions alone: titles and the tag of a dashboard are no metrics. */
    private static Set<String> asked() throws Exception {
        var expressions = new StringBuilder();
        for (var line : Files.readAllLines(DASHBOARD)) {
            if (line.contains("\"expr\"") || line.contains("label_values(")) {
                expressions.append(line).append('\n');
            }
        }
        return names(expressions + Files.readString(RULES));
    }

    /** Names of series with what a histogram adds, and labels, of which some look alike. */
    private static Set<String> exported(String text) {
        var exported = new TreeSet<String>();
        for (var line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                var words = line.split(" ");
                exported.add(words[2]);
                if (words[3].equals("histogram")) {
                    exported.addAll(Set.of(words[2] + "_bucket", words[2] + "_sum", words[2] + "_count"));
                }
            } else if (line.contains("{")) {
                Pattern.compile("([a-z_]+)=\"").matcher(line).results().forEach(m -> exported.add(m.group(1)));
            }
        }
        return exported;
    }

    @Test
    void every_metric_of_dashboard_and_rules_is_exported_by_a_gateway() throws Exception {
        try (var fleet = new Fleet(folder)) {
            var gateway = fleet.gateway("g1", fleet.token());
            Fleet.until(() -> gateway.notReady().isEmpty());
            assertThat(fleet.call(gateway).statusCode()).isEqualTo(200);
            fleet.call(gateway, "zhk_wrong", Fleet.CALL);
            var key = fleet.system("full", Caps.NONE.with(Cap.TOKENS_PER_CALL, 1));
            Fleet.until(() -> gateway.followed().system(key) != null);
            fleet.call(gateway, key, Fleet.CALL.replace("{\"model\"", "{\"max_tokens\":9,\"model\""));
            var exported = exported(fleet.get(gateway.adminPort(), "/metrics").body());
            assertThat(exported).contains("gen_ai_token_type", "clause", "zhiheng_refusals_total");
            assertThat(exported).containsAll(asked());
            assertThat(asked()).hasSizeGreaterThan(10);
            var office = HttpRequest.newBuilder(fleet.office.address().resolve("/api/v1/metrics"))
                    .header(
                            "Authorization",
                            "Bearer "
                                    + fleet.office
                                            .identity()
                                            .createToken(fleet.boss, "scraper", fleet.boss.role())
                                            .secret())
                    .build();
            assertThat(fleet.http
                            .send(office, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_metric_that_nobody_exports_would_be_noticed() {
        assertThat(exported("# TYPE zhiheng_a counter\nzhiheng_a{system=\"x\"} 1\n"))
                .containsExactlyInAnyOrder("zhiheng_a", "system");
        assertThat(names("rate(zhiheng_made_up_total[5m])")).containsExactly("zhiheng_made_up_total");
    }

    @Test
    void each_alert_rule_fires_and_rests_as_its_tests_say() throws Exception {
        Needed.program("promtool");
        for (var command : new String[][] {{"check", "rules", "alerts.yaml"}, {"test", "rules", "alerts_test.yaml"}}) {
            var process = new ProcessBuilder("promtool", command[0], command[1], command[2])
                    .directory(RULES.getParent().toFile())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        }
    }

    /** A rule without a test is a rule of which nobody knows whether it ever fires. */
    @Test
    void every_alert_rule_has_a_test_in_which_it_fires() throws Exception {
        var tests = Files.readString(RULES.resolveSibling("alerts_test.yaml"));
        var alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(Files.readString(RULES))
                .results()
                .toList();
        assertThat(alerts).isNotEmpty().allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert.group(1)));
    }
}
