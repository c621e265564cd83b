package zhiheng.server.rooms.sandbox;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.permit.Region;
import zhiheng.office.sandbox.SandboxTerms;

/** Terms as the fields of a form, and back. What is wrong is told of its field; nothing that was typed is lost. */
final class TermsForm {
    private static final Text NUMBER = new Text("请填写数字。", "Write a number.");

    private final Function<String, String> typed;
    private final List<String> stages;
    private final List<String> duties;
    private final LocalDate today;
    private final Map<String, Text> errors = new LinkedHashMap<>();

    /**
     * @param typed the text of a field, stripped; "" where there is none
     * @param stages those that may have service
     * @param duties those that may be waived
     */
    TermsForm(Function<String, String> typed, List<String> stages, List<String> duties, LocalDate today) {
        this.typed = typed;
        this.stages = stages;
        this.duties = duties;
        this.today = today;
    }

    /** What is wrong, by field; empty where {@link #read} gave terms. */
    Map<String, Text> errors() {
        return errors;
    }

    /** @return null where something is wrong */
    @Nullable
    SandboxTerms read() {
        var until = day("until");
        if (until != null && !until.isAfter(today)) {
            errors.put("until", new Text("期限须晚于今天。", "The last day must lie after today."));
        }
        var zone = zone();
        var opens = time("opens");
        var closes = time("closes");
        if ((opens == null) != (closes == null) && !errors.containsKey("opens") && !errors.containsKey("closes")) {
            errors.put(
                    opens == null ? "opens" : "closes",
                    new Text("开始与结束时刻须同时填写，或都留空。", "Give both times of day, or neither."));
        }
        int youngest = whole("youngest", 0, 99, 0);
        int kept = whole("keepContentDays", 0, 3660, 0);
        var steps = steps();
        var waivers = waivers(until);
        double error = share("error", 0.05);
        if (!errors.containsKey("error") && !(error > 0 && error <= 0.2)) {
            errors.put("error", new Text("须大于0且不超过0.2。", "Above 0 and at most 0.2."));
        }
        double inspected = share("inspected", 0);
        double reported = share("reported", 0);
        if (inspected == 0 && reported == 0 && !errors.containsKey("inspected")) {
            errors.put(
                    "inspected",
                    new Text(
                            "抽检比例与投诉比例不能都为0：否则无从证明危害率。",
                            "The share inspected and the share complained of cannot both be 0: nothing would ever be"
                                    + " proven."));
        }
        int verdict = whole("verdictDays", 0, 90, 3);
        int window = whole("windowDays", 0, 365, 14);
        var regions = set("regions");
        regions.stream()
                .map(Region::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(problem -> errors.put("regions", problem));
        if (!errors.isEmpty() || until == null || zone == null) {
            return null;
        }
        return new SandboxTerms(
                until,
                zone,
                steps,
                opens,
                closes,
                youngest,
                regions,
                set("models"),
                set("tools"),
                set("purposes"),
                kept,
                waivers,
                new SandboxTerms.Evidence(error, inspected, verdict, reported, window));
    }

    private List<SandboxTerms.Step> steps() {
        var steps = new ArrayList<SandboxTerms.Step>();
        long before = 0;
        for (var stage : stages) {
            if (typed.apply("users." + stage).isEmpty()) {
                if (!typed.apply("calls." + stage).isEmpty()) {
                    errors.put("users." + stage, new Text("填写了调用数的一级须填写用户数。", "A stage with calls needs users."));
                }
                continue;
            }
            int users = whole("users." + stage, 1, Integer.MAX_VALUE, 0);
            int calls = whole("calls." + stage, 0, Integer.MAX_VALUE, 0);
            if (users > 0 && users <= before) {
                errors.put(
                        "users." + stage,
                        new Text("用户数须多于上一级（" + before + "）。", "More than the step before: " + before + "."));
            }
            before = Math.max(before, users);
            steps.add(new SandboxTerms.Step(stage, users, calls));
        }
        if (steps.isEmpty() && !stages.isEmpty()) {
            errors.putIfAbsent(
                    "users." + stages.getFirst(), new Text("至少一级须填写用户数。", "Give users to at least one stage."));
        }
        return steps;
    }

    private List<SandboxTerms.Waiver> waivers(@Nullable LocalDate until) {
        var waivers = new ArrayList<SandboxTerms.Waiver>();
        for (var duty : duties) {
            if (typed.apply("waive." + duty).isEmpty()) {
                continue;
            }
            var key = "waived." + duty;
            var end = typed.apply(key).isEmpty() ? until : day(key);
            if (end == null) {
                continue;
            }
            if (end.isBefore(today)) {
                errors.put(key, new Text("豁免截止日已过，请改为今天或以后。", "It ends in the past; give today or later."));
            } else if (until != null && end.isAfter(until)) {
                errors.put(key, new Text("豁免不能晚于最后一日 " + until + "。", "Not beyond the last day, " + until + "."));
            }
            waivers.add(new SandboxTerms.Waiver(duty, end));
        }
        return waivers;
    }

    private @Nullable LocalDate day(String field) {
        try {
            return LocalDate.parse(typed.apply(field));
        } catch (DateTimeException e) {
            errors.put(
                    field,
                    new Text(
                            "请填写日期，例如 " + today.plusMonths(6) + "。",
                            "Write a date such as " + today.plusMonths(6) + "."));
            return null;
        }
    }

    private @Nullable LocalTime time(String field) {
        if (typed.apply(field).isEmpty()) {
            return null;
        }
        try {
            return LocalTime.parse(typed.apply(field));
        } catch (DateTimeException e) {
            errors.put(field, new Text("请填写时刻，例如 08:00。", "Write a time of day such as 08:00."));
            return null;
        }
    }

    private @Nullable ZoneId zone() {
        try {
            return ZoneId.of(typed.apply("zone"));
        } catch (DateTimeException e) {
            errors.put("zone", new Text("请填写时区，例如 Asia/Shanghai。", "Write a time zone such as Asia/Shanghai."));
            return null;
        }
    }

    private int whole(String field, int least, int most, int absent) {
        var text = typed.apply(field);
        if (text.isEmpty()) {
            return absent;
        }
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            errors.put(
                    field,
                    most == Integer.MAX_VALUE
                            ? new Text("请填写整数，至少为" + least + "。", "Write a whole number, at least " + least + ".")
                            : new Text(
                                    "请填写" + least + "至" + most + "的整数。",
                                    "Write a whole number from " + least + " to " + most + "."));
            return absent;
        }
        return Integer.parseInt(text);
    }

    private double share(String field, double absent) {
        var text = typed.apply(field);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
            errors.put(field, new Text("须在0与1之间。", "Between 0 and 1."));
        } catch (NumberFormatException e) {
            errors.put(field, NUMBER);
        }
        return absent;
    }

    /** Words apart by commas or blanks, of either writing. */
    private Set<String> set(String field) {
        var result = new LinkedHashSet<String>();
        for (var word : typed.apply(field).split("[\\s,，、;；]+")) {
            if (!word.isEmpty()) {
                result.add(word);
            }
        }
        return result;
    }

    /** The fields that these terms fill. */
    static Map<String, String> fields(SandboxTerms t) {
        var fields = new HashMap<String, String>();
        fields.put("until", t.until().toString());
        fields.put("zone", t.zone().getId());
        fields.put("opens", t.opens() == null ? "" : t.opens().toString());
        fields.put("closes", t.closes() == null ? "" : t.closes().toString());
        fields.put("youngest", t.youngest() == 0 ? "" : Integer.toString(t.youngest()));
        fields.put("regions", joined(t.regions()));
        fields.put("models", joined(t.models()));
        fields.put("tools", joined(t.tools()));
        fields.put("purposes", joined(t.purposes()));
        fields.put("keepContentDays", Integer.toString(t.keepContentDays()));
        for (var step : t.steps()) {
            fields.put("users." + step.stage(), Long.toString(step.users()));
            fields.put("calls." + step.stage(), step.callsPerDay() == 0 ? "" : Long.toString(step.callsPerDay()));
        }
        for (var waiver : t.waivers()) {
            fields.put("waive." + waiver.duty(), "1");
            fields.put("waived." + waiver.duty(), waiver.until().toString());
        }
        var e = t.evidence();
        fields.put("error", Double.toString(e.error()));
        fields.put("inspected", Double.toString(e.inspected()));
        fields.put("reported", Double.toString(e.reported()));
        fields.put("verdictDays", Integer.toString(e.verdictDays()));
        fields.put("windowDays", Integer.toString(e.windowDays()));
        return fields;
    }

    private static String joined(Set<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }
}
