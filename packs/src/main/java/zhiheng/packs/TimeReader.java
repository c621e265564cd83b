package zhiheng.packs;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;

/** What a library says about time: {@code shared/events.yaml}, {@code shared/calendars.yaml} and the clocks of duties. */
final class TimeReader {
    private static final Set<String> EVENT = Yaml.Words.ordered("id", "name");
    private static final Set<String> CALENDAR = Yaml.Words.ordered("jurisdiction", "zone", "years");
    private static final Set<String> YEAR = Yaml.Words.ordered("year", "notice", "off", "worked");
    private static final Set<String> CLOCK = Yaml.Words.ordered("fact", "event", "within", "every");

    private static final Pattern FORM = Pattern.compile("P[1-9][0-9]?[YM]");

    private final Vocabulary vocabulary;
    private final List<String> events;

    TimeReader(Vocabulary vocabulary, List<TriggerEvent> events) {
        this.vocabulary = vocabulary;
        this.events = events.stream().map(TriggerEvent::id).toList();
    }

    static List<TriggerEvent> events(Yaml file) {
        var result = new ArrayList<TriggerEvent>();
        for (var item : file.list()) {
            var f = item.named("event", "id").fields(EVENT);
            var id = f.words("id");
            if (!id.matches("[a-z]+(-[a-z]+)*")) {
                throw f.at().error("an event id is kebab-case: small letters and -");
            }
            if (result.stream().anyMatch(e -> e.id().equals(id))) {
                throw f.at().error("event '" + id + "' is written twice");
            }
            result.add(new TriggerEvent(id, f.required("name").text()));
        }
        return List.copyOf(result);
    }

    static List<WorkCalendar> calendars(Yaml file) {
        var result = new ArrayList<WorkCalendar>();
        for (var item : file.list()) {
            var f = item.named("calendar", "jurisdiction").fields(CALENDAR);
            var published = new HashMap<Integer, String>();
            var off = new HashSet<LocalDate>();
            var worked = new HashSet<LocalDate>();
            for (var year : f.required("years").list()) {
                var y = year.fields(YEAR);
                int number = year(y);
                if (published.put(number, y.words("notice")) != null) {
                    throw year.error("the year " + number + " is written twice");
                }
                days(y, "off", number, false, off);
                days(y, "worked", number, true, worked);
            }
            result.add(new WorkCalendar(f.words("jurisdiction"), zone(f), published, off, worked));
        }
        return List.copyOf(result);
    }

    private static int year(Yaml.Fields f) {
        var written = f.string("year");
        if (!written.matches("(19|20)[0-9]{2}")) {
            throw f.required("year").error("`year`: '" + written + "' is no year");
        }
        return Integer.parseInt(written);
    }

    private static ZoneId zone(Yaml.Fields f) {
        try {
            return ZoneId.of(f.words("zone"));
        } catch (DateTimeException e) {
            throw f.required("zone").error("`zone`: write a name as Asia/Shanghai");
        }
    }

    private static void days(Yaml.Fields f, String key, int year, boolean weekend, Set<LocalDate> into) {
        for (var item : f.required(key).list()) {
            var day = item.date();
            if (day.getYear() != year) {
                throw item.error("`" + key + "`: " + day + " does not lie in " + year);
            }
            if (isWeekend(day) != weekend) {
                throw item.error("`" + key + "`: " + day + " is a " + day.getDayOfWeek()
                        + (weekend ? "; only weekends that are worked are listed" : "; a weekend is off anyway"));
            }
            if (!into.add(day)) {
                throw item.error("`" + key + "`: " + day + " is written twice");
            }
        }
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    Nature nature(Yaml.Fields duty) {
        var word = duty.string("nature");
        if (!Nature.WORDS.contains(word)) {
            throw duty.required("nature")
                    .error("unknown nature '" + word + "'" + Nearest.sentence(word, Nature.WORDS) + "Natures: "
                            + String.join(", ", Nature.WORDS));
        }
        return Nature.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    /** The clocks of a duty, and that they fit what the duty is. */
    List<Clock> clocks(Yaml.Fields duty, Nature nature) {
        var written = duty.optional("clocks");
        var clocks = new ArrayList<Clock>();
        if (written != null) {
            for (var item : written.list()) {
                clocks.add(clock(item));
            }
        }
        boolean dated = duty.optional("due") != null || clocks.stream().anyMatch(c -> c.fact() != null);
        if (nature == Nature.PROHIBITION && !clocks.isEmpty()) {
            throw duty.required("clocks").error("a prohibition has no clocks: it is kept or breached, never late");
        }
        if (nature != Nature.DATED && dated) {
            throw duty.at()
                    .error("only a dated duty has 'due' or the clock of a fact; say `nature: dated`"
                            + " or `since` for a duty that is kept up from a day on");
        }
        if (nature == Nature.DATED && !dated) {
            throw duty.at().error("a dated duty needs 'due' or a clock with the fact that dates it");
        }
        if (nature == Nature.EVENT && clocks.isEmpty()) {
            throw duty.at().error("a duty of the nature 'event' needs 'clocks': which event brings it about");
        }
        return List.copyOf(clocks);
    }

    private Clock clock(Yaml item) {
        var f = item.fields(CLOCK);
        var fact = f.stringOrNull("fact");
        var event = f.stringOrNull("event");
        if ((fact == null) == (event == null)) {
            throw item.error("a clock starts with one 'fact' or one 'event'");
        }
        if (fact != null) {
            dateFact(f, "fact");
        } else if (!events.contains(event)) {
            throw f.required("event")
                    .error("unknown event '" + event + "'" + Nearest.sentence(String.valueOf(event), events)
                            + "Declared in shared/events.yaml: " + String.join(", ", events));
        }
        return new Clock(fact, event, within(f), every(item, f, fact));
    }

    private static @Nullable Term every(Yaml item, Yaml.Fields f, @Nullable String fact) {
        var at = f.optional("every");
        if (at == null) {
            return null;
        }
        if (fact == null) {
            throw at.error("`every`: anniversaries are counted from a date; only a clock with a 'fact' comes back");
        }
        if (f.optional("within") != null) {
            throw item.error("a clock has 'within' or 'every': what comes back is due by each anniversary itself");
        }
        var term = FORM.matcher(at.string()).matches() ? Term.parse(at.string()) : null;
        if (term == null) {
            throw at.error("`every`: '" + at.string()
                    + "' is no span of years or months; write P1Y for each year, P6M for" + " each half year");
        }
        return term;
    }

    /** The date fact that {@code key} names. */
    String dateFact(Yaml.Fields f, String key) {
        var id = f.string(key);
        var slot = vocabulary.find(id);
        if (slot == null) {
            throw f.required(key)
                    .error("`" + key + "`: unknown fact '" + id + "'" + Nearest.hint(id, vocabulary.names()));
        }
        if (slot.fact().type() != Fact.Type.DATE) {
            throw f.required(key).error("`" + key + "`: '" + id + "' is no date");
        }
        return id;
    }

    private static @Nullable Term within(Yaml.Fields f) {
        var at = f.optional("within");
        try {
            return at == null ? null : Term.parse(at.string());
        } catch (IllegalArgumentException e) {
            throw at.error("`within`: '" + at.string() + "' is no time span; write PT4H for four hours, P30D for thirty"
                    + " days, P10WD for ten working days, P6M for six months, P10Y for ten years");
        }
    }

    static Map<String, WorkCalendar> byJurisdiction(List<WorkCalendar> calendars) {
        var result = new HashMap<String, WorkCalendar>();
        calendars.forEach(c -> result.put(c.jurisdiction(), c));
        return Map.copyOf(result);
    }
}
