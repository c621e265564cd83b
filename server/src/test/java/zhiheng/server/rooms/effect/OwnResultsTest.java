package zhiheng.server.rooms.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.needs.NeedsOnServer;
import zhiheng.server.testing.Surfer;

/** Results out of the desk's own records, on a real server: nobody uploads a table, and the asker's word is what counts. */
class OwnResultsTest extends NeedsOnServer {
    private static final LocalDate MEASURE = LocalDate.parse("2026-03-02"); // a Monday
    private static final int BEFORE = 52;
    private static final int AFTER = 28;

    Db database() {
        return Db.sqlite(folder.resolve("data/zhiheng.db"), Rooms.schema());
    }

    /** Closed needs of each week, of which their askers called a share solved; and visits from the measure on. */
    private void weeks(String org, double shareBefore, double shareAfter, int visits) {
        var random = new Random(7);
        stop();
        try (var db = database()) {
            db.write(c -> {
                for (int week = 0; week < BEFORE + AFTER; week++) {
                    var day = MEASURE.plusWeeks((long) week - BEFORE).plusDays(2);
                    double share = week < BEFORE ? shareBefore : shareAfter;
                    for (int n = 0; n < 20; n++) {
                        var said = random.nextDouble() < share ? "YES" : "NO";
                        var id = org + "-" + week + "-" + n;
                        need(c, id, org, day, said);
                    }
                    for (int n = 0; n < (week < BEFORE ? 0 : visits); n++) {
                        visit(c, org, week + "-" + n, day);
                    }
                }
                return org;
            });
        }
        open();
    }

    private static void need(Connection c, String id, String org, LocalDate closed, String said) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO need (id, receipt, source, kind, text, place, stage, lead, proposed, bounces, reopened,"
                        + " opened, updated, due, closed, wake, answer, reason, confirmed, satisfied, joined, body)"
                        + " VALUES (?, ?, '', 'HELP', '', '', 'solved', ?, '', 0, 0, ?, ?, '', 1, '', '', '', ?, 0, '',"
                        + " '')",
                id,
                id,
                org,
                closed + "T08:00:00.000Z",
                closed + "T09:00:00.000Z",
                said);
    }

    /** One more closed need, not solved. */
    private void fill(String org, String day) {
        stop();
        try (var db = database()) {
            db.write(c -> {
                need(c, org + day, org, LocalDate.parse(day), "NO");
                return org;
            });
        }
        open();
    }

    private static void visit(Connection c, String org, String id, LocalDate day) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO supervision (id, org, sort, held, minutes, purpose, person) VALUES (?, ?, 'VISIT', ?, 30,"
                        + " 'look', 'p')",
                org + "-" + id,
                org,
                day);
    }

    private JsonNode results(String who, String more) throws Exception {
        return json(rest(who, "GET", "/api/v1/results?unit=week&from=" + MEASURE + more, ""));
    }

    private static String verdict(JsonNode results, String name) {
        for (var row : results.get("rows")) {
            if (row.get("department").asString().equals(name)) {
                return row.get("verdict").asString();
            }
        }
        return "none";
    }

    @Test
    void who_was_visited_often_and_moved_nothing_is_listed_and_who_moved_is_not() throws Exception {
        weeks(waterOrg, 0.3, 0.3, 2);
        weeks(roadsOrg, 0.3, 0.9, 2);
        var found = results(boss, "");
        assertThat(verdict(found, "Water <b>")).isEqualTo("busy");
        assertThat(verdict(found, "Roads")).isEqualTo("effect");
        assertThat(found.get("busyWithoutEffect")).hasSize(1);
        assertThat(found.get("rows").get(0).get("done").asInt()).isEqualTo(2 * AFTER);
        // a department reads of itself
        assertThat(verdict(results(roads, ""), "Water <b>")).isEqualTo("none");
        assertThat(rest(company, "GET", "/api/v1/results?from=" + MEASURE, "").statusCode())
                .isEqualTo(403);

        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        var page = chief.open("/results?unit=WEEK&indicator=SOLVED&since=" + MEASURE)
                .body();
        assertThat(page).contains("<li>Water &lt;b", "Moved, and confirmed").doesNotContain("<li>Roads");
    }

    @Test
    void a_department_without_an_answer_in_some_week_is_left_out_and_named() throws Exception {
        weeks(waterOrg, 0.5, 0.5, 0);
        stop();
        try (var db = database()) {
            db.write(c -> {
                visit(c, roadsOrg, "one", MEASURE);
                return Sql.update(c, "UPDATE need SET confirmed = 'NOTHING' WHERE id LIKE ?", waterOrg + "-60-%");
            });
        }
        open();
        var refused = rest(boss, "GET", "/api/v1/results?unit=week&from=" + MEASURE, "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("No department has needs to judge by");
        var bounces = results(boss, "&indicator=bounces"); // of these every need tells
        assertThat(verdict(bounces, "Water <b>")).isEqualTo("quiet");
        assertThat(bounces.get("left").get(0).get("department").asString()).isEqualTo("Roads");
    }

    @Test
    void a_day_to_come_an_unknown_indicator_and_too_short_a_time_are_refused_with_what_to_do() throws Exception {
        assertThat(rest(boss, "GET", "/api/v1/results?from=2027-01-01", "").body())
                .contains("began before today");
        assertThat(rest(boss, "GET", "/api/v1/results", "").body()).contains("Say with from");
        assertThat(rest(boss, "GET", "/api/v1/results?from=2026-03-02&indicator=luck", "")
                        .body())
                .contains("[solved, content, bounces]");
        weeks(waterOrg, 0.5, 0.5, 0);
        assertThat(rest(boss, "GET", "/api/v1/results?unit=week&from=2026-09-01", "")
                        .body())
                .contains("wait for more");
    }

    /** From the public form to the asker's word: a department's own answer moves nothing. */
    @Test
    void what_an_asker_confirms_is_what_is_counted() throws Exception {
        weeks(waterOrg, 0, 0, 0);
        var receipt = told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg));
        done(water, id, "accept", "");
        done(water, id, "reply", words("mended"));
        clock.set(Instant.parse("2026-09-30T02:00:00Z"));
        assertThat(confirm(receipt, "yes", 5).statusCode()).isEqualTo(200);
        comesTo(id, "solved");
        clock.set(Instant.parse("2026-10-06T02:00:00Z"));
        // the 28 weeks hold none solved, and what the asker said lies in the 31st, after two empty ones
        var refused = rest(boss, "GET", "/api/v1/results?unit=week&from=" + MEASURE, "")
                .body();
        assertThat(refused).contains("has none in the one from 2026-09-14");
        fill(waterOrg, "2026-09-16");
        fill(waterOrg, "2026-09-23");
        var series = results(boss, "").get("rows").get(0).get("indicator");
        assertThat(series.get(series.size() - 1).asDouble()).isEqualTo(1);
        assertThat(series.get(series.size() - 2).asDouble()).isZero();
    }
}
