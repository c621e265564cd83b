package zhiheng.gateway.permit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.BadValue;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.JsonLimits;

/** A permit as people and programs write it. Unknown fields are refused: a misspelt cap must not be an absent one. */
public final class PermitJson {
    private static final int LONGEST_TEXT = 1 << 20;
    private static final JsonMapper JSON = JsonLimits.strict(LONGEST_TEXT);
    private static final Set<String> FIELDS = Set.of(
            "system", "version", "state", "caps", "scope", "terms", "containment", "expires", "duties", "barred");
    private static final Set<String> BARRED = Set.of("models", "tools", "regions", "tenants");
    private static final Set<String> CAPS =
            Arrays.stream(Cap.values()).map(Cap::id).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SCOPE = Set.of(
            "opens",
            "closes",
            "zone",
            "regions",
            "youngest",
            "models",
            "tools",
            "toolSchemas",
            "purposes",
            "origins",
            "asks");
    private static final Set<String> TERMS = Set.of(
            "explicitLabel",
            "implicitLabel",
            "producer",
            "inspectors",
            "actions",
            "keepContentDays",
            "keepRecordDays",
            "whenStoreIsDown",
            "onAlert");

    private PermitJson() {}

    /** The members that a permit may have. */
    public static Set<String> fields() {
        return FIELDS;
    }

    /** @throws IllegalArgumentException saying what is wrong and where */
    public static Permit read(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new BadValue("", "不是有效的 JSON：" + e.getOriginalMessage(), "not JSON: " + e.getOriginalMessage(), e);
        }
        try {
            return permit(root);
        } catch (ArithmeticException | DateTimeException | JacksonException e) {
            throw new BadValue("", "数字或时间超出范围：" + e.getMessage(), "out of its range: " + e.getMessage(), e);
        }
    }

    /**
     * As {@link #read}, from somebody who writes a permit now: an action for what no inspector finds, {@code secrets} for {@code secret},
     * would do nothing and look as if it did; a region that is no code would shut out every call; no age is below 0.
     */
    public static Permit readTyped(String json) {
        var permit = read(json);
        for (var kind : permit.terms().actions().keySet()) {
            var problem = FindingKind.problem(kind);
            if (problem != null) {
                throw new BadValue("actions", problem.zh(), problem.en());
            }
        }
        for (var region : permit.scope().regions()) {
            var problem = Region.problem(region);
            if (problem != null) {
                throw new BadValue("regions", problem.zh(), problem.en());
            }
        }
        int youngest = permit.scope().youngest();
        if (youngest < 0) {
            throw new BadValue("youngest", "年龄不能小于 0：" + youngest, "an age cannot be below 0: " + youngest);
        }
        return permit;
    }

    private static Permit permit(JsonNode root) {
        known(root, "permit", FIELDS);
        return new Permit(
                text(root, "system", ""),
                number(root, "version", 1),
                constant(PermitState.class, text(root, "state", "open"), "state"),
                caps(root.path("caps")),
                scope(root.path("scope")),
                terms(root.path("terms")),
                ContainmentJson.read(root.path("containment")),
                root.hasNonNull("expires") ? Instant.parse(text(root, "expires", "")) : null,
                texts(root, "duties"),
                barred(root.path("barred")));
    }

    private static Barred barred(JsonNode n) {
        known(n, "barred", BARRED);
        return new Barred(set(n, "models"), set(n, "tools"), set(n, "regions"), set(n, "tenants"));
    }

    private static Caps caps(JsonNode n) {
        known(n, "caps", CAPS);
        var caps = Caps.NONE;
        for (var cap : Cap.values()) {
            caps = caps.with(cap, number(n, cap.id(), 0));
        }
        return caps;
    }

    private static Scope scope(JsonNode n) {
        known(n, "scope", SCOPE);
        return new Scope(
                time(n, "opens"),
                time(n, "closes"),
                ZoneId.of(text(n, "zone", "Asia/Shanghai")),
                set(n, "regions"),
                Math.toIntExact(number(n, "youngest", 0)),
                set(n, "models"),
                set(n, "tools"),
                schemas(object(n, "toolSchemas")),
                set(n, "purposes"),
                set(n, "origins"),
                set(n, "asks"));
    }

    private static Terms terms(JsonNode n) {
        known(n, "terms", TERMS);
        var d = Terms.DEFAULT;
        var actions = new LinkedHashMap<String, Terms.Action>();
        texts(n, "actions").forEach((k, v) -> actions.put(k, constant(Terms.Action.class, v, "actions." + k)));
        return new Terms(
                constant(Terms.ExplicitPlace.class, text(n, "explicitLabel", word(d.explicitLabel())), "explicitLabel"),
                truth(n, "implicitLabel", d.implicitLabel()),
                text(n, "producer", ""),
                set(n, "inspectors"),
                actions,
                Math.toIntExact(number(n, "keepContentDays", d.keepContentDays())),
                Math.toIntExact(number(n, "keepRecordDays", d.keepRecordDays())),
                constant(
                        Terms.WhenStoreIsDown.class,
                        text(n, "whenStoreIsDown", word(d.whenStoreIsDown())),
                        "whenStoreIsDown"),
                constant(Terms.OnAlert.class, text(n, "onAlert", word(d.onAlert())), "onAlert"));
    }

    public static String write(Permit p) {
        var root = JSON.createObjectNode();
        root.put("system", p.system()).put("version", p.version()).put("state", word(p.state()));
        var caps = root.putObject("caps");
        for (var cap : Cap.values()) {
            caps.put(cap.id(), p.caps().of(cap));
        }
        var scope = root.putObject("scope");
        if (p.scope().opens() != null && p.scope().closes() != null) {
            scope.put("opens", String.valueOf(p.scope().opens()))
                    .put("closes", String.valueOf(p.scope().closes()));
        }
        scope.put("zone", p.scope().zone().getId()).put("youngest", p.scope().youngest());
        list(scope, "regions", p.scope().regions());
        list(scope, "models", p.scope().models());
        list(scope, "tools", p.scope().tools());
        var schemas = scope.putObject("toolSchemas");
        p.scope().toolSchemas().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> schemas.set(e.getKey(), JSON.readTree(e.getValue())));
        list(scope, "purposes", p.scope().purposes());
        if (!p.scope().origins().isEmpty()) {
            list(scope, "origins", p.scope().origins());
        }
        if (!p.scope().asks().isEmpty()) {
            list(scope, "asks", p.scope().asks());
        }
        var t = p.terms();
        var terms = root.putObject("terms")
                .put("explicitLabel", word(t.explicitLabel()))
                .put("implicitLabel", t.implicitLabel())
                .put("producer", t.producer());
        list(terms, "inspectors", t.inspectors());
        var actions = terms.putObject("actions");
        t.actions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> actions.put(e.getKey(), word(e.getValue())));
        terms.put("keepContentDays", t.keepContentDays())
                .put("keepRecordDays", t.keepRecordDays())
                .put("whenStoreIsDown", word(t.whenStoreIsDown()))
                .put("onAlert", word(t.onAlert()));
        if (!p.containment().isEmpty()) {
            ContainmentJson.write(root.putObject("containment"), p.containment());
        }
        if (!p.barred().isEmpty()) {
            var barred = root.putObject("barred");
            list(barred, "models", p.barred().models());
            list(barred, "tools", p.barred().tools());
            list(barred, "regions", p.barred().regions());
            list(barred, "tenants", p.barred().tenants());
        }
        var expires = p.expires();
        if (expires != null) {
            root.put("expires", expires.toString());
        }
        var duties = root.putObject("duties");
        p.duties().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> duties.put(e.getKey(), e.getValue()));
        return root.toPrettyString();
    }

    static void list(ObjectNode n, String name, Collection<String> values) {
        var array = n.putArray(name);
        values.stream().sorted().forEach(array::add);
    }

    static void known(JsonNode n, String where, Set<String> fields) {
        if (n.isMissingNode()) {
            return;
        }
        if (!n.isObject()) {
            throw new BadValue(where, "应为对象", "an object is expected");
        }
        for (var field : n.propertyNames()) {
            if (!fields.contains(field)) {
                throw new BadValue(
                        where,
                        "未知字段 " + field + "；可用字段为 " + fields.stream().sorted().toList(),
                        "unknown field " + field + "; known are "
                                + fields.stream().sorted().toList());
            }
        }
    }

    static String text(JsonNode n, String field, String otherwise) {
        var value = n.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isString()) {
            throw new BadValue(field, "应为文本", "a text is expected");
        }
        return value.asString();
    }

    static long number(JsonNode n, String field, long otherwise) {
        var value = n.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()) {
            throw new BadValue(field, "应为整数", "a whole number is expected");
        }
        return value.asLong();
    }

    static boolean truth(JsonNode n, String field, boolean otherwise) {
        var value = n.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new BadValue(field, "应为 true 或 false", "true or false is expected");
        }
        return value.asBoolean();
    }

    private static @Nullable LocalTime time(JsonNode n, String field) {
        var value = text(n, field, "");
        return value.isEmpty() ? null : LocalTime.parse(value);
    }

    static Set<String> set(JsonNode n, String field) {
        var list = n.path(field);
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw new BadValue(field, "应为列表", "a list is expected");
        }
        var values = new LinkedHashSet<String>();
        list.forEach(v -> values.add(text(v, field)));
        return values;
    }

    private static Map<String, String> texts(JsonNode n, String field) {
        var values = new LinkedHashMap<String, String>();
        object(n, field).properties().forEach(e -> values.put(e.getKey(), text(e.getValue(), field)));
        return values;
    }

    private static String text(JsonNode value, String field) {
        if (!value.isString()) {
            throw new BadValue(field, "应为若干文本", "texts are expected");
        }
        return value.asString();
    }

    static JsonNode object(JsonNode n, String field) {
        var value = n.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw new BadValue(field, "应为对象", "an object is expected");
        }
        return value;
    }

    private static Map<String, String> schemas(JsonNode n) {
        var schemas = new LinkedHashMap<String, String>();
        n.properties().forEach(e -> schemas.put(e.getKey(), e.getValue().toString()));
        return schemas;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word, String where) {
        for (var constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        var known = Arrays.stream(type.getEnumConstants()).map(PermitJson::word).toList();
        throw new BadValue(where, word + " 不在 " + known + " 之中", word + " is none of " + known);
    }
}
