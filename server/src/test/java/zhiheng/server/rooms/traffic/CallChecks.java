package zhiheng.server.rooms.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.journal.Position;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.traffic.CallFilter.Outcome;
import zhiheng.server.rooms.traffic.CallSearch.Share;
import zhiheng.server.rooms.traffic.Traffic.Span;

/** Searches and counts against plain reading of the same calls. */
public final class CallChecks {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final int CALLS = 1_200;

    private final Db db;
    private final InteractionRows rows;
    private final Random random = new Random(7);
    private final List<Interaction> all = new ArrayList<>();

    public CallChecks(Db db) {
        this.db = db;
        rows = new InteractionRows(db);
        for (int i = 0; i < CALLS; i += 100) {
            var batch = new ArrayList<Interaction>();
            for (int j = 0; j < 100; j++) {
                batch.add(call(i + j));
            }
            rows.insert(batch, Map.of(), new Position(0, i));
            all.addAll(batch);
        }
        all.sort(Comparator.comparing(Interaction::id).reversed());
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Interaction call(int number) {
        var time = START.plusMillis(number * 3_000L + random.nextInt(3_000));
        var id = InteractionRows.firstId(time) + "-7%03x-8000-%012x".formatted(random.nextInt(4096), number);
        var clause = one(List.of("", "", "", "", "permit.hours", "permit.actions"));
        int status = clause.isEmpty() ? one(List.of(200, 200, 200, 502, 499)) : 403;
        var user = random.nextInt(4) == 0 ? null : Long.valueOf(random.nextInt(20) - 10);
        var ask = new Ask(one(List.of("a", "a", "b")), user, null, -1, null, 0, List.of());
        var detections = random.nextInt(6) == 0
                ? Map.of(one(List.of("in:pii.email", "out:canary")), 2)
                : Map.<String, Integer>of();
        return new Interaction(
                id,
                random.nextInt(3) == 0 ? "other" : "s",
                time,
                one(List.of("chat/completions", "chat/completions", "embeddings")),
                ask,
                "main",
                1,
                false,
                1 + number / 400,
                status,
                clause,
                "in",
                10,
                "out",
                20,
                3,
                5,
                1_000,
                2_000 + random.nextInt(100_000),
                status == 200,
                detections,
                clause.equals("permit.actions") && random.nextBoolean(),
                "",
                false,
                Served.UNSAID);
    }

    public void searchesFindWhatReadingFinds() {
        for (int round = 0; round < 150; round++) {
            var filter = filter();
            var wanted =
                    all.stream().filter(matches(filter)).map(Interaction::id).toList();
            var forth = new ArrayList<String>();
            String cursor = null;
            String last = "";
            do {
                var page = page(filter, cursor, false);
                page.calls().forEach(c -> forth.add(c.id()));
                assertThat(page.older() == null || !page.older().equals(last)).isTrue();
                cursor = page.older();
                last = cursor == null ? "" : cursor;
            } while (cursor != null);
            assertThat(forth).as("%s", filter).isEqualTo(wanted);
            var back = new ArrayList<String>();
            cursor = "0";
            do {
                var page = page(filter, cursor, true);
                page.calls().reversed().forEach(c -> back.add(c.id()));
                cursor = page.newer();
            } while (cursor != null);
            assertThat(back.reversed()).as("%s", filter).isEqualTo(wanted);
        }
    }

    public void readingInOrderGivesWhatAPreviewNeeds() {
        var read = new ArrayList<Interaction>();
        var from = START.plusSeconds(600);
        rows.between("s", from, START.plusSeconds(3_000), read::add);
        var wanted = all.reversed().stream()
                .filter(i -> i.system().equals("s")
                        && !i.time().isBefore(from)
                        && i.time().isBefore(START.plusSeconds(3_000)))
                .toList();
        assertThat(read)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
                        "upstream", "attempts", "inDigest", "inBytes", "outDigest", "outBytes", "firstByteMicros")
                .isEqualTo(wanted);
    }

    public void namesAreThoseCountedTheMostFrequentFirst() {
        var end = START.plusSeconds(3_599);
        for (var prefix : List.of("kind:", "model:", "clause:")) {
            var counted = rows.traffic("s", Span.MONTH, end).names(prefix);
            assertThat(counted).hasSizeGreaterThan(1);
            assertThat(rows.names("s", prefix, end, 100)).isEqualTo(counted);
            assertThat(rows.names("s", prefix, end, 1)).containsExactly(counted.getFirst());
        }
    }

    private CallPage page(CallFilter filter, @Nullable String cursor, boolean newer) {
        var share = new Share(15, 40, random.nextBoolean() ? Duration.ofHours(1) : Duration.ZERO);
        return db.read(c -> new CallSearch(c, filter, cursor, newer, share).page(10));
    }

    private CallFilter filter() {
        return new CallFilter(
                "s",
                maybe(START.plusSeconds(random.nextInt(3_600))),
                maybe(START.plusSeconds(random.nextInt(3_600))),
                one(List.of(Outcome.values())),
                often("permit.hours"),
                often("in:pii.email"),
                often("b"),
                random.nextInt(4) == 0 ? one(List.of(200, 403, 502)) : 0,
                often("embeddings"),
                maybe(Long.valueOf(random.nextInt(20) - 10)),
                random.nextInt(4) == 0 ? 2 : 0);
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(4) == 0 ? value : null;
    }

    private String often(String value) {
        return random.nextInt(4) == 0 ? value : "";
    }

    private static Predicate<Interaction> matches(CallFilter f) {
        return i -> i.system().equals(f.system())
                && (f.from() == null || !i.time().isBefore(f.from()))
                && (f.to() == null || i.time().isBefore(f.to()))
                && (f.clause().isEmpty() || i.clause().equals(f.clause()))
                && (f.kind().isEmpty() || i.detections().containsKey(f.kind()))
                && (f.model().isEmpty() || i.model().equals(f.model()))
                && (f.status() == 0 || i.status() == f.status())
                && (f.surface().isEmpty() || i.surface().equals(f.surface()))
                && (f.user() == null || f.user().equals(i.userHash()))
                && (f.permitVersion() == 0 || i.permitVersion() == f.permitVersion())
                && switch (f.outcome()) {
                    case ANY -> true;
                    case PASSED -> i.clause().isEmpty() && i.status() < 400;
                    case REFUSED -> !i.clause().isEmpty();
                    case FAILED -> i.clause().isEmpty() && i.status() >= 400;
                    case HELD -> i.held();
                };
    }

    public void trafficCountsEachCall() {
        var end = START.plusSeconds(3_599);
        for (var span : Span.values()) {
            var total = rows.traffic("s", span, end).total();
            assertThat(total.of("passed")).isEqualTo(count(i -> i.clause().isEmpty() && i.status() < 400));
            assertThat(total.of("refused")).isEqualTo(count(i -> !i.clause().isEmpty()));
            assertThat(total.of("gone")).isEqualTo(count(i -> i.clause().isEmpty() && i.status() == 499));
            assertThat(total.of("failed")).isEqualTo(count(i -> i.clause().isEmpty() && i.status() == 502));
            assertThat(total.of("clause:permit.hours"))
                    .isEqualTo(count(i -> i.clause().equals("permit.hours")));
            assertThat(total.of("kind:out:canary"))
                    .isEqualTo(count(i -> i.detections().containsKey("out:canary")));
            assertThat(total.of("tokens-out")).isEqualTo(5 * count(i -> true));
        }
        var passed = all.stream()
                .filter(i -> i.system().equals("s") && i.clause().isEmpty() && i.status() < 400)
                .mapToLong(Interaction::micros)
                .sorted()
                .toArray();
        var total = rows.traffic("s", Span.HOUR, end).total();
        assertThat(Traffic.quantile(total, .5) * 1000)
                .isBetween(passed[passed.length / 2] / 1.26, passed[passed.length / 2] * 1.26);
        rows.forget("s", START.plusSeconds(1_800), end);
        assertThat(rows.traffic("s", Span.HOUR, end).total().of("refused"))
                .isEqualTo(count(i -> !i.clause().isEmpty() && !i.time().isBefore(START.plusSeconds(1_800))));
    }

    private long count(Predicate<Interaction> which) {
        return all.stream().filter(i -> i.system().equals("s")).filter(which).count();
    }
}
