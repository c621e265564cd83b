package zhiheng.server.rooms.permits;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Region;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.ProducerField;
import zhiheng.server.ground.page.Words;

/** A permit as the fields of a form, and back, with a message at each field that is wrong. */
final class PermitForm {
    private static final List<String> SETS = List.of("regions", "models", "tools", "purposes", "origins");

    private final Typed typed;
    private final Words words;
    private final Permit now;
    private final Errors errors;

    /** @param fields as they were typed, by their names */
    PermitForm(Map<String, String> fields, Words words, Permit now, Errors errors) {
        typed = new Typed(fields, words, errors);
        this.words = words;
        this.now = now;
        this.errors = errors;
    }

    /** What the fields hold before anybody typed. */
    static Map<String, String> values(Permit p) {
        var f = new LinkedHashMap<String, String>();
        var caps = p.caps();
        f.put("version", Long.toString(p.version()));
        f.put("state", p.state().name());
        for (var cap : Cap.values()) {
            f.put(cap.id(), Long.toString(caps.of(cap)));
        }
        var scope = p.scope();
        f.put("opens", scope.opens() == null ? "" : String.valueOf(scope.opens()));
        f.put("closes", scope.closes() == null ? "" : String.valueOf(scope.closes()));
        f.put("zone", scope.zone().getId());
        f.put("regions", Typed.joined(scope.regions()));
        f.put("youngest", Integer.toString(scope.youngest()));
        f.put("models", Typed.joined(scope.models()));
        f.put("tools", Typed.joined(scope.tools()));
        f.put("purposes", Typed.joined(scope.purposes()));
        f.put("origins", Typed.joined(scope.origins()));
        var terms = p.terms();
        f.put("place", terms.explicitLabel().name());
        f.put("implicitLabel", terms.implicitLabel() ? "1" : "");
        f.put("producer", terms.producer());
        terms.inspectors().forEach(i -> f.put("inspector." + i, "1"));
        terms.actions().forEach((kind, action) -> f.put("action." + kind, action.name()));
        f.put("keepContentDays", Integer.toString(terms.keepContentDays()));
        f.put("keepRecordDays", Integer.toString(terms.keepRecordDays()));
        f.put("whenStoreIsDown", terms.whenStoreIsDown().name());
        f.put("onAlert", terms.onAlert().name());
        ContainmentForm.values(p.containment(), f);
        var expires = p.expires();
        f.put(
                "expires",
                expires == null
                        ? ""
                        : expires.atZone(scope.zone()).toLocalDateTime().toString());
        p.duties().forEach((clause, duty) -> f.put("duty." + clause, duty));
        return f;
    }

    /** Inspectors that can be asked for, and those that the permit asks for anyway. */
    static List<String> inspectors(Permit p, Set<String> named) {
        var all = new LinkedHashSet<String>();
        for (var family : FindingFamily.values()) {
            var inspector = family.inspector();
            if (inspector != null && !family.isNamed()) {
                all.add(inspector);
            }
        }
        all.addAll(named);
        all.addAll(new TreeSet<>(p.terms().inspectors()));
        return List.copyOf(all);
    }

    /** Kinds that can be given an action: families, kinds that were found, kinds that have one. */
    static List<String> kinds(Permit p, List<String> found) {
        var all = new TreeSet<String>();
        for (var family : FindingFamily.values()) {
            if (family.isBuiltIn()) {
                all.add(family.id());
            }
        }
        found.forEach(kind -> all.add(kind.substring(kind.indexOf(':') + 1)));
        all.addAll(p.terms().actions().keySet());
        return List.copyOf(all);
    }

    /** Clauses that a duty can stand behind. */
    static List<String> clauses() {
        return Arrays.stream(Clause.values()).map(Clause::id).distinct().toList();
    }

    /** The permit that was typed; null, with messages, when something in it is wrong. */
    @Nullable
    Permit read() {
        var caps = Caps.NONE;
        for (var cap : Cap.values()) {
            boolean users = cap == Cap.USERS_PER_DAY; // whose message says why there are no more
            caps = caps.with(cap, users ? users() : typed.number(cap.id(), cap.most()));
        }
        var zone = zone();
        var scope = scope(zone);
        var terms = terms();
        var expires = expires(zone);
        var duties = new TreeMap<String, String>();
        clauses().stream()
                .filter(c -> !typed.text("duty." + c).isEmpty())
                .forEach(c -> duties.put(c, typed.text("duty." + c)));
        var containment = ContainmentForm.read(typed, now.containment());
        if (errors.any()) {
            return null;
        }
        return new Permit(
                now.system(),
                version(),
                typed.chosen("state", PermitState.values(), now.state()),
                caps,
                scope,
                terms,
                containment,
                expires,
                duties,
                now.barred());
    }

    private long version() {
        return typed.text("version").matches("[0-9]{1,18}") ? Long.parseLong(typed.text("version")) : -1;
    }

    private long users() {
        var cap = Cap.USERS_PER_DAY;
        long users = typed.number(cap.id(), Long.MAX_VALUE);
        if (users > cap.most()) {
            errors.add(cap.id(), words.t("editor.users.most"));
        }
        return Math.min(users, cap.most());
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(typed.text("zone"));
        } catch (DateTimeException e) {
            errors.add("zone", words.t("editor.zone.wrong"));
            return now.scope().zone();
        }
    }

    private Scope scope(ZoneId zone) {
        var opens = time("opens");
        var closes = time("closes");
        if ((opens == null) != (closes == null)) {
            errors.add(opens == null ? "opens" : "closes", words.t("editor.hours.both"));
        }
        var tools = typed.set("tools");
        var schemas = new HashMap<>(now.scope().toolSchemas()); // written as JSON; one of a tool that goes is moot
        if (!tools.isEmpty()) {
            schemas.keySet().retainAll(tools);
        }
        return new Scope(
                opens,
                closes,
                zone,
                regions(),
                (int) typed.number("youngest", 150),
                typed.set("models"),
                tools,
                schemas,
                typed.set("purposes"),
                typed.set("origins"),
                now.scope().asks()); // written as JSON
    }

    private @Nullable LocalTime time(String field) {
        var time = typed.text(field);
        try {
            return time.isEmpty() ? null : LocalTime.parse(time);
        } catch (DateTimeException e) {
            errors.add(field, words.t("editor.time.wrong"));
            return null;
        }
    }

    private Set<String> regions() {
        var values = typed.set("regions");
        for (var value : values) {
            var problem = Region.problem(value);
            if (problem != null) {
                errors.add("regions", words.t(problem));
            }
        }
        return values;
    }

    private Terms terms() {
        var producer = ProducerField.read(words, typed::text, errors::add);
        var inspectors = new LinkedHashSet<String>();
        var actions = new TreeMap<String, Terms.Action>();
        for (var name : typed.fields().keySet()) {
            if (name.startsWith("inspector.")) {
                inspectors.add(name.substring("inspector.".length()));
            } else if (name.startsWith("action.") && !typed.text(name).isEmpty()) {
                var kind = name.substring("action.".length());
                actions.put(kind, typed.chosen(name, Terms.Action.values(), Terms.Action.NOTE));
            }
        }
        var d = now.terms();
        return new Terms(
                typed.chosen("place", Terms.ExplicitPlace.values(), d.explicitLabel()),
                !typed.text("implicitLabel").isEmpty(),
                producer,
                inspectors,
                actions,
                (int) typed.number("keepContentDays", 36_500),
                (int) typed.number("keepRecordDays", 36_500),
                typed.chosen("whenStoreIsDown", Terms.WhenStoreIsDown.values(), d.whenStoreIsDown()),
                typed.chosen("onAlert", Terms.OnAlert.values(), d.onAlert()));
    }

    private @Nullable Instant expires(ZoneId zone) {
        var time = typed.text("expires");
        try {
            return time.isEmpty()
                    ? null
                    : LocalDateTime.parse(time).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            errors.add("expires", words.t("calls.bad-time"));
            return null;
        }
    }
}
