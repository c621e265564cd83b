package zhiheng.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.journal.Position;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Preview;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.traffic.CallFilter;
import zhiheng.server.rooms.traffic.CallFilter.Outcome;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.rooms.traffic.Traffic;

/**
 * Ten million calls of ten days brought into SQLite as the gateway's courier brings them, then searched as the page searches; milliseconds, p50 and
 * p99. Then a preview of all of them. Arguments: how many calls; a folder to keep the database in, or to find it in.
 */
public final class InteractionsBench {
    private static final Instant START = Instant.parse("2026-11-14T00:00:00Z");
    private static final Duration TIME = Duration.ofDays(10);
    private static final int BATCH = 2_000;
    private static final int ROUNDS = 200;
    private static final int PAGE = 50;
    private static final String SYSTEM = "0197a5d0-3c1e-7f00-8000-00000000000a";
    private static final List<String> KINDS = List.of(
            "in:pii.email", "in:pii.phone", "out:pii.bank-card", "in:injection.model", "out:link.image", "out:canary");
    private static final List<String> CLAUSES = List.of(
            "permit.calls-per-second", "permit.actions", "permit.hours", "permit.regions", "permit.users-per-day");

    private final Random random = new Random(1);
    private final InteractionRows rows;
    private final int calls;

    private InteractionsBench(InteractionRows rows, int calls) {
        this.rows = rows;
        this.calls = calls;
    }

    public static void main(String[] args) throws Exception {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        var folder = args.length > 1
                ? Files.createDirectories(Path.of(args[1]))
                : Files.createTempDirectory("interactions-bench");
        var file = folder.resolve("bench.db");
        boolean there = Files.exists(file);
        try (var db = Db.sqlite(file, Rooms.schema())) {
            var bench = new InteractionsBench(new InteractionRows(db), calls);
            if (!there) {
                bench.fill(file);
            }
            bench.search();
            bench.preview();
        } finally {
            if (args.length < 2) {
                try (var files = Files.list(folder)) {
                    files.forEach(f -> f.toFile().delete());
                }
                Files.delete(folder);
            }
        }
    }

    private void fill(Path file) throws Exception {
        long from = System.nanoTime();
        long piece = from;
        for (int i = 0; i < calls; i += BATCH) {
            var batch = new ArrayList<Interaction>(BATCH);
            for (int j = 0; j < BATCH; j++) {
                batch.add(call(i + j));
            }
            rows.insert(batch, Map.of(), new Position(0, i));
            if ((i + BATCH) % (calls / 10) < BATCH) {
                long now = System.nanoTime();
                System.out.printf(
                        Locale.ROOT,
                        "%,12d calls, the last tenth at %,.0f a second%n",
                        i + BATCH,
                        calls / 10 / ((now - piece) / 1e9));
                piece = now;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d calls in %.0f s, %,.0f a second; %.1f GB%n",
                calls,
                (System.nanoTime() - from) / 1e9,
                calls / ((System.nanoTime() - from) / 1e9),
                Files.size(file) / 1e9);
    }

    private Instant at(double part) {
        return START.plusNanos((long) (TIME.toNanos() * part));
    }

    private String id(Instant time) {
        long high = time.toEpochMilli() << 16 | 0x7000L | random.nextInt(4096);
        return new UUID(high, random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L).toString();
    }

    private Interaction call(int number) {
        var time = at(number / (double) calls);
        boolean refused = random.nextInt(25) == 0;
        boolean failed = !refused && random.nextInt(200) == 0;
        var clause = refused ? CLAUSES.get((int) (CLAUSES.size() * Math.pow(random.nextDouble(), 3))) : "";
        var detections = random.nextInt(20) == 0
                ? Map.of(KINDS.get((int) (KINDS.size() * Math.pow(random.nextDouble(), 4))), 1 + random.nextInt(3))
                : Map.<String, Integer>of();
        return new Interaction(
                id(time),
                random.nextInt(5) == 0 ? "0197a5d0-3c1e-7f00-8000-00000000000b" : SYSTEM,
                time,
                random.nextInt(10) == 0
                        ? "embeddings"
                        : random.nextInt(5_000) == 0 ? "audio/speech" : "chat/completions",
                new Ask(model(), user(), "CN", 18 + random.nextInt(60), null, 1_000, List.of()),
                "main",
                1,
                random.nextBoolean(),
                1 + number / (calls / 40 + 1),
                refused ? 403 : failed ? 502 : 200,
                clause,
                digest(),
                900 + random.nextInt(4_000),
                digest(),
                700 + random.nextInt(8_000),
                200 + random.nextInt(800),
                refused ? 0 : random.nextInt(900),
                400 + random.nextInt(4_000),
                refused ? 300 : 300_000 + (long) (2_000_000 * random.nextDouble() * random.nextDouble()),
                !refused && !failed,
                detections,
                clause.equals("permit.actions") && random.nextInt(4) == 0,
                "",
                false,
                Served.UNSAID);
    }

    private String model() {
        return random.nextInt(100_000) == 0
                ? "rare"
                : List.of("large", "small", "small", "tiny").get(random.nextInt(4));
    }

    private @Nullable Long user() {
        return random.nextInt(10) == 0
                ? null
                : (long) (Math.pow(random.nextDouble(), 2) * 50_000) * 0x9E37_79B9_7F4A_7C15L;
    }

    private String digest() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void search() {
        time("newest", () -> filter(Outcome.ANY, "", "", "", 0, "", null, 0, false));
        time("one hour", () -> filter(Outcome.ANY, "", "", "", 0, "", null, 0, true));
        time("refused", () -> filter(Outcome.REFUSED, "", "", "", 0, "", null, 0, false));
        time("failed", () -> filter(Outcome.FAILED, "", "", "", 0, "", null, 0, false));
        time("held", () -> filter(Outcome.HELD, "", "", "", 0, "", null, 0, false));
        time("clause", () -> filter(Outcome.ANY, any(CLAUSES), "", "", 0, "", null, 0, false));
        time("finding", () -> filter(Outcome.ANY, "", any(KINDS), "", 0, "", null, 0, false));
        time("model", () -> filter(Outcome.ANY, "", "", "small", 0, "", null, 0, false));
        time("rare model", () -> filter(Outcome.ANY, "", "", "rare", 0, "", null, 0, false));
        time("surface", () -> filter(Outcome.ANY, "", "", "", 0, "audio/speech", null, 0, false));
        time("user", () -> filter(Outcome.ANY, "", "", "", 0, "", user(), 0, false));
        time("permit version", () -> filter(Outcome.ANY, "", "", "", 0, "", null, 1 + random.nextInt(40), false));
        time("finding, model", () -> filter(Outcome.ANY, "", any(KINDS), "large", 0, "", null, 0, false));
        time("clause, finding", () -> filter(Outcome.ANY, any(CLAUSES), any(KINDS), "", 0, "", null, 0, false));
        time(
                "failed, finding, surface",
                () -> filter(Outcome.FAILED, "", any(KINDS), "", 0, "embeddings", null, 0, false));
        time("user, clause", () -> filter(Outcome.ANY, any(CLAUSES), "", "", 0, "", user(), 0, false));
        time("user, finding, model", () -> filter(Outcome.ANY, "", any(KINDS), "small", 0, "", user(), 0, false));
        time("never: rare model, speech", () -> filter(Outcome.ANY, "", "", "rare", 0, "audio/speech", null, 0, false));
        time("never: passed, 502", () -> filter(Outcome.PASSED, "", "", "small", 502, "", null, 0, false));
        time("never: model, status 418", () -> filter(Outcome.ANY, "", "", "small", 418, "", null, 0, false));
        time("never: version 3, in an hour", () -> filter(Outcome.REFUSED, "", "", "small", 0, "", null, 3, true));
        time("anything at all", this::random);
        var digests = rows.search(CallFilter.all(SYSTEM), null, false, 200).calls();
        print(
                "answer's digest",
                () -> rows.byAnswer(digests.get(random.nextInt(200)).outDigest())
                        .size());
        print("id", () -> rows.byId(digests.get(random.nextInt(200)).id()).isPresent() ? 1 : 0);
        var now = START.plus(TIME).minusSeconds(1);
        print("names of kinds", () -> rows.names(SYSTEM, "kind:", now, 100).size());
        for (var span : Traffic.Span.values()) {
            print("drawing, " + span, () ->
                    (int) rows.traffic(SYSTEM, span, now).total().of("passed"));
        }
    }

    /** Every call of the system, as one day would be taken past a permit; seconds. */
    private void preview() {
        var caps = new Caps(10, 50_000, 5_000, 0, 10_000_000, 100);
        var wanted = new Permit(
                SYSTEM, 1, PermitState.OPEN, caps, Scope.anywhere(ZoneOffset.UTC), Terms.DEFAULT, null, Map.of());
        for (int i = 0; i < 3; i++) {
            long from = System.nanoTime();
            var preview = new Preview(wanted, Set.of());
            rows.between(SYSTEM, START, START.plus(TIME), preview::take);
            System.out.printf(
                    Locale.ROOT,
                    "preview of %,d calls in %.1f s%n",
                    preview.outcome().calls(),
                    (System.nanoTime() - from) / 1e9);
        }
    }

    private CallFilter filter(
            Outcome outcome,
            String clause,
            String kind,
            String model,
            int status,
            String surface,
            @Nullable Long user,
            long version,
            boolean hour) {
        var from = hour ? at(random.nextDouble() * .99) : null;
        var to = from == null ? null : from.plusSeconds(3_600);
        return new CallFilter(SYSTEM, from, to, outcome, clause, kind, model, status, surface, user, version);
    }

    private CallFilter random() {
        return filter(
                any(List.of(Outcome.values())),
                random.nextInt(3) == 0 ? any(CLAUSES) : "",
                random.nextInt(3) == 0 ? any(KINDS) : "",
                random.nextInt(3) == 0 ? model() : "",
                random.nextInt(4) == 0 ? any(List.of(200, 403, 502)) : 0,
                random.nextInt(4) == 0 ? any(List.of("chat/completions", "embeddings", "audio/speech")) : "",
                random.nextInt(4) == 0 ? user() : null,
                random.nextInt(4) == 0 ? 1 + random.nextInt(40) : 0,
                random.nextInt(3) == 0);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Half the pages are the first, half lie somewhere in the ten days. */
    private void time(String name, Supplier<CallFilter> filter) {
        print(name, () -> {
            var cursor = random.nextBoolean() ? null : id(at(random.nextDouble()));
            return rows.search(filter.get(), cursor, false, PAGE).calls().size();
        });
    }

    private static void print(String name, IntSupplier work) {
        long found = 0;
        var millis = new double[ROUNDS];
        for (int i = -20; i < ROUNDS; i++) {
            long from = System.nanoTime();
            int rows = work.getAsInt();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - from) / 1e6;
                found += rows;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-32s p50 %7.1f ms  p99 %7.1f ms  most %7.1f ms  %,10.1f found%n",
                name,
                millis[ROUNDS / 2],
                millis[ROUNDS * 99 / 100],
                millis[ROUNDS - 1],
                found / (double) ROUNDS);
    }
}
