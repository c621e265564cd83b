package zhiheng.cases;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.cases.Case.RunningClock;

/** A case, an event and its deeds as JSON: one value has one text, and reading gives the value back equal. */
public final class CaseCodec {
    private CaseCodec() {}

    public static String write(Case c) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", c.id());
        json.put("procedure", c.procedure());
        json.put("version", c.version());
        json.put("subject", c.subject());
        json.put("seats", new TreeMap<>(c.seats()));
        json.put("stage", c.stage());
        json.put("ended", c.ended());
        json.put("step", c.step());
        json.put("opened", c.opened());
        json.put("last", c.last());
        json.put("items", each(c.items(), f -> map("digest", f.digest(), "by", f.by(), "at", f.at())));
        json.put("votes", each(c.votes(), TreeMap::new));
        json.put(
                "figures",
                each(
                        c.figures(),
                        f -> map("lower", f.lower(), "upper", f.upper(), "sample", f.sample(), "at", f.at())));
        json.put("clocks", c.clocks().stream().map(CaseCodec::clock).toList());
        var pending = c.pending();
        json.put(
                "pending",
                pending == null ? null : map("event", pending.event(), "by", pending.by(), "at", pending.at()));
        json.put("excluded", new TreeSet<>(c.excluded()));
        json.put(
                "trail",
                c.trail().stream()
                        .map(v -> map("stage", v.stage(), "event", v.event(), "at", v.at()))
                        .toList());
        return Json.write(json);
    }

    private static Map<String, @Nullable Object> clock(RunningClock k) {
        return map(
                "deadline", k.deadline(),
                "from", k.from(),
                "ends", k.ends(),
                "unpublished", k.unpublished(),
                "state", k.state(),
                "reminders", k.reminders(),
                "escalated", k.escalated(),
                "settled", k.settled());
    }

    /** @throws IllegalArgumentException when {@code text} is no case */
    public static Case read(String text) {
        var in = new In(JsonReader.object(text, JsonReader.Limits.RECORD));
        var seats = new TreeMap<String, String>();
        in.object("seats").values.forEach((role, org) -> seats.put(role, string(org, role)));
        var votes = new TreeMap<String, Map<String, Boolean>>();
        in.object("votes").each((item, cast) -> {
            var of = new TreeMap<String, Boolean>();
            cast.values.forEach((person, yes) -> of.put(person, Boolean.TRUE.equals(yes)));
            votes.put(item, Map.copyOf(of));
        });
        var items = new TreeMap<String, Case.Filed>();
        in.object("items")
                .each((item, f) -> items.put(item, new Case.Filed(f.string("digest"), f.string("by"), f.time("at"))));
        var figures = new TreeMap<String, Case.Figure>();
        in.object("figures")
                .each((item, f) -> figures.put(
                        item, new Case.Figure(f.real("lower"), f.real("upper"), f.whole("sample"), f.time("at"))));
        var pending = in.values.get("pending") == null ? null : in.object("pending");
        return new Case(
                in.string("id"),
                in.string("procedure"),
                in.string("version"),
                in.string("subject"),
                Map.copyOf(seats),
                in.string("stage"),
                in.yes("ended"),
                in.whole("step"),
                in.time("opened"),
                in.time("last"),
                Map.copyOf(items),
                Map.copyOf(votes),
                Map.copyOf(figures),
                in.list("clocks", CaseCodec::clock),
                pending == null
                        ? null
                        : new Case.Proposal(pending.string("event"), pending.string("by"), pending.time("at")),
                Set.copyOf(in.strings("excluded")),
                in.list("trail", v -> new Case.Visit(v.string("stage"), v.string("event"), v.time("at"))));
    }

    private static RunningClock clock(In k) {
        return new RunningClock(
                k.string("deadline"),
                k.time("from"),
                k.timeOrNull("ends"),
                (int) k.whole("unpublished"),
                RunningClock.State.valueOf(k.string("state")),
                (int) k.whole("reminders"),
                k.yes("escalated"),
                k.timeOrNull("settled"));
    }

    public static String write(Event event) {
        return Json.write(
                switch (event) {
                    case Event.Act e -> by(e.who(), "act", e.at(), "name", e.name(), "happened", e.happened());
                    case Event.File e -> by(e.who(), "file", e.at(), "item", e.item(), "digest", e.digest());
                    case Event.Vote e -> by(e.who(), "vote", e.at(), "item", e.item(), "yes", e.yes());
                    case Event.Measure e ->
                        by(
                                e.who(),
                                "measure",
                                e.at(),
                                "item",
                                e.item(),
                                "lower",
                                e.lower(),
                                "upper",
                                e.upper(),
                                "sample",
                                e.sample());
                    case Event.Note e -> by(e.who(), "note", e.at(), "sort", e.sort(), "digest", e.digest());
                    case Event.Exclude e -> by(e.who(), "exclude", e.at(), "person", e.person());
                    case Event.Pass e -> by(Who.SYSTEM, "pass", e.at());
                });
    }

    /** @throws IllegalArgumentException when {@code text} is no event */
    public static Event readEvent(String text) {
        var in = new In(JsonReader.object(text, JsonReader.Limits.RECORD));
        var at = in.time("at");
        var who = new Who(in.string("by"), in.string("org"), Procedure.Holder.valueOf(in.string("kind")));
        return switch (in.string("event")) {
            case "act" -> new Event.Act(in.string("name"), who, at, in.time("happened"));
            case "file" -> new Event.File(in.string("item"), in.string("digest"), who, at);
            case "vote" -> new Event.Vote(in.string("item"), in.yes("yes"), who, at);
            case "measure" ->
                new Event.Measure(in.string("item"), in.real("lower"), in.real("upper"), in.whole("sample"), who, at);
            case "note" -> new Event.Note(Event.Note.Sort.valueOf(in.string("sort")), in.string("digest"), who, at);
            case "exclude" -> new Event.Exclude(in.string("person"), who, at);
            case "pass" -> new Event.Pass(at);
            default -> throw new IllegalArgumentException("no event: " + text);
        };
    }

    public static String write(List<Deed> deeds) {
        return Json.write(deeds.stream()
                .map(d ->
                        map("at", d.at(), "sort", d.sort(), "subject", d.subject(), "by", d.by(), "detail", d.detail()))
                .toList());
    }

    /** @throws IllegalArgumentException when {@code text} is no list of deeds */
    public static List<Deed> readDeeds(String text) {
        var in = new In(java.util.Collections.singletonMap("deeds", JsonReader.read(text, JsonReader.Limits.RECORD)));
        return in.list(
                "deeds",
                d -> new Deed(
                        d.time("at"),
                        Deed.Sort.valueOf(d.string("sort")),
                        d.string("subject"),
                        d.string("by"),
                        d.string("detail")));
    }

    private static Map<String, @Nullable Object> by(Who who, String event, Instant at, Object... rest) {
        var json = map("event", event, "at", at, "by", who.person(), "org", who.org(), "kind", who.kind());
        json.putAll(map(rest));
        return json;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            json.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return json;
    }

    private static <T> Map<String, Object> each(Map<String, T> all, Function<T, Object> json) {
        var result = new TreeMap<String, Object>();
        all.forEach((key, value) -> result.put(key, json.apply(value)));
        return result;
    }

    private static String string(@Nullable Object value, String key) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'" + key + "' is no text");
    }

    /** An object that was written here; whatever is not as written is an IllegalArgumentException. */
    private record In(Map<String, @Nullable Object> values) {
        String string(String key) {
            return CaseCodec.string(values.get(key), key);
        }

        boolean yes(String key) {
            if (values.get(key) instanceof Boolean yes) {
                return yes;
            }
            throw new IllegalArgumentException("'" + key + "' is neither true nor false");
        }

        long whole(String key) {
            if (values.get(key) instanceof Long number) {
                return number;
            }
            throw new IllegalArgumentException("'" + key + "' is no whole number");
        }

        double real(String key) {
            if (values.get(key) instanceof Number number) {
                return number.doubleValue();
            }
            throw new IllegalArgumentException("'" + key + "' is no number");
        }

        Instant time(String key) {
            try {
                return Instant.parse(string(key));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + key + "' is no time", e);
            }
        }

        @Nullable
        Instant timeOrNull(String key) {
            return values.get(key) == null ? null : time(key);
        }

        In object(String key) {
            return of(values.get(key), key);
        }

        @SuppressWarnings("unchecked") // the reader makes no other maps
        private static In of(@Nullable Object value, String key) {
            if (value instanceof Map<?, ?> map) {
                return new In((Map<String, @Nullable Object>) map);
            }
            throw new IllegalArgumentException("'" + key + "' is no object");
        }

        void each(java.util.function.BiConsumer<String, In> use) {
            values.forEach((key, value) -> use.accept(key, of(value, key)));
        }

        <T> List<T> list(String key, Function<In, T> read) {
            if (!(values.get(key) instanceof List<?> list)) {
                throw new IllegalArgumentException("'" + key + "' is no list");
            }
            var result = new ArrayList<T>();
            for (var item : list) {
                result.add(read.apply(of(item, key)));
            }
            return List.copyOf(result);
        }

        List<String> strings(String key) {
            if (!(values.get(key) instanceof List<?> list)) {
                throw new IllegalArgumentException("'" + key + "' is no list");
            }
            return list.stream().map(item -> CaseCodec.string(item, key)).toList();
        }
    }
}
