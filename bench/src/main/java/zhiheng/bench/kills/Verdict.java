package zhiheng.bench.kills;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.ledger.Entry;
import zhiheng.ledger.LedgerReader;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.upkeep.Comparison;

/**
 * What is left in the end, against what was acknowledged: each act has one entry in the ledger and its effect in the database, each
 * call one record, and nothing stands there twice, acknowledged or not.
 */
record Verdict(
        int acts,
        int calls,
        int entries,
        List<String> lost,
        List<String> doubled,
        List<String> contradictions,
        List<String> unwrittenGone) {

    static Verdict of(Journal journal, Path data, Db db) throws Exception {
        var lost = new ArrayList<String>();
        var doubled = new ArrayList<String>();
        var found = entries(data, doubled);
        journal.acts.stream().filter(act -> !found.containsKey(act)).forEach(act -> lost.add("no entry: " + act));
        database(journal, db, lost, doubled);
        calls(journal, db, lost, doubled);
        journal.unwritten.stream()
                .filter(act -> !found.containsKey(act))
                .forEach(act -> lost.add("no entry, though it was said to follow: " + act));
        var unwritten =
                journal.unnoted.stream().filter(act -> !found.containsKey(act)).toList();
        return new Verdict(
                journal.acts.size(),
                journal.calls.size(),
                found.size(),
                lost,
                doubled,
                contradictions(data, db, false),
                unwritten);
    }

    /** What {@code check} says against it. */
    static List<String> contradictions(Path data, Db db, boolean quick) throws Exception {
        return new Comparison(data, db, quick)
                .run().stream()
                        .filter(Comparison.Line::bad)
                        .map(line -> line.text().en())
                        .toList();
    }

    private static Map<String, Long> entries(Path data, List<String> doubled) {
        var log = LedgerReader.open(data.resolve("ledger"));
        var found = new HashMap<String, Long>();
        var ids = new HashSet<Object>();
        for (long i = 0; i < log.size(); i++) {
            var entry = Entry.parse(log.entryBytes(i));
            var body = Json.readMap(entry.bodyJson());
            if (!ids.add(body.get("act"))) {
                doubled.add("entry " + i + " has the act of another: " + body.get("act"));
            }
            var key = key(entry, body);
            var before = found.put(key, i);
            if (before != null && once(entry.act())) {
                doubled.add("entries " + before + " and " + i + ": " + key);
            }
        }
        return found;
    }

    /** Acts of which one subject has one at most. */
    private static boolean once(String act) {
        return Set.of("system.registered", "facts.changed", "permit.changed", "evidence.added", "org.created")
                .contains(act);
    }

    private static String key(Entry entry, Map<String, Object> body) {
        return entry.act() + " "
                + switch (entry.act()) {
                    case "facts.changed" -> entry.subject() + "/" + body.get("version");
                    case "evidence.added" -> String.valueOf(body.get("evidence"));
                    default -> entry.subject();
                };
    }

    private static void database(Journal journal, Db db, List<String> lost, List<String> doubled) {
        var versions = new HashMap<String, Long>();
        db.read(c -> Sql.list(
                c, "SELECT id, version FROM ai_system", row -> versions.put(row.getString(1), row.getLong(2))));
        journal.versions.forEach((system, version) -> {
            if (versions.getOrDefault(system, 0L) < version) {
                lost.add("system " + system + ": version " + version + " was told, " + versions.getOrDefault(system, 0L)
                        + " is there");
            }
        });
        twice(db, "SELECT name FROM ai_system GROUP BY name HAVING COUNT(*) > 1", "systems", doubled);
        twice(db, "SELECT name FROM org GROUP BY name HAVING COUNT(*) > 1", "organisations", doubled);
        twice(db, "SELECT sha256 FROM evidence GROUP BY sha256 HAVING COUNT(*) > 1", "evidence", doubled);
        var there = new HashSet<String>();
        db.read(c -> Sql.list(c, "SELECT id FROM evidence", row -> there.add("evidence.added " + row.getString(1))));
        db.read(c -> Sql.list(c, "SELECT id FROM org", row -> there.add("org.created " + row.getString(1))));
        journal.acts.stream()
                .filter(act -> act.startsWith("evidence.added ") || act.startsWith("org.created "))
                .filter(act -> !there.contains(act))
                .forEach(act -> lost.add("no row: " + act));
    }

    private static void calls(Journal journal, Db db, List<String> lost, List<String> doubled) {
        var recorded = new HashSet<>(db.read(c -> Sql.list(c, "SELECT id FROM interaction", row -> row.getString(1))));
        journal.calls.stream().filter(id -> !recorded.contains(id)).forEach(id -> lost.add("no record: call " + id));
        twice(db, "SELECT id FROM interaction GROUP BY id HAVING COUNT(*) > 1", "calls", doubled);
    }

    private static void twice(Db db, String sql, String what, List<String> doubled) {
        db.read(c -> Sql.list(c, sql, row -> doubled.add(what + ": " + row.getString(1))));
    }

    boolean good() {
        return lost.isEmpty() && doubled.isEmpty() && contradictions.isEmpty();
    }
}
