package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonReader;
import zhiheng.office.sandbox.SandboxTerms;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;

/** Terms as people and programs write them, and as they stand in a case: its document {@code terms} is this text. */
final class TermsJson {
    private static final int MOST = 50;
    static final String[] KEYS = {
        "until",
        "zone",
        "steps",
        "opens",
        "closes",
        "youngest",
        "regions",
        "models",
        "tools",
        "purposes",
        "keepContentDays",
        "waivers",
        "error",
        "inspected",
        "verdictDays",
        "reported",
        "windowDays"
    };

    private TermsJson() {}

    static SandboxTerms read(String text) {
        return read(JsonIn.object(text.getBytes(StandardCharsets.UTF_8), JsonReader.Limits.BODY, KEYS));
    }

    /** Strictly: an unknown member is refused, for a misspelt limit must not be an absent one. */
    static SandboxTerms read(JsonIn json) {
        var steps = new ArrayList<SandboxTerms.Step>();
        for (var step : json.objects("steps", MOST, "stage", "users", "callsPerDay")) {
            steps.add(new SandboxTerms.Step(
                    step.text("stage"), step.whole("users"), step.has("callsPerDay") ? step.whole("callsPerDay") : 0));
        }
        var waivers = new ArrayList<SandboxTerms.Waiver>();
        for (var waiver : json.objects("waivers", MOST, "duty", "until")) {
            waivers.add(new SandboxTerms.Waiver(waiver.text("duty"), date(waiver, "until")));
        }
        return new SandboxTerms(
                date(json, "until"),
                zone(json),
                steps,
                time(json, "opens"),
                time(json, "closes"),
                json.whole("youngest", 0),
                new LinkedHashSet<>(json.texts("regions")),
                new LinkedHashSet<>(json.texts("models")),
                new LinkedHashSet<>(json.texts("tools")),
                new LinkedHashSet<>(json.texts("purposes")),
                json.whole("keepContentDays", 0),
                waivers,
                new SandboxTerms.Evidence(
                        json.number("error", 0.05),
                        json.number("inspected", 0),
                        json.whole("verdictDays", 3),
                        json.number("reported", 0),
                        json.whole("windowDays", 14)));
    }

    private static LocalDate date(JsonIn json, String key) {
        json.text(key);
        return Objects.requireNonNull(json.date(key));
    }

    private static ZoneId zone(JsonIn json) {
        try {
            return ZoneId.of(json.text("zone", "Asia/Shanghai"));
        } catch (DateTimeException e) {
            throw json.type("zone", "时区，例如 Asia/Shanghai", "a time zone such as Asia/Shanghai");
        }
    }

    private static @Nullable LocalTime time(JsonIn json, String key) {
        var text = json.textOrNull(key);
        if (text == null) {
            return null;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw json.type(key, "时刻，例如 08:00", "a time of day such as 08:00");
        }
    }

    static Map<String, Object> tree(SandboxTerms t) {
        var e = t.evidence();
        return map(
                "until", t.until().toString(),
                "zone", t.zone().getId(),
                "steps",
                        t.steps().stream()
                                .map(s -> map("stage", s.stage(), "users", s.users(), "callsPerDay", s.callsPerDay()))
                                .toList(),
                "opens", t.opens() == null ? null : t.opens().toString(),
                "closes", t.closes() == null ? null : t.closes().toString(),
                "youngest", t.youngest(),
                "regions", new TreeSet<>(t.regions()),
                "models", new TreeSet<>(t.models()),
                "tools", new TreeSet<>(t.tools()),
                "purposes", new TreeSet<>(t.purposes()),
                "keepContentDays", t.keepContentDays(),
                "waivers",
                        t.waivers().stream()
                                .map(w ->
                                        map("duty", w.duty(), "until", w.until().toString()))
                                .toList(),
                "error", e.error(),
                "inspected", e.inspected(),
                "verdictDays", e.verdictDays(),
                "reported", e.reported(),
                "windowDays", e.windowDays());
    }

    static String write(SandboxTerms terms) {
        return JsonOut.compact(tree(terms));
    }
}
