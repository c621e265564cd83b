package zhiheng.drills.exercise;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.Text;
import zhiheng.packs.PackException;

/**
 * A scenario as fields of a form: each value under a name such as {@code inject-2-at}. It is written as a scenario file and read by the
 * reader of scenario files, so that what the form accepts is what a drill accepts; what is wrong is told by the field it stands in. A row
 * without an id is none.
 */
public final class ScenarioDraft {
    /** How many rows a form has at most. */
    public static final Map<String, Integer> MOST = Map.of("system", 6, "seat", 10, "inject", 12, "report", 10);

    private static final Pattern PLACE = Pattern.compile("(?s)scenario:([0-9]+): (.*)");
    private static final int LONGEST = 4_000;

    private final Map<String, String> typed;
    private final StringBuilder text = new StringBuilder();
    private final TreeMap<Integer, String> fields = new TreeMap<>();
    private int line = 1;

    /**
     * What is wrong.
     *
     * @param field in which, or the nearest one before
     */
    public record Fault(String field, String reason) {}

    private ScenarioDraft(Map<String, String> typed) {
        this.typed = typed;
        write();
    }

    public static ScenarioDraft of(Map<String, String> typed) {
        return new ScenarioDraft(typed);
    }

    /** The file. */
    public String text() {
        return text.toString();
    }

    /** What is wrong first; null where a drill could be held by it. */
    public @Nullable Fault fault() {
        try {
            var unused = read();
            return null;
        } catch (PackException e) {
            var place = PLACE.matcher(String.valueOf(e.getMessage()));
            if (!place.matches()) {
                return new Fault("id", String.valueOf(e.getMessage()));
            }
            var at = fields.floorEntry(Integer.parseInt(place.group(1)));
            return new Fault(at == null ? "id" : at.getValue(), place.group(2));
        }
    }

    /** @throws PackException where there is a {@link #fault} */
    public Scenario read() {
        return Scenarios.read("scenario", text());
    }

    private String value(String field) {
        var value = typed.getOrDefault(field, "").strip();
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    private void line(int indent, String written, String field) {
        fields.put(line++, field);
        text.append(" ".repeat(indent)).append(written).append('\n');
    }

    private static String quoted(String value) {
        return Json.write(value); // a JSON text is one of YAML
    }

    private void entry(int indent, String key, String field) {
        line(indent, key + ": " + quoted(value(field)), field);
    }

    private void optional(int indent, String key, String field) {
        if (!value(field).isEmpty()) {
            entry(indent, key, field);
        }
    }

    private void both(int indent, String key, String field) {
        line(indent, key + ":", field + "-zh");
        entry(indent + 2, "zh", field + "-zh");
        entry(indent + 2, "en", field + "-en");
    }

    private void write() {
        entry(0, "id", "id");
        entry(0, "version", "version");
        both(0, "name", "name");
        both(0, "about", "about");
        entry(0, "sector", "sector");
        var forms = List.of(Scenario.Form.values()).stream()
                .map(f -> f.name().toLowerCase(Locale.ROOT))
                .filter(f -> !value("form-" + f).isEmpty())
                .toList();
        line(0, "forms: [" + String.join(", ", forms) + "]", "form-tabletop");
        entry(0, "kind", "kind");
        entry(0, "reach", "reach");
        entry(0, "ends", "ends");
        optional(0, "every", "every");
        optional(0, "rhythm", "rhythm");
        rows("systems", "system", at -> both(4, "name", at + "name"));
        rows("seats", "seat", at -> {
            entry(4, "part", at + "part");
            both(4, "name", at + "name");
        });
        rows("injects", "inject", this::inject);
        rows("reports", "report", at -> {
            both(4, "name", at + "name");
            entry(4, "after", at + "after");
            entry(4, "within", at + "within");
            entry(4, "by", at + "by");
            entry(4, "ref", at + "ref");
            if (!value(at + "answered").isEmpty()) {
                line(4, "met_by: answer", at + "answered");
            }
        });
    }

    /** What a row of a group is made of. */
    private interface Row {
        void write(String at);
    }

    private void rows(String key, String row, Row each) {
        boolean any = false;
        for (int i = 1; i <= MOST.getOrDefault(row, 0); i++) {
            var at = row + "-" + i + "-";
            if (value(at + "id").isEmpty()) {
                continue;
            }
            if (!any) {
                line(0, key + ":", at + "id");
                any = true;
            }
            line(2, "- id: " + quoted(value(at + "id")), at + "id");
            each.write(at);
        }
        if (!any && !key.equals("reports")) {
            line(0, key + ": []", row + "-1-id");
        }
    }

    private void inject(String at) {
        entry(4, "at", at + "at");
        entry(4, "lasts", at + "lasts");
        entry(4, "to", at + "to");
        entry(4, "attack", at + "attack");
        var atlas = List.of(value(at + "atlas").split("[,，;；\\s]+")).stream()
                .filter(t -> !t.isEmpty())
                .map(ScenarioDraft::quoted)
                .toList();
        line(4, "atlas: [" + String.join(", ", atlas) + "]", at + "atlas");
        both(4, "name", at + "name");
        both(4, "situation", at + "situation");
        if (!value(at + "sort").isEmpty()) {
            line(4, "traffic:", at + "sort");
            entry(6, "sort", at + "sort");
            optional(6, "says", at + "says");
            var calls = value(at + "calls");
            line(6, "calls: " + (calls.matches("[0-9]{1,9}") ? calls : quoted(calls)), at + "calls");
        }
        line(4, "expect:", at + "detect");
        optional(6, "family", at + "family");
        entry(6, "detect", at + "detect");
        entry(6, "acknowledge", at + "acknowledge");
        optional(6, "grade", at + "grade");
        if (!value(at + "within").isEmpty()) {
            line(6, "contain:", at + "within");
            entry(8, "within", at + "within");
            entry(8, "least", at + "least");
            entry(8, "most", at + "most");
        }
        optional(6, "recover", at + "recover");
        entry(6, "by", at + "by");
        asks(at);
    }

    /** Questions for the table, a line each, in both languages side by side. */
    private void asks(String at) {
        var zh = value(at + "ask-zh").split("\\R");
        var en = value(at + "ask-en").split("\\R");
        int most = Math.max(zh.length, en.length);
        if (most == 1 && zh[0].isBlank() && en[0].isBlank()) {
            return;
        }
        line(4, "ask:", at + "ask-zh");
        for (int i = 0; i < most; i++) {
            line(6, "- zh: " + quoted(i < zh.length ? zh[i].strip() : ""), at + "ask-zh");
            line(6, "  en: " + quoted(i < en.length ? en[i].strip() : ""), at + "ask-en");
        }
    }

    /** The fields of a scenario, to begin from. */
    public static Map<String, String> fields(Scenario s) {
        var f = new LinkedHashMap<String, String>();
        f.put("id", s.id());
        f.put("version", s.version().replaceFirst("\\+[0-9a-f]{8}$", ""));
        both(f, "name", s.name());
        both(f, "about", s.about());
        f.put("sector", word(s.sector()));
        s.forms().forEach(form -> f.put("form-" + word(form), "on"));
        f.put("kind", word(s.kind()));
        f.put("reach", word(s.reach()));
        f.put("ends", s.ends().toString());
        f.put("every", s.every() == null ? "" : s.every().toString());
        f.put("rhythm", s.rhythm());
        for (int i = 0; i < s.systems().size(); i++) {
            f.put("system-" + (i + 1) + "-id", s.systems().get(i).id());
            both(f, "system-" + (i + 1) + "-name", s.systems().get(i).name());
        }
        for (int i = 0; i < s.seats().size(); i++) {
            var at = "seat-" + (i + 1) + "-";
            f.put(at + "id", s.seats().get(i).id());
            f.put(at + "part", s.seats().get(i).part().role());
            both(f, at + "name", s.seats().get(i).name());
        }
        for (int i = 0; i < s.injects().size(); i++) {
            fields(f, "inject-" + (i + 1) + "-", s.injects().get(i));
        }
        for (int i = 0; i < s.reports().size(); i++) {
            var at = "report-" + (i + 1) + "-";
            var r = s.reports().get(i);
            f.put(at + "id", r.id());
            both(f, at + "name", r.name());
            f.put(at + "after", r.after());
            f.put(at + "within", r.within().toString());
            f.put(at + "by", r.by());
            f.put(at + "ref", r.ref());
            f.put(at + "answered", r.answered() ? "on" : "");
        }
        return f;
    }

    private static void fields(Map<String, String> f, String at, Scenario.Inject i) {
        f.put(at + "id", i.id());
        f.put(at + "at", i.at().toString());
        f.put(at + "lasts", i.lasts().toString());
        f.put(at + "to", i.to());
        f.put(at + "attack", word(i.attack()));
        f.put(at + "atlas", String.join(", ", i.atlas()));
        both(f, at + "name", i.name());
        both(f, at + "situation", i.situation());
        var traffic = i.traffic();
        if (traffic != null) {
            f.put(at + "sort", word(traffic.sort()));
            f.put(at + "says", traffic.says());
            f.put(at + "calls", Integer.toString(traffic.calls()));
        }
        var e = i.expect();
        f.put(at + "family", e.family());
        f.put(at + "detect", e.detect().toString());
        f.put(at + "acknowledge", e.acknowledge().toString());
        f.put(at + "grade", e.grade() == null ? "" : word(e.grade()));
        f.put(at + "within", text(e.contain()));
        f.put(at + "least", e.contain() == null ? "" : "L" + e.least());
        f.put(at + "most", e.contain() == null ? "" : "L" + e.most());
        f.put(at + "recover", text(e.recover()));
        f.put(at + "by", e.by());
        f.put(at + "ask-zh", String.join("\n", i.ask().stream().map(t -> t.zh()).toList()));
        f.put(at + "ask-en", String.join("\n", i.ask().stream().map(t -> t.en()).toList()));
    }

    private static String text(@Nullable Duration length) {
        return length == null ? "" : length.toString();
    }

    private static void both(Map<String, String> f, String field, Text text) {
        f.put(field + "-zh", text.zh());
        f.put(field + "-en", text.en());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
