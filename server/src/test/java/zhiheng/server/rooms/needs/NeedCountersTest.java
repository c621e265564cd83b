package zhiheng.server.rooms.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.Await;

/** The counts of the board and what parts say of their needs are what the rows say, after every kind of step. */
class NeedCountersTest extends NeedsOnServer {
    private static final List<String> DEEDS = List.of(
            "dispatch-now",
            "dispatch-plan",
            "designate",
            "accept",
            "refuse",
            "decline",
            "join",
            "share",
            "part",
            "part-refuse",
            "reply",
            "extend",
            "timetable");
    private static final String STUCK = "closed = 0 AND (bounces >= 2 OR reopened >= 2)";

    /** In which database; the embedded one. */
    Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/zhiheng.db"));
    }

    private static Map<String, Long> counts(Connection db, String sql) throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var statement = db.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                counts.put(rows.getString(1) + " " + rows.getString(2), rows.getLong(3));
            }
        }
        return counts;
    }

    private void countersAreTrue(String after) throws SQLException {
        try (var db = database()) {
            assertThat(counts(db, "SELECT lead, name, n FROM need_tally WHERE n <> 0 AND name LIKE 'stage.%'"))
                    .as(after)
                    .isEqualTo(counts(
                            db,
                            "SELECT '', 'stage.' || stage, COUNT(*) FROM need GROUP BY stage UNION ALL SELECT lead,"
                                    + " 'stage.' || stage, COUNT(*) FROM need WHERE lead <> '' GROUP BY lead, stage"));
            assertThat(counts(db, "SELECT lead, name, n FROM need_tally WHERE n <> 0 AND name = 'now.stuck'"))
                    .as(after)
                    .isEqualTo(counts(
                            db,
                            "SELECT '', 'now.stuck', COUNT(*) FROM need WHERE " + STUCK + " HAVING COUNT(*) > 0 UNION"
                                    + " ALL SELECT lead, 'now.stuck', COUNT(*) FROM need WHERE lead <> '' AND " + STUCK
                                    + " GROUP BY lead"));
            assertThat(counts(db, "SELECT lead, due, n FROM need_ending"))
                    .as(after)
                    .isEqualTo(counts(
                            db,
                            "SELECT lead, substr(due, 1, 10), COUNT(*) FROM need WHERE closed = 0 AND due <> '' GROUP"
                                    + " BY lead, substr(due, 1, 10)"));
            assertThat(counts(db, "SELECT need || org || stage, ends, stuck FROM need_part"))
                    .as(after)
                    .isEqualTo(counts(
                            db,
                            "SELECT p.need || p.org || n.stage, CASE WHEN n.closed = 0 THEN n.due ELSE '' END, CASE WHEN "
                                    + STUCK + " THEN 1 ELSE 0 END FROM need_part p JOIN need n ON n.id = p.need"));
        }
    }

    private List<String> ids() throws Exception {
        var ids = new ArrayList<String>();
        json(rest(boss, "GET", "/api/v1/needs", ""))
                .get("items")
                .forEach(n -> ids.add(n.get("id").asString()));
        return ids;
    }

    private String more(String deed, Random random, List<String> ids) {
        var org = random.nextBoolean() ? waterOrg : roadsOrg;
        var other = org.equals(waterOrg) ? roadsOrg : waterOrg;
        var co = random.nextInt(3) == 0 ? ",\"co\":[\"" + other + "\"],\"task\":\"help\"" : "";
        return words("said of it")
                + switch (deed) {
                    case "dispatch-now", "dispatch-plan", "designate" -> lead(org) + co;
                    case "share" -> ",\"co\":[\"" + other + "\"],\"task\":\"help\"";
                    case "join" -> ",\"into\":\"" + ids.get(random.nextInt(ids.size())) + "\"";
                    case "timetable" -> nodes();
                    default -> "";
                };
    }

    private String nodes() {
        var today = java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        var nodes = new ArrayList<String>();
        for (int days : new int[] {5, 20}) {
            nodes.add("{\"title\":\"n\",\"due\":\"" + today.plusDays(days)
                    + "\",\"indicator\":\"m\",\"baseline\":0,\"target\":1}");
        }
        return ",\"nodes\":[" + String.join(",", nodes) + "]";
    }

    @Test
    void counters_are_true_after_every_kind_of_step_and_over_merges_and_erasure() throws Exception {
        var random = new Random(7);
        var receipts = new ArrayList<String>();
        for (var text : List.of("停水了两天。", "路面塌陷，公交停运。", "积水不退，商铺无法营业。", "路灯不亮。", "井盖丢了。")) {
            receipts.add(told(text));
            countersAreTrue("told");
        }
        var brought = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            brought.add("{\"service_request_id\":\"" + i + "\",\"description\":\"leak no " + i + "\"}");
        }
        json(rest(boss, "POST", "/api/v1/open311/requests", "{\"requests\":[" + String.join(",", brought) + "]}"));
        countersAreTrue("brought");
        var ids = ids();
        var done = new HashSet<String>();
        for (int i = 0; i < 150 || i < 1_500 && done.size() <= DEEDS.size(); i++) {
            var deed = random.nextInt(8) == 0 ? "confirm" : DEEDS.get(random.nextInt(DEEDS.size()));
            int status = 0;
            if (deed.equals("confirm")) {
                clock.pass(Duration.ofMinutes(30));
                var said = List.of("YES", "HALF", "NO", "NO").get(random.nextInt(4));
                status = confirm(receipts.get(random.nextInt(receipts.size())), said, 1 + random.nextInt(5))
                        .statusCode();
            } else {
                var who = List.of(boss, colleague, water, roads).get(random.nextInt(4));
                var id = ids.get(random.nextInt(ids.size()));
                status = act(who, id, deed, more(deed, random, ids)).statusCode();
            }
            if (status == 200) {
                done.add(deed);
                countersAreTrue(deed);
            }
            if (i % 40 == 39) {
                clock.pass(Duration.ofHours(5));
            }
        }
        assertThat(done).containsAll(DEEDS.subList(0, DEEDS.size() - 1)).contains("confirm");
        for (int i = 0; i < 3 && tally("", Tally.STUCK) == 0; i++) {
            told("又漏水了，第" + i + "次。");
            var id = newest();
            for (var who : List.of(water, roads)) {
                done(boss, id, "dispatch-now", lead(who.equals(water) ? waterOrg : roadsOrg));
                done(who, id, "refuse", words("not ours"));
                countersAreTrue("refused");
            }
        }
        json(rest(
                boss, "POST", "/api/v1/needs/merges", "{\"gone\":\"" + waterOrg + "\",\"into\":\"" + roadsOrg + "\"}"));
        countersAreTrue("merged");
        everyListIsWhatTheRowsSay();
        server.close();
        clock.pass(Duration.ofDays(1_500));
        open();
        Await.until("words of closed needs are gone", () -> {
            try (var db = database()) {
                return counts(db, "SELECT '', '', COUNT(*) FROM need WHERE closed = 1 AND text <> ''")
                                        .get(" ")
                                == 0
                        && counts(
                                                db,
                                                "SELECT '', '', COUNT(*) FROM need_step WHERE words <> '' AND need IN (SELECT id"
                                                        + " FROM need WHERE closed = 1 AND text = '')")
                                        .get(" ")
                                == 0
                        && counts(
                                                db,
                                                "SELECT '', '', COUNT(*) FROM need_band WHERE need IN (SELECT id FROM need"
                                                        + " WHERE text = '')")
                                        .get(" ")
                                == 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        server.close();
        countersAreTrue("erased, and time passed");
        open();
    }

    /** Each filter and each pair of them, against the rows read one by one. */
    private void everyListIsWhatTheRowsSay() throws Exception {
        clock.pass(Duration.ofDays(4));
        var now = zhiheng.server.ground.sql.Times.text(clock.instant());
        try (var db = database()) {
            for (var stage : List.of("", "received", "offered", "working", "replied", "stuck")) {
                for (var lead : List.of("", roadsOrg)) {
                    for (boolean late : new boolean[] {false, true}) {
                        for (boolean part : lead.isEmpty() ? new boolean[] {false} : new boolean[] {false, true}) {
                            var where = (stage.equals("stuck")
                                            ? " AND " + STUCK
                                            : stage.isEmpty() ? "" : " AND stage = '" + stage + "'")
                                    + (late ? " AND closed = 0 AND due <> '' AND due < '" + now + "'" : "")
                                    + (lead.isEmpty()
                                            ? ""
                                            : part
                                                    ? " AND id IN (SELECT need FROM need_part WHERE org = '" + lead
                                                            + "')"
                                                    : " AND lead = '" + lead + "'");
                            var path = "/api/v1/needs?limit=3" + (stage.isEmpty() ? "" : "&stage=" + stage)
                                    + (lead.isEmpty() ? "" : "&lead=" + lead) + (late ? "&late=true" : "")
                                    + (part ? "&part=true" : "");
                            assertThat(paged(path))
                                    .as(path)
                                    .isEqualTo(counts(db, "SELECT id, '', 1 FROM need WHERE 1 = 1" + where)
                                            .keySet());
                        }
                    }
                }
            }
        }
        assertThat(rest(boss, "GET", "/api/v1/needs?part=true", "").statusCode())
                .isEqualTo(422);
    }

    private Set<String> paged(String path) throws Exception {
        var found = new java.util.TreeSet<String>();
        var next = "";
        do {
            var page = json(rest(boss, "GET", path + next, ""));
            for (var n : page.get("items")) {
                assertThat(found.add(n.get("id").asString() + " ")).as(path).isTrue();
            }
            next = page.has("next") ? "&cursor=" + page.get("next").asString() : "";
        } while (!next.isEmpty());
        return found;
    }
}
