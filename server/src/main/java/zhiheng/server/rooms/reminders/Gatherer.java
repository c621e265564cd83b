package zhiheng.server.rooms.reminders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.OfficeStore;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.ground.tell.Tidings.Window;

/** Asks the sources and writes down who is to hear what. A source that fails is asked again and holds up no other. */
final class Gatherer {
    private static final System.Logger LOG = System.getLogger(Gatherer.class.getPackageName());

    private final List<Tidings> sources;
    private final ReminderRows rows;
    private final ChoiceRows choices;
    private final OfficeStore store;
    private final Clock clock;
    private final Map<String, Asked> asked = new HashMap<>();

    /** When a source was asked, by both clocks: one that is set back or stands still keeps nobody waiting. */
    private record Asked(Instant at, long nanos) {
        boolean isOver(Duration time, Instant now) {
            return !now.isBefore(at.plus(time)) || System.nanoTime() - nanos >= time.toNanos();
        }
    }

    Gatherer(List<Tidings> sources, ReminderRows rows, ChoiceRows choices, OfficeStore store, Clock clock) {
        this.sources = sources;
        this.rows = rows;
        this.choices = choices;
        this.store = store;
        this.clock = clock;
    }

    /** Asks each source whose time has come. */
    void round() {
        var now = clock.instant();
        for (var source : sources) {
            var last = asked.get(source.name());
            if (last == null || last.isOver(source.every(), now)) {
                asked.put(source.name(), new Asked(now, System.nanoTime()));
                try {
                    ask(source);
                } catch (RuntimeException e) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "{0} cannot say what is to be told, and is asked again: {1}",
                            source.name(),
                            e.getMessage());
                }
            }
        }
    }

    private void ask(Tidings source) {
        var window = Window.around(LocalDate.now(clock));
        var place = rows.places().getOrDefault(source.name(), "");
        Recipients people = null;
        Map<String, Choice> chosen = Map.of();
        for (boolean more = true; more && !Thread.currentThread().isInterrupted(); ) {
            var look = source.look(place, window);
            more = look.more();
            if (look.found().isEmpty() && look.place().equals(place)) {
                return;
            }
            place = look.place();
            if (people == null && !look.found().isEmpty()) {
                people = Recipients.now(store);
                chosen = choices.all();
            }
            rows.add(people == null ? List.of() : told(look.found(), people, chosen, clock), source.name(), place);
        }
    }

    private static List<ReminderRows.New> told(
            List<Tiding> found, Recipients people, Map<String, Choice> chosen, Clock clock) {
        var all = new ArrayList<ReminderRows.New>();
        for (var tiding : found) {
            var zone = tiding.zone();
            var today = LocalDate.ofInstant(clock.instant(), zone == null ? clock.getZone() : zone);
            for (var person : people.of(tiding.to())) {
                var choice = chosen.get(person);
                var step = step(tiding, choice == null ? Choice.USUAL_DAYS : choice.daysAhead(), today);
                if (step != null) {
                    all.add(new ReminderRows.New(person, tiding, step, choice != null && choice.reachable()));
                }
            }
        }
        return all;
    }

    /** The step of a thing with a last day: ahead of that day, or late; null while the day is further off than the person wants to hear. */
    static @Nullable String step(Tiding tiding, int daysAhead, LocalDate today) {
        var day = tiding.day();
        if (day == null) {
            return tiding.step();
        }
        if (day.isBefore(today)) {
            return ReminderRows.LATE + day;
        }
        return day.isAfter(today.plusDays(daysAhead)) ? null : "ahead/" + day;
    }
}
