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
    private static final int MOST = 1_000;

    private final Map<String, String> fields;
    private final Words words;
    private final Permit now;
    private final Errors errors;

    /** @param fields as they were typed, by their names */
    PermitForm(Map<String, String> fields, Words words, Permit now, Errors errors) {
        this.fields = fields;
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
        f.put("regions", joined(scope.regions()));
        f.put("youngest", Integer.toString(scope.youngest()));
        f.put("models", joined(scope.models()));
        f.put("tools", joined(scope.tools()));
        f.put("purposes", joined(scope.purposes()));
        f.put("origins", joined(scope.origins()));
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
        var expires = p.expires();
        f.put(
                "expires",
                expires == null
                        ? ""
                        : expires.atZone(scope.zone()).toLocalDateTime().toString());
        p.duties().forEach((clause, duty) -> f.put("duty." + clause, duty));
        return f;
    }

    private static String joined(Set<String> values) {
        return String.join(", ", new TreeSet<>(values));
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
            caps = caps.with(cap, users ? users() : number(cap.id(), cap.most()));
        }
        var zone = zone();
        var scope = scope(zone);
        var terms = terms();
        var expires = expires(zone);
        var duties = new TreeMap<String, String>();
        clauses().stream().filter(c -> !typed("duty." + c).isEmpty()).forEach(c -> duties.put(c, typed("duty." + c)));
        if (errors.any()) {
            return null;
        }
        return new Permit(
                now.system(),
                version(),
                chosen("state", PermitState.values(), now.state()),
                caps,
                scope,
                terms,
                now.containment(),
                expires,
                duties,
                now.barred());
    }

    private String typed(String field) {
        return fields.getOrDefault(field, "").strip();
    }

    private long version() {
        return typed("version").matches("[0-9]{1,18}") ? Long.parseLong(typed("version")) : -1;
    }

    private long users() {
        var cap = Cap.USERS_PER_DAY;
        long typed = number(cap.id(), Long.MAX_VALUE);
        if (typed > cap.most()) {
            errors.add(cap.id(), words.t("editor.users.most"));
        }
        return Math.min(typed, cap.most());
    }

    private long number(String field, long most) {
        var typed = typed(field).replace(",", "").replace(" ", "");
        if (typed.isEmpty()) {
            return 0;
        }
        if (!typed.matches("[0-9]{1,16}")) {
            errors.add(field, words.t("permit.whole"));
            return 0;
        }
        long value = Long.parseLong(typed);
        if (value > most) {
            errors.add(field, words.t("editor.most", most));
        }
        return Math.min(value, most);
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(typed("zone"));
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
        var tools = set("tools");
        var schemas = new HashMap<>(now.scope().toolSchemas()); // written as JSON; one of a tool that goes is moot
        if (!tools.isEmpty()) {
            schemas.keySet().retainAll(tools);
        }
        return new Scope(
                opens,
                closes,
                zone,
                regions(),
                (int) number("youngest", 150),
                set("models"),
                tools,
                schemas,
                set("purposes"),
                set("origins"),
                now.scope().asks()); // written as JSON
    }

    private @Nullable LocalTime time(String field) {
        var typed = typed(field);
        try {
            return typed.isEmpty() ? null : LocalTime.parse(typed);
        } catch (DateTimeException e) {
            errors.add(field, words.t("editor.time.wrong"));
            return null;
        }
    }

    private Set<String> regions() {
        var values = set("regions");
        for (var value : values) {
            var problem = Region.problem(value);
            if (problem != null) {
                errors.add("regions", words.t(problem));
            }
        }
        return values;
    }

    private Set<String> set(String field) {
        var values = new LinkedHashSet<String>();
        for (var value : typed(field).split("[,，、\\n]")) {
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        if (values.size() > MOST) {
            errors.add(field, words.t("editor.most", MOST));
        }
        return values;
    }

    private Terms terms() {
        var producer = ProducerField.read(words, this::typed, errors::add);
        var inspectors = new LinkedHashSet<String>();
        var actions = new TreeMap<String, Terms.Action>();
        for (var name : fields.keySet()) {
            if (name.startsWith("inspector.")) {
                inspectors.add(name.substring("inspector.".length()));
            } else if (name.startsWith("action.") && !typed(name).isEmpty()) {
                var kind = name.substring("action.".length());
                actions.put(kind, chosen(name, Terms.Action.values(), Terms.Action.NOTE));
            }
        }
        var d = now.terms();
        return new Terms(
                chosen("place", Terms.ExplicitPlace.values(), d.explicitLabel()),
                !typed("implicitLabel").isEmpty(),
                producer,
                inspectors,
                actions,
                (int) number("keepContentDays", 36_500),
                (int) number("keepRecordDays", 36_500),
                chosen("whenStoreIsDown", Terms.WhenStoreIsDown.values(), d.whenStoreIsDown()),
                chosen("onAlert", Terms.OnAlert.values(), d.onAlert()));
    }

    private @Nullable Instant expires(ZoneId zone) {
        var typed = typed("expires");
        try {
            return typed.isEmpty()
                    ? null
                    : LocalDateTime.parse(typed).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            errors.add("expires", words.t("calls.bad-time"));
            return null;
        }
    }

    private <E extends Enum<E>> E chosen(String field, E[] values, E otherwise) {
        return Arrays.stream(values)
                .filter(v -> v.name().equals(typed(field)))
                .findFirst()
                .orElse(otherwise);
    }
}
