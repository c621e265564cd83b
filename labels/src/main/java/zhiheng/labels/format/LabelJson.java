package zhiheng.labels.format;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.ProducerCode;

/** The AIGC value of Annex E, read: it takes what real files hold and names each departure. */
public final class LabelJson {
    private static final List<String> KEYS = List.of(
            "Label",
            "ContentProducer",
            "ProduceID",
            "ReservedCode1",
            "ContentPropagator",
            "PropagateID",
            "ReservedCode2");
    private static final Map<String, String> BY_LOWER = byLower();
    /** Misspellings seen in tools' own examples. */
    private static final Map<String, String> MISSPELT = Map.of(
            "reservecode1", "ReservedCode1",
            "reservecode2", "ReservedCode2",
            "propagator", "ContentPropagator",
            "propagatorid", "PropagateID",
            "propagateid", "PropagateID",
            "producer", "ContentProducer",
            "producerid", "ProduceID");

    private static final Set<String> OTHER_SCHEMA = Set.of("ServiceProvider", "ServiceUser", "ContentId");

    /** A text understood as a label. */
    record Parsed(ContentLabel label, EnumSet<Deviation> deviations) {}

    private LabelJson() {}

    /** Whether the text has an element of a label, well formed or not. */
    public static boolean isLabel(String text) {
        return read(text).isPresent();
    }

    /** Empty when the text has no known element: a key that merely contains AIGC is not yet a label. */
    static Optional<Parsed> read(String found) {
        String text = found.strip();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1).strip();
        }
        var deviations = EnumSet.noneOf(Deviation.class);
        Object value = parse(text, deviations);
        return value instanceof Map<?, ?> map ? read(map, deviations) : Optional.empty();
    }

    private static @Nullable Object parse(String text, EnumSet<Deviation> deviations) {
        try {
            if (text.startsWith("{\"AIGC\"")) {
                return LenientJson.prefix(text, 0);
            }
            if (text.startsWith("{")) {
                return LenientJson.parse(text);
            }
            if (text.startsWith("AIGC{")) {
                deviations.add(Deviation.GLUED_SEGMENT);
                return LenientJson.prefix(text, 4);
            }
            if (text.startsWith("e") && text.length() >= 20) {
                String decoded = new String(
                        Base64.getDecoder()
                                .decode(text.replace('-', '+').replace('_', '/').replace("=", "")),
                        StandardCharsets.UTF_8);
                deviations.add(Deviation.BASE64);
                return LenientJson.parse(decoded);
            }
        } catch (IllegalArgumentException e) {
            return salvage(text, deviations);
        }
        return null;
    }

    /** Broken JSON that still quotes known elements is a label, and a deviating one. */
    private static @Nullable Object salvage(String text, EnumSet<Deviation> deviations) {
        var map = new HashMap<String, Object>();
        for (String key : KEYS) {
            int at = text.indexOf(key);
            if (at < 0) {
                continue;
            }
            int colon = text.indexOf(':', at + key.length());
            if (colon < 0 || colon > at + key.length() + 4) {
                continue;
            }
            int end = colon + 1;
            while (end < text.length() && ",}\n".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            String value = text.substring(colon + 1, end).replaceAll("[\"'\\\\\\s]", "");
            map.put(key, value);
        }
        if (!map.containsKey("Label")) {
            return null;
        }
        deviations.add(Deviation.NOT_JSON);
        return map;
    }

    /** Reads a map that some other syntax (YAML, XML properties) has delivered. */
    static Optional<Parsed> read(Map<?, ?> outer, EnumSet<Deviation> deviations) {
        Map<?, ?> map = outer;
        for (int i = 0; i < 2; i++) {
            Object inner = map.get("AIGC");
            if (inner == null) {
                inner = map.get("aigc");
            }
            if (inner instanceof Map<?, ?> m) {
                deviations.add(Deviation.WRAPPED);
                map = m;
            } else if (inner instanceof String s && s.strip().startsWith("{")) {
                deviations.add(Deviation.WRAPPED);
                try {
                    if (LenientJson.parse(s) instanceof Map<?, ?> m) {
                        map = m;
                    }
                } catch (IllegalArgumentException e) {
                    deviations.add(Deviation.NOT_JSON);
                }
            }
        }
        var elements = new HashMap<String, String>();
        boolean[] known = {false};
        for (var entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            String key = canonical(name, deviations);
            if (key == null) {
                known[0] |= otherSchema(name, entry.getValue(), elements, deviations);
                continue;
            }
            known[0] = true;
            if (entry.getValue() instanceof LenientJson.Bare && key.equals("Label")) {
                deviations.add(Deviation.NUMERIC_LABEL);
            }
            elements.putIfAbsent(key, text(entry.getValue()));
        }
        return known[0] ? Optional.of(judged(elements, deviations)) : Optional.empty();
    }

    private static Parsed judged(Map<String, String> e, EnumSet<Deviation> deviations) {
        Certainty certainty = certainty(e.get("Label"), deviations);
        var label = new ContentLabel(
                certainty,
                e.getOrDefault("ContentProducer", ""),
                e.getOrDefault("ProduceID", ""),
                e.getOrDefault("ReservedCode1", ""),
                e.getOrDefault("ContentPropagator", ""),
                e.getOrDefault("PropagateID", ""),
                e.getOrDefault("ReservedCode2", ""));
        boolean produced =
                !label.contentProducer().isEmpty() && !label.produceId().isEmpty();
        boolean propagated =
                !label.contentPropagator().isEmpty() && !label.propagateId().isEmpty();
        if (!produced && !propagated) {
            deviations.add(Deviation.MISSING_ELEMENT);
        } else if (!propagated) {
            deviations.add(Deviation.EMPTY_PROPAGATION);
        }
        for (String value : label.elements().values()) {
            if (!value.chars().allMatch(c -> c >= 0x21 && c <= 0x7E && c != '\\')) {
                deviations.add(Deviation.CHARACTERS);
            }
        }
        if (!label.contentProducer().isEmpty()) {
            if (!ProducerCode.looksLike(label.contentProducer())) {
                deviations.add(Deviation.PRODUCER_NOT_CODE);
            } else if (ProducerCode.problem(label.contentProducer()).isPresent()) {
                deviations.add(Deviation.PRODUCER_CODE_INVALID);
            }
        }
        return new Parsed(label, deviations);
    }

    /** An unreadable claim is taken as the strongest: a file that says AIGC about itself is not the less generated for it. */
    private static Certainty certainty(@Nullable String value, EnumSet<Deviation> deviations) {
        if (value == null) {
            if (!deviations.contains(Deviation.OTHER_SCHEMA)) {
                deviations.add(Deviation.MISSING_ELEMENT);
            }
            return Certainty.IS;
        }
        try {
            return Certainty.of(value.strip());
        } catch (IllegalArgumentException e) {
            deviations.add(Deviation.LABEL_VALUE);
            return Certainty.IS;
        }
    }

    private static @Nullable String canonical(String name, EnumSet<Deviation> deviations) {
        if (KEYS.contains(name)) {
            return name;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String key = BY_LOWER.get(lower);
        if (key != null) {
            deviations.add(Deviation.KEY_CASE);
            return key;
        }
        key = MISSPELT.get(lower);
        if (key != null) {
            deviations.add(Deviation.KEY_SPELLING);
        }
        return key;
    }

    private static boolean otherSchema(
            String name, Object value, Map<String, String> elements, EnumSet<Deviation> deviations) {
        if (!OTHER_SCHEMA.contains(name)) {
            return false;
        }
        deviations.add(Deviation.OTHER_SCHEMA);
        switch (name) {
            case "ServiceProvider" -> elements.putIfAbsent("ContentProducer", text(value));
            case "ContentId" -> elements.putIfAbsent("ProduceID", text(value));
            default -> {}
        }
        return true;
    }

    private static String text(Object value) {
        return switch (value) {
            case String s -> s;
            case LenientJson.Bare b -> b.text().equals("null") ? "" : b.text();
            case Map<?, ?> m -> compact(m);
            default -> String.valueOf(value);
        };
    }

    private static String compact(Object value) {
        var out = new StringBuilder();
        compact(out, value);
        return out.toString();
    }

    private static void compact(StringBuilder out, Object value) {
        switch (value) {
            case Map<?, ?> m -> {
                out.append('{');
                String comma = "";
                for (var e : m.entrySet()) {
                    out.append(comma);
                    Json.quote(out, String.valueOf(e.getKey()));
                    out.append(':');
                    compact(out, e.getValue());
                    comma = ",";
                }
                out.append('}');
            }
            case List<?> l -> {
                out.append('[');
                String comma = "";
                for (Object e : l) {
                    out.append(comma);
                    compact(out, e);
                    comma = ",";
                }
                out.append(']');
            }
            case LenientJson.Bare b -> out.append(b.text());
            default -> Json.quote(out, String.valueOf(value));
        }
    }

    private static Map<String, String> byLower() {
        var map = new HashMap<String, String>();
        KEYS.forEach(k -> map.put(k.toLowerCase(Locale.ROOT), k));
        return map;
    }
}
