package zhiheng.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.DutyLine;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/** Lists, search and counts over a registry of 100,000 systems in SQLite; milliseconds, p50 and p99. */
public final class RegistryBench {
    private static final int SYSTEMS = 100_000;
    private static final int ROUNDS = 50;
    private static final List<String> PACKS = List.of("eu-ai-act", "cn-genai-measures", "cn-labelling-measures");
    private static final List<String> TIERS = List.of("prohibited", "high", "limited", "minimal");

    private RegistryBench() {}

    public static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("registry-bench");
        try (var db = Db.sqlite(Path.of(folder.toString(), "bench.db"), Rooms.schema())) {
            var store = new JdbcOfficeStore(db);
            fill(store);
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
        var start = Instant.parse("2026-01-01T00:00:00Z");
        store.write(transaction -> {
            var tx = store.in(transaction);
            for (var i = 0; i < 200; i++) {
                tx.addOrg(new Org("org" + i, Org.Kind.PROVIDER, "Provider " + i));
            }
            for (var i = 0; i < SYSTEMS; i++) {
                var tiers = new java.util.TreeMap<String, List<String>>();
                PACKS.forEach(pack -> tiers.put(pack, List.of(TIERS.get(random.nextInt(TIERS.size())))));
                var at = start.plusSeconds(i);
                var word = random.nextInt(10) == 0 ? "chat 聊天" : "scoring 评分";
                tx.addSystem(
                        new AiSystem(
                                String.format(Locale.ROOT, "%032d", i),
                                "org" + random.nextInt(200),
                                "s" + i + " " + word,
                                "A system that helps people with " + word + " in their daily work.",
                                "",
                                Map.of("infers", true),
                                1,
                                at,
                                at),
                        new Summary(tiers, Map.of(), duties(i), 2, LocalDate.parse("2026-01-01")));
            }
            return SYSTEMS;
        });
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
                        first,
                        d % 2 == 0
                                ? null
                                : LocalDate.parse(system % 7 == 0 && d == 1 ? "2025-12-01" : "2026-02-01")
                                        .plusDays((system * 31L + d) % 700),
                        0,
                        true))
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
