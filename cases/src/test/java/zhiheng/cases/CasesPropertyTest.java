package zhiheng.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import zhiheng.base.Refusal;
import zhiheng.cases.Procedure.Holder;

/** Walks through all shipped procedures, with events that fit and events that do not. */
class CasesPropertyTest {
    private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");

    private record Walk(Cases cases, Case first, List<Event> taken, List<Deed> deeds, Case last) {}

    @Provide
    Arbitrary<Procedure> shipped() {
        return Arbitraries.of(Shipped.ALL.all());
    }

    private static Walk walk(Procedure procedure, long seed) {
        var random = new Random(seed);
        var cases = Shipped.ALL.cases(procedure);
        var opened = cases.open("c", "s", Map.of(), Who.SYSTEM, START);
        var taken = new ArrayList<Event>();
        var deeds = new ArrayList<>(opened.deeds());
        var c = opened.next();
        var now = START;
        for (int i = 0; i < 60; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(random.nextInt(10) == 0 ? 200_000 : 300)));
            var event = event(procedure, c, random, now);
            try {
                var moved = cases.on(c, event);
                taken.add(event);
                deeds.addAll(moved.deeds());
                c = moved.next();
            } catch (Refusal e) {
                assertThat(e.text().zh()).isNotBlank();
                assertThat(e.text().en()).isNotBlank();
            }
        }
        return new Walk(cases, opened.next(), taken, deeds, c);
    }

    private static Event event(Procedure p, Case c, Random random, Instant now) {
        var who = new Who("p" + random.nextInt(3), "o", pick(List.of(Holder.values()), random));
        return switch (random.nextInt(8)) {
            case 0 -> new Event.Pass(now);
            case 1 -> new Event.Note(Event.Note.Sort.FACT, "d", who, now);
            case 2, 3 -> {
                if (p.items().isEmpty()) {
                    yield new Event.Pass(now);
                }
                var item = pick(p.items(), random);
                yield switch (item.sort()) {
                    case DOCUMENT, EVIDENCE -> new Event.File(item.id(), "d" + random.nextInt(), who, now);
                    case VOTE -> new Event.Vote(item.id(), random.nextInt(4) > 0, who, now);
                    case STATISTIC -> {
                        double lower = random.nextDouble() / 10;
                        yield new Event.Measure(item.id(), lower, lower + random.nextDouble() / 10, 9, who, now);
                    }
                };
            }
            case 4 -> {
                var acts = p.acts();
                yield acts.isEmpty()
                        ? new Event.Pass(now)
                        : new Event.Act(pick(acts, random).id(), who, now, now.minusSeconds(random.nextInt(90_000)));
            }
            case 5 ->
                random.nextInt(20) == 0 ? new Event.Exclude("p" + random.nextInt(3), who, now) : new Event.Pass(now);
            default -> {
                var moves = p.stage(c.stage()).moves();
                yield moves.isEmpty()
                        ? new Event.Pass(now)
                        : new Event.Act(pick(moves, random).event(), who, now);
            }
        };
    }

    private static <T> T pick(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    @Property(tries = 300)
    void the_same_events_give_the_same_case_and_the_same_deeds(@ForAll("shipped") Procedure p, @ForAll long seed) {
        var walk = walk(p, seed);
        var c = walk.first();
        for (var event : walk.taken()) {
            c = walk.cases().on(c, CaseCodec.readEvent(CaseCodec.write(event))).next();
            c = CaseCodec.read(CaseCodec.write(c));
        }
        assertThat(c).isEqualTo(walk.last());
        assertThat(CaseCodec.write(c)).isEqualTo(CaseCodec.write(walk.last()));
        assertThat(CaseCodec.readDeeds(CaseCodec.write(walk.deeds()))).isEqualTo(walk.deeds());
    }

    @Property(tries = 200)
    void how_often_time_is_looked_at_changes_nothing(@ForAll("shipped") Procedure p, @ForAll long seed) {
        var walk = walk(p, seed);
        var c = walk.first();
        var deeds = new ArrayList<Deed>();
        for (var event : walk.taken()) {
            for (var at = c.last(); at.isBefore(event.at()); at = at.plus(Duration.ofHours(37))) {
                var moved = walk.cases().on(c, new Event.Pass(at));
                deeds.addAll(moved.deeds());
                c = moved.next();
            }
            var moved = walk.cases().on(c, event);
            deeds.addAll(moved.deeds());
            c = moved.next();
        }
        assertThat(c.stage()).isEqualTo(walk.last().stage());
        assertThat(c.clocks()).isEqualTo(walk.last().clocks());
        assertThat(c.trail()).isEqualTo(walk.last().trail());
        assertThat(deeds)
                .isEqualTo(walk.deeds()
                        .subList(
                                walk.deeds().size() - deeds.size(), walk.deeds().size()));
    }

    @Property(tries = 300)
    void no_deadline_ends_before_what_started_it_and_no_clock_is_lost(
            @ForAll("shipped") Procedure p, @ForAll long seed) {
        var walk = walk(p, seed);
        assertThat(walk.last().clocks()).allSatisfy(k -> {
            var ends = k.ends();
            assertThat(ends == null || ends.isAfter(k.from())).isTrue();
            assertThat(ends == null ? k.unpublished() : 1).isPositive();
        });
        long started =
                walk.deeds().stream().filter(d -> d.sort() == Deed.Sort.STARTED).count();
        assertThat(walk.last().clocks()).hasSize((int) started);
        long entered =
                walk.deeds().stream().filter(d -> d.sort() == Deed.Sort.ENTERED).count();
        assertThat(walk.last().trail()).hasSize((int) entered);
        assertThat(walk.last().step()).isEqualTo(walk.taken().size());
        if (walk.last().ended()) {
            assertThat(walk.last().clocks())
                    .noneMatch(
                            k -> k.owed() && p.deadline(k.deadline()).stages().isEmpty());
        }
    }

    @Property(tries = 200)
    void every_filing_and_note_that_was_taken_is_told(@ForAll("shipped") Procedure p, @ForAll long seed) {
        var walk = walk(p, seed);
        var told = Stream.of(Deed.Sort.FILED, Deed.Sort.NOTED, Deed.Sort.VOTED, Deed.Sort.MEASURED)
                .toList();
        long said = walk.taken().stream()
                .filter(e -> e instanceof Event.File
                        || e instanceof Event.Note
                        || e instanceof Event.Vote
                        || e instanceof Event.Measure)
                .count();
        assertThat(walk.deeds().stream().filter(d -> told.contains(d.sort()))).hasSize((int) said);
        assertThat(walk.deeds()).allSatisfy(d -> {
            var text = Journey.tell(p, d);
            assertThat(text.zh()).isNotBlank();
            assertThat(text.en()).isNotBlank();
        });
    }
}
