package zhiheng.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.DutyLine;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemQuery;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/**
 * Lists, search and counts over a registry of 100,000 systems and five million duties in SQLite, and all that the first page asks;
 * milliseconds, p50 and p99.
 */
public final class RegistryBench {
    private static final int SYSTEMS = 100_000;
    private static final int ORGS = 200;
    private static final int BATCH = 1000;
    private static final int ROUNDS = 50;
    private static final LegalDays TODAY = LegalDays.at(
            Instant.parse("2026-01-01T18:00:00Z"),
            ZoneOffset.UTC,
            Map.of(
                    "pack0", ZoneId.of("Asia/Shanghai"),
                    "pack1", ZoneId.of("Europe/Brussels"),
                    "pack2", ZoneId.of("America/New_York")));
    private static final List<String> PACKS = List.of("eu-ai-act", "cn-genai-measures", "cn-labelling-measures");
    private static final List<String> TIERS = List.of("prohibited", "high", "limited", "minimal");

    private RegistryBench() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("registry-bench");
        try (var db = Db.sqlite(Path.of(folder.toString(), "bench.db"), Rooms.schema())) {
            var store = new JdbcOfficeStore(db);
            fill(store);
            home(store, "home of an officer", null);
            home(store, "home of a provider", "org7");
            print(
                    "duties, overdue, first page",
                    () -> store.read(tx -> store.in(tx)
                            .lines(DutyQuery.dueBefore(TODAY, 50), null)
                            .items()
                            .size()));
            time(store, "list, first page", null, null, null);
            time(store, "list, one tier", null, "eu-ai-act", "high");
            time(store, "search, word of all", "system", null, null);
            time(store, "search, frequent word", "chat", null, null);
            time(store, "search, frequent Chinese", "聊天", null, null);
            time(store, "search, frequent, one tier", "scoring", "eu-ai-act", "high");
            time(store, "search, rare word", "s9999", null, null);
            time(store, "search, rare word, one tier", "s9999", "eu-ai-act", "high");
            time(store, "search, no hit", "nowhere", null, null);
            time(store, "search, no hit, Chinese", "无此系统", null, null);
            time(store, "search, two that never meet", "chat scoring", null, null);
        }
    }

    private static void fill(JdbcOfficeStore store) {
        var random = new Random(1);
        store.write(tx -> {
            for (var i = 0; i < ORGS; i++) {
                store.in(tx).addOrg(new Org("org" + i, Org.Kind.PROVIDER, "Provider " + i));
            }
            return ORGS;
        });
        for (var from = 0; from < SYSTEMS; from += BATCH) {
            var first = from;
            store.write(tx -> {
                for (var i = first; i < first + BATCH; i++) {
                    store.in(tx).addSystem(system(i, random), summary(i, random));
                }
                return BATCH;
            });
        }
    }

    private static AiSystem system(int i, Random random) {
        var word = random.nextInt(10) == 0 ? "chat 聊天" : "scoring 评分";
        var at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
        return new AiSystem(
                String.format(Locale.ROOT, "%032d", i),
                "org" + random.nextInt(ORGS),
                "s" + i + " " + word,
                "A system that helps people with " + word + " in their daily work.",
                "",
                Map.of("infers", true),
                1,
                at,
                at);
    }

    /** A tier in force under each pack, and for every third system one that a later date will bring. */
    private static Summary summary(int i, Random random) {
        var tiers = new TreeMap<String, List<String>>();
        PACKS.forEach(pack -> tiers.put(pack, List.of(TIERS.get(random.nextInt(TIERS.size())))));
        var coming = i % 3 == 0
                ? Map.of("eu-ai-act", List.of(new Summary.Coming("later", LocalDate.parse("2027-12-02"))))
                : Map.<String, List<Summary.Coming>>of();
        return new Summary(tiers, coming, duties(i), i % 40, TODAY);
    }

    /** What the first page asks of the database, for one person. */
    private static void home(JdbcOfficeStore store, String name, @Nullable String org) {
        print(
                name,
                () -> store.read(transaction -> {
                    var tx = store.in(transaction);
                    var week = DutyQuery.dueBefore(TODAY.plusDays(8), 8);
                    var later = DutyQuery.dueBetween(TODAY.plusDays(8), LegalDays.on(LocalDate.parse("2027-12-03")), 8);
                    var starting = DutyQuery.startingAfter(TODAY, 8);
                    var found = 0;
                    for (var query : List.of(week, later, starting)) {
                        found += tx.lines(query, org).items().size();
                        found += tx.countLines(query, org, 10_001) > 0 ? 1 : 0;
                    }
                    found += tx.countLines(DutyQuery.dueBefore(TODAY, 1), org, 10_001) > 0 ? 1 : 0;
                    found += tx.rows(new SystemQuery(null, null, null, null, null, 1), org)
                            .items()
                            .size();
                    found += tx.overview(org, Integer.MAX_VALUE).size();
                    found += tx.comingTiers(org).size();
                    found += tx.mostQuestions(org, 5).size();
                    return found + tx.latest(10).size();
                }));
    }

    /** Fifty duties, half of them with a day; every seventh system has one overdue. */
    private static List<DutyLine> duties(int system) {
        var first = LocalDate.parse("2025-06-01");
        return java.util.stream.IntStream.range(0, 50)
                .mapToObj(d -> new DutyLine(
                        "D-" + d,
                        "pack" + d % 4,
                        d % 10 == 9 ? DutyState.MET : DutyState.NOT_ASSESSED,
                        "",
                        d % 5 == 0 ? "person" + system % 500 : "",
                        first,
                        d % 2 == 0
                                ? null
                                : LocalDate.parse(system % 7 == 0 && d == 1 ? "2025-12-01" : "2026-02-01")
                                        .plusDays((system * 31L + d) % 700),
                        0,
                        true,
                        d % 3 == 0))
                .toList();
    }

    private static void time(
            JdbcOfficeStore store, String name, @Nullable String text, @Nullable String pack, @Nullable String tier) {
        var query = new SystemQuery(text, null, pack, tier, null, 50);
        print(
                name,
                () -> store.read(tx -> store.in(tx).rows(query, null).items().size()));
        print(
                name + ", counts",
                () -> store.read(tx -> (int) store.in(tx).counts(query, null).total()));
    }

    private static void print(String name, java.util.function.IntSupplier work) {
        var found = 0;
        var millis = new double[ROUNDS];
        for (var i = -5; i < ROUNDS; i++) {
            var from = System.nanoTime();
            found = work.getAsInt();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - from) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-32s %7d found  p50 %7.1f ms  p99 %7.1f ms%n",
                name,
                found,
                millis[ROUNDS / 2],
                millis[ROUNDS - 1]);
    }
}
