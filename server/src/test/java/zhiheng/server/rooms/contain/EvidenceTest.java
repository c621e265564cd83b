package zhiheng.server.rooms.contain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import zhiheng.base.Text;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.acts.Json;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.Alerts;

class EvidenceTest {
    private static final Instant TIME = Instant.parse("2026-12-01T00:00:00Z");
    private static final Evidence EVIDENCE =
            Evidence.of("c1", Alerts.leaks("a1", "bot", Light.RED, TIME), Asks.THROTTLED);
    /** As it lies in databases and ledgers: not changed together with the code. */
    private static final String STORED = """
            {"containment":"c1","alert":"a1","grade":"red","title":{"zh":"泄露","en":"Leaks"},"rule":"p/r",
             "article":"第三条","text":{"zh":"文","en":"text"},"confidence":"high","asks":"throttled",
             "statistics":{"timestamp":"2026-12-01T00:00:00Z","monitor":"leaks","statistic":9.0,"threshold":6.5,
              "onset":"2026-11-30T23:00:00Z","before":{"low":0.01,"estimate":0.01,"high":0.01,"level":1.0},
              "after":{"low":0.1,"estimate":0.2,"high":0.3,"level":0.95},
              "guarantee":{"kind":"run-length","events":900000.0,"condition":"at-most-given-past"}}}""";

    private static Evidence read(String body) {
        return Evidence.read(body, "p/r", PermitState.THROTTLED, TIME, "leaks");
    }

    @Test
    void evidence_lies_in_the_database_as_it_always_did() {
        assertThat(Json.readMap(EVIDENCE.body())).isEqualTo(Json.readMap(STORED));
    }

    @Test
    void a_row_is_read_whole_and_goes_into_the_ledger_as_it_was_also_one_of_a_version_that_stated_no_condition() {
        assertThat(read(STORED)).isEqualTo(EVIDENCE);
        for (var row : new String[] {STORED, STORED.replace(",\"condition\":\"at-most-given-past\"", "")}) {
            assertThat(Json.readMap(Json.write(read(row).tree()))).isEqualTo(Json.readMap(row));
        }
    }

    @Test
    void a_row_that_says_little_still_tells_what_was_asked_by_which_rule() {
        var evidence = read("{\"containment\": \"c1\"}");
        assertThat(evidence.asks()).isEqualTo(PermitState.THROTTLED);
        assertThat(evidence.rule()).isEqualTo("p/r");
        assertThat(evidence.grade()).isNull();
        assertThat(evidence.title()).isEqualTo(new Text("", ""));
        assertThat(evidence.statistics()).isNull();
        assertThat(evidence.tree()).doesNotContainKey("statistics");
    }
}
