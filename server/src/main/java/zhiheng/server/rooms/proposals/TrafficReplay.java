package zhiheng.server.rooms.proposals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Json;
import zhiheng.office.registry.AiSystem;
import zhiheng.packs.CallLaw;
import zhiheng.packs.CallRule;
import zhiheng.packs.CallsWhatIf;
import zhiheng.packs.CallsWhatIf.Done;
import zhiheng.packs.Facts;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.server.rooms.traffic.CallTally;
import zhiheng.server.rooms.traffic.InteractionRows;

/**
 * Takes the stored calls of a time past a draft of the law: for each the answers that its system had at that moment, the permit version
 * that decided it, and the day of each law. The database counts alike calls by hour, so the cost is that of hours, not of calls. Reads only.
 */
public final class TrafficReplay {
    /**
     * A time, by days of the office.
     *
     * @param from the first day, {@code to} the last
     */
    public record Period(LocalDate from, LocalDate to, ZoneId zone) {
        Instant begin() {
            return from.atStartOfDay(zone).toInstant();
        }

        Instant end() {
            return to.plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    /**
     * What was found.
     *
     * @param first the day of the oldest record in that time, null for none: records of before are gone or never were
     * @param strangers calls of systems that are no longer in the registry
     * @param unreadable calls of systems whose answers the one or the other version cannot read; {@code unread} says why
     */
    public record Found(
            LocalDate from,
            LocalDate to,
            @Nullable LocalDate first,
            CallsWhatIf.Report report,
            long strangers,
            long unreadable,
            List<String> unread) {}

    private final OfficeStore store;
    private final InteractionRows calls;
    private final PackLibrary now;
    private final PackLibrary then;
    private final CallLaw lawNow;
    private final CallLaw lawThen;

    public TrafficReplay(OfficeStore store, InteractionRows calls, PackLibrary now, PackLibrary then) {
        this.store = store;
        this.calls = calls;
        this.now = now;
        this.then = then;
        lawNow = new CallLaw(now);
        lawThen = new CallLaw(then);
    }

    /** What is counted on the way. */
    private static final class Course {
        private final CallsWhatIf whatIf = new CallsWhatIf();
        private final List<String> unread = new ArrayList<>();
        private long unreadable;
        private long known;
    }

    public Found of(Period period) {
        var course = new Course();
        store.eachSystem(system -> take(system, period, course));
        var all = calls.extent(period.begin(), period.end());
        var first = all.first();
        return new Found(
                period.from(),
                period.to(),
                first == null ? null : LocalDate.ofInstant(first, period.zone()),
                course.whatIf.report(),
                Math.max(0, all.calls() - course.known),
                course.unreadable,
                List.copyOf(course.unread));
    }

    private void take(AiSystem system, Period period, Course course) {
        var changes = store.read(tx -> store.in(tx).acts(system.id(), "facts.changed"));
        var permits = new HashMap<Long, Optional<Permit>>();
        for (var span : FactsThen.between(system.facts(), changes, period.begin(), period.end())) {
            var tallies = calls.tally(system.id(), span.from(), span.to());
            long times = tallies.stream().mapToLong(CallTally::times).sum();
            course.known += times;
            try {
                if (times > 0) {
                    judge(system.id(), span.facts(), tallies, period.zone(), permits, course.whatIf);
                }
            } catch (PackException e) {
                course.unreadable += times;
                course.unread.add(system.id() + ": " + e.getMessage());
            }
        }
    }

    /** Of one system, while its answers stay the same. */
    private void judge(
            String system,
            Map<String, Object> facts,
            List<CallTally> tallies,
            ZoneId zone,
            Map<Long, Optional<Permit>> permits,
            CallsWhatIf whatIf) {
        var before = new Judge(now, lawNow, facts, zone);
        var after = new Judge(then, lawThen, facts, zone);
        for (var tally : tallies) {
            var permit = permits.computeIfAbsent(tally.permit(), version -> permit(system, version));
            whatIf.judge(
                    system,
                    facts,
                    LocalDate.ofInstant(tally.hour(), zone),
                    before.at(tally.hour()),
                    after.at(tally.hour()),
                    new CallsWhatIf.Calls(tally.times(), done(tally, permit.orElse(null)), ground(tally, permit)));
        }
    }

    /** What one version of the law asks of calls of one system, while its answers stay the same; days on which that is the same are judged once. */
    private static final class Judge {
        private final PackLibrary library;
        private final CallLaw law;
        private final Map<String, Object> answers;
        private final Facts facts;
        private final ZoneId zone;
        private final Map<Instant, List<Integer>> stretches = new HashMap<>();
        private final Map<List<Integer>, CallLaw.Day> days = new HashMap<>();

        Judge(PackLibrary library, CallLaw law, Map<String, Object> answers, ZoneId zone) {
            this.library = library;
            this.law = law;
            this.answers = answers;
            this.facts = Facts.of(library, answers);
            this.zone = zone;
        }

        CallLaw.Day at(Instant hour) {
            var legal = library.days(hour, zone);
            var stretch = stretches.computeIfAbsent(legal.since(), since -> law.stretch(answers, legal));
            return days.computeIfAbsent(stretch, s -> law.of(facts, legal));
        }
    }

    /** The version that decided, as the act of its change tells it; empty where there was no permit or the act is gone. */
    private Optional<Permit> permit(String system, long version) {
        return version == 0
                ? Optional.empty()
                : store.read(tx -> store.in(tx).lastAct(system, "permit.changed", system + "/permit/" + version))
                        .map(row -> Objects.requireNonNull(
                                Json.readMap(row.act().body()).get("after")))
                        .map(after -> PermitJson.read(Json.write(after)));
    }

    private static Map<CallRule, Done> done(CallTally tally, @Nullable Permit permit) {
        var done = new EnumMap<CallRule, Done>(CallRule.class);
        var terms = permit == null ? null : permit.terms();
        if (tally.answered()) {
            done.put(CallRule.FORBIDDEN, Done.NO);
            done.put(CallRule.REVIEWED, tally.released() ? Done.YES : Done.NO);
            done.put(
                    CallRule.INSPECTED,
                    terms == null ? Done.UNKNOWN : terms.inspectors().isEmpty() ? Done.NO : Done.YES);
            if (tally.generated()) {
                done.put(CallRule.LABELLED, tally.labelled() ? Done.YES : unlabelled(terms));
            }
        }
        done.put(
                CallRule.KEPT,
                terms == null ? Done.UNKNOWN : terms.keepRecordDays() >= Terms.SIX_MONTHS_DAYS ? Done.YES : Done.NO);
        return done;
    }

    /** Where the permit leaves the label to the application around the text, the record cannot tell. */
    private static Done unlabelled(@Nullable Terms terms) {
        return terms == null || terms.explicitLabel() == Terms.ExplicitPlace.INTERFACE ? Done.UNKNOWN : Done.NO;
    }

    /** The duty that the refusing clause stands on, where the permit names one, as "pack/duty" or its id alone. */
    private static @Nullable String ground(CallTally tally, Optional<Permit> permit) {
        var duty = permit.map(p -> p.duties().get(tally.clause())).orElse(null);
        return duty == null ? null : duty.substring(duty.lastIndexOf('/') + 1).strip();
    }
}
