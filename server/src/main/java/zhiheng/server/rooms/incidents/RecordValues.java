package zhiheng.server.rooms.incidents;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.cases.clocks.SideBySide.Ticking;
import zhiheng.cases.reports.Sources;
import zhiheng.office.Office;
import zhiheng.office.people.Actor;
import zhiheng.packs.Fact;
import zhiheng.server.rooms.watch.Light;

/** What the record of one incident gives a report form, by the names of {@link Sources}. Times are in UTC and say so. */
record RecordValues(
        Office office,
        IncidentDesk desk,
        Optional<Ladder> ladder,
        AfterDesk after,
        Actor actor,
        Incident incident,
        String procedure)
        implements Function<String, Text> {
    private static final Text NOTHING = new Text("", "");

    @Override
    public Text apply(String source) {
        if (source.startsWith(Sources.FACT)) {
            return fact(source.substring(Sources.FACT.length()));
        }
        if (source.startsWith(Sources.ROLE)) {
            return same(desk.roles(actor, incident.id()).get(source.substring(Sources.ROLE.length())));
        }
        return switch (source) {
            case "incident.id" -> same(incident.id());
            case "incident.title" -> same(incident.title());
            case "incident.source" -> same(incident.source().name().toLowerCase(Locale.ROOT));
            case "incident.reference" -> same(incident.reference());
            case "incident.opened" -> time(incident.opened());
            case "incident.colour" -> light(incident.colour());
            case "incident.grade" -> light(incident.grade());
            case "incident.clause" -> clause();
            case "time.detect" -> time(times().detect());
            case "time.ack" -> named("最早由人办理", "First act of a person", times().ack());
            case "time.contain" -> named("遏制", "Contained", times().contain());
            case "time.recover" -> named("恢复", "Restored", times().recover());
            case "clock.from" ->
                time(clocks().map(Ticking::from).min(Instant::compareTo).orElse(null));
            case "clock.ends" ->
                time(clocks().flatMap(t -> Optional.ofNullable(t.ends()).stream())
                        .min(Instant::compareTo)
                        .orElse(null));
            case "system.name" -> same(incident.systemName());
            case "system.purpose" ->
                same(office.registry().system(actor, incident.system()).purpose());
            case "system.description" ->
                same(office.registry().system(actor, incident.system()).description());
            case "org.name" -> org(o -> o.name());
            case "org.number" ->
                org(o -> o.number().value().isEmpty()
                        ? ""
                        : o.number().register() + " " + o.number().value());
            case "record.opening" -> said(e -> e.kind() == Entry.Kind.OPENED);
            case "record.facts" -> said(e -> e.kind() == Entry.Kind.FACT);
            case "record.decisions" -> said(e -> e.kind() == Entry.Kind.DECISION);
            case "record.conclusion" -> said(e -> e.kind() == Entry.Kind.CLOSED);
            case "measures" -> measures();
            case "evidence" ->
                lines(desk.evidence(actor, incident.id()).keySet().stream()
                        .map(sha -> new Text("SHA-256 " + sha, "SHA-256 " + sha))
                        .toList());
            case "tasks.open" -> tasks(t -> t.done() == null);
            case "tasks.done" -> tasks(t -> t.done() != null);
            case "after.cause" -> same(after.cause(actor, incident.id()));
            case "after.duties" ->
                lines(after.duties(actor, incident.id()).stream()
                        .map(c -> new Text(
                                c.title() + "（" + c.due() + (c.done() == null ? "" : "，已完成") + "）",
                                c.title() + " (" + c.due() + (c.done() == null ? "" : ", done") + ")"))
                        .toList());
            default -> NOTHING;
        };
    }

    private static Text same(@Nullable String value) {
        return value == null ? NOTHING : new Text(value, value);
    }

    private static Text time(@Nullable Instant at) {
        return same(at == null ? null : at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + " (UTC)");
    }

    private static Text named(String zh, String en, @Nullable Instant at) {
        return at == null ? NOTHING : new Text(zh + "：" + time(at).zh(), en + ": " + time(at).en());
    }

    private static Text lines(Collection<Text> all) {
        return new Text(
                all.stream().map(Text::zh).collect(Collectors.joining("\n")),
                all.stream().map(Text::en).collect(Collectors.joining("\n")));
    }

    private static Text light(@Nullable Light light) {
        return switch (light) {
            case null -> NOTHING;
            case RED -> new Text("特别重大（红）", "especially grave (red)");
            case ORANGE -> new Text("重大（橙）", "grave (orange)");
            case YELLOW -> new Text("较大（黄）", "fairly grave (yellow)");
            case BLUE -> new Text("一般（蓝）", "general (blue)");
        };
    }

    private Text clause() {
        var note = incident.note();
        return note.rule().isEmpty() ? NOTHING : note.text().after(note.article() + "  ");
    }

    private Text org(Function<zhiheng.office.people.Org, String> value) {
        return office.orgs()
                .find(actor, incident.org())
                .map(o -> same(value.apply(o)))
                .orElse(NOTHING);
    }

    private Timeline times() {
        return desk.timeline(actor, incident);
    }

    private java.util.stream.Stream<Ticking> clocks() {
        return desk.clocks(actor, incident.id()).stream()
                .filter(t -> t.procedure().equals(procedure));
    }

    private Text said(Predicate<Entry> which) {
        return lines(desk.entries(actor, incident.id()).stream()
                .filter(which)
                .filter(e -> !e.words().isEmpty())
                .map(e -> same(e.words()))
                .toList());
    }

    private Text tasks(Predicate<Task> which) {
        return lines(desk.tasks(actor, incident.id()).stream()
                .filter(which)
                .map(t -> same(t.title() + " → " + t.owner()
                        + (t.due() == null ? "" : ", " + time(t.due()).en())))
                .toList());
    }

    private Text measures() {
        if (ladder.isEmpty()) {
            return NOTHING;
        }
        return lines(ladder.get().of(actor, incident.id()).stream()
                .filter(m -> m.held() != null)
                .map(this::measure)
                .toList());
    }

    private Text measure(Measure m) {
        var effect = ladder.orElseThrow().effect(m);
        var held = time(m.held()).en();
        var ended = m.ended() == null ? "" : " – " + time(m.ended()).en();
        var head = m.level() + " " + held + ended + " " + m.target() + " ";
        return new Text(
                head + m.level().word.text.zh() + "：" + m.level().text.zh() + "；拒绝 " + effect.refused() + " 次",
                head + m.level().word.text.en() + ": " + m.level().text.en() + "; " + effect.refused()
                        + " calls refused");
    }

    private Text fact(String id) {
        var value = incident.note().answers().get(id);
        if (value == null) {
            return NOTHING;
        }
        var fact = desk.grading()
                .flatMap(g -> Optional.ofNullable(g.facts().get(id)))
                .orElse(null);
        if (fact == null) {
            return same(plain(value));
        }
        var answer = value instanceof List<?> several
                ? joined(several.stream().map(v -> label(fact, v)).toList())
                : label(fact, value);
        return fact.type() == Fact.Type.CHOICE || fact.type() == Fact.Type.CHOICES
                ? answer
                : new Text(
                        fact.question().zh() + " " + answer.zh(),
                        fact.question().en() + " " + answer.en());
    }

    private static Text joined(List<Text> all) {
        return all.isEmpty()
                ? new Text("均无", "none of them")
                : new Text(
                        all.stream().map(Text::zh).collect(Collectors.joining("、")),
                        all.stream().map(Text::en).collect(Collectors.joining("; ")));
    }

    private static Text label(Fact fact, Object value) {
        if (value instanceof Boolean yes) {
            return yes ? new Text("是", "yes") : new Text("否", "no");
        }
        return fact.options().stream()
                .filter(o -> o.id().equals(value))
                .map(o -> o.label())
                .findFirst()
                .orElseGet(() -> same(plain(value)));
    }

    private static String plain(Object value) {
        return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15
                ? Long.toString(d.longValue())
                : value.toString();
    }
}
