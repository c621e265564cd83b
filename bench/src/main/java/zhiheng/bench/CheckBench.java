package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import zhiheng.bench.gateway.Served;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.LogSeal;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Summary;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/**
 * How long {@code ./zhiheng check} takes: {@code check [ENTRIES] [SYSTEMS]}, by default a million entries and 100,000 systems, of
 * which each has a permit in force. The whole command in a process of its own, three times.
 */
public final class CheckBench {
    private static final int WRITERS = 16;
    private static final int BATCH = 10_000;
    private static final int TIMES = 3;
    private static final double WANTED_SECONDS = 30;

    private CheckBench() {}

    public static void main(String[] args) throws Exception {
        int entries = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int systems = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        var data = Files.createTempDirectory(Path.of("."), "check-bench-");
        try {
            long from = System.nanoTime();
            fill(data, entries, systems);
            System.out.printf(
                    "%,d entries, %,d systems, %,d permits, made in %.0f s%n",
                    entries, systems, systems, (System.nanoTime() - from) / 1e9);
            double best = Double.MAX_VALUE;
            for (int i = 0; i < TIMES; i++) {
                best = Math.min(best, check(data));
            }
            System.exit(best <= WANTED_SECONDS ? 0 : 1);
        } finally {
            try (var files = Files.walk(data)) {
                for (var file : files.toList().reversed()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static double check(Path data) throws IOException, InterruptedException {
        var said = Files.createTempFile("check", ".log");
        long from = System.nanoTime();
        int status = Served.java(said, "zhiheng.server.cli.Main", "check", "--data", data.toString(), "--lang", "en")
                .waitFor();
        double seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf("check: %.1f s, exit %d%n", seconds, status);
        if (status != 0) {
            throw new IllegalStateException(Files.readString(said));
        }
        System.out.print(Files.readString(said));
        Files.delete(said);
        return seconds;
    }

    private static void fill(Path data, int entries, int systems) throws Exception {
        try (var db = Db.sqlite(data.resolve("zhiheng.db"), Rooms.schema());
                var ledger = Ledger.open(data.resolve("ledger"), "bench.example/check");
                var writers = Executors.newFixedThreadPool(WRITERS)) {
            var store = new JdbcOfficeStore(db);
            store.write(tx -> {
                store.in(tx).addOrg(new Org("org", Org.Kind.PROVIDER, "Provider"));
                return 1;
            });
            for (int first = 0; first < entries; first += BATCH) {
                var acts = new ArrayList<Act>();
                for (int i = first; i < Math.min(entries, first + BATCH); i++) {
                    acts.add(act(i, systems));
                }
                var places = new LinkedHashMap<Act, Future<Long>>();
                acts.forEach(act -> places.put(act, writers.submit(() -> ledger.append(entry(act)))));
                int from = first;
                store.write(tx -> {
                    var rows = store.in(tx);
                    for (int i = from; i < Math.min(systems, from + BATCH); i++) {
                        rows.addSystem(system(i), Summary.none(LegalDays.on(LocalDate.EPOCH)));
                    }
                    places.forEach((act, place) -> {
                        rows.addAct(act);
                        rows.appended(act.id(), got(place));
                    });
                    return 1;
                });
            }
            var permits = Files.createDirectories(data.resolve("permits"));
            for (int i = 0; i < systems; i++) { // without forcing each to the disk, as a server does
                Files.writeString(permits.resolve(id("5", i) + ".json"), PermitJson.write(permit(i)));
            }
            var root = Base64.getEncoder().encodeToString(ledger.root(entries));
            store.write(tx -> {
                store.in(tx).seal(new LogSeal(ledger.verifierKey(), entries, root));
                return 1;
            });
        }
    }

    private static long got(Future<Long> place) {
        try {
            return place.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(String kind, int i) {
        return String.format(Locale.ROOT, "%s%031d", kind, i);
    }

    private static Permit permit(int system) {
        return Permit.open(id("5", system), ZoneOffset.UTC);
    }

    private static AiSystem system(int i) {
        var at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
        return new AiSystem(id("5", i), "org", "system " + i, "", "", Map.of("infers", true), 1, at, at);
    }

    /** Of each system first its registration, then its permit, then changes of its facts. */
    private static Act act(int i, int systems) {
        var system = id("5", i % systems);
        var body = new LinkedHashMap<String, Object>();
        body.put("act", id("a", i));
        var name = "facts.changed";
        var subject = system;
        if (i < systems) {
            name = "system.registered";
            body.putAll(Map.of("org", "org", "facts", Map.of("infers", true)));
        } else if (i < 2 * systems) {
            name = "permit.changed";
            subject = system + "/permit/1";
            body.put("change", "c" + i);
            body.put("before", Json.readMap(PermitJson.write(permit(i % systems))));
            body.put("after", Json.readMap(PermitJson.write(permit(i % systems))));
        } else {
            body.putAll(Map.of(
                    "version",
                    i / systems,
                    "before",
                    Map.of("uses", List.of()),
                    "after",
                    Map.of("uses", List.of("a"))));
        }
        var time = Instant.parse("2026-01-01T00:00:00Z").plusMillis(i);
        return new Act(id("a", i), time, "ann", name, subject, system, "", Json.write(body), 0);
    }

    private static Entry entry(Act act) {
        return new Entry(act.time(), act.actor(), act.name(), act.subject(), act.evidenceSha256(), act.body());
    }
}
