package zhiheng.packs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Nearest;

/** A system written as one line of JSON. Strict JSON, not YAML: a line is what a program wrote. */
final class SystemLine {
    private final String place;
    private final Map<String, @Nullable Object> members;

    private SystemLine(String place, Map<String, @Nullable Object> members) {
        this.place = place;
        this.members = members;
    }

    static SystemFile read(PackLibrary library, String place, String json) {
        try {
            var line = new SystemLine(place, JsonReader.object(json, JsonReader.Limits.BODY));
            line.refuseUnknown();
            var name = line.text("name");
            if (name.isEmpty()) {
                throw line.error("'name' is missing; add it");
            }
            return new SystemFile(name, line.text("description"), line.text("purpose"), line.facts(library));
        } catch (JsonException e) {
            throw new PackException(place + ": not valid JSON: column " + e.column() + ": "
                    + e.reason().en());
        }
    }

    private void refuseUnknown() {
        for (var key : members.keySet()) {
            if (!SystemFile.KEYS.contains(key)) {
                throw error("unknown key '" + key + "'" + Nearest.sentence(key, SystemFile.KEYS) + "Allowed here: "
                        + String.join(", ", SystemFile.KEYS));
            }
        }
    }

    private String text(String key) {
        return switch (members.get(key)) {
            case null -> "";
            case String text -> text.strip();
            default -> throw error("'" + key + "' must be a text");
        };
    }

    private Facts facts(PackLibrary library) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        switch (members.get("facts")) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((name, value) -> values.put(String.valueOf(name), value));
            default -> throw error("'facts' must be an object");
        }
        var problems = new ArrayList<String>();
        var facts = Facts.read(library, values, problems);
        if (!problems.isEmpty()) {
            throw new PackException(place + ": " + String.join("\n" + place + ": ", problems));
        }
        return facts;
    }

    private PackException error(String reason) {
        return new PackException(place + ": " + reason);
    }
}
