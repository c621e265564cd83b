package zhiheng.server.rooms.proposals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.CallRule;
import zhiheng.packs.CallsWhatIf;
import zhiheng.server.ground.page.Words;

/** What a replay found in the traffic, written as JSON beside the proposal and read from there for its page. Ids of systems stay out. */
final class CallsReport {
    private static final int MOST_SURPRISES = 3;
    /** A group whose share of an effect is so much above its share of all calls is named. */
    private static final double UNEVEN = 0.2;

    private CallsReport() {}

    static Map<String, Object> json(TrafficReplay.Found found) {
        var report = found.report();
        var json = new LinkedHashMap<String, Object>();
        json.put("from", found.from().toString());
        json.put("to", found.to().toString());
        json.put("first", found.first() == null ? "" : found.first().toString());
        json.put("seen", report.seen());
        json.put("differ", report.differ());
        json.put("undecided", report.undecided());
        json.put("systems", report.systems());
        json.put("strangers", found.strangers());
        json.put("unreadable", found.unreadable());
        json.put("bySize", report.bySize());
        json.put("bySector", report.bySector());
        json.put("effects", report.effects().stream().map(CallsReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(CallsWhatIf.Met met) {
        var json = new LinkedHashMap<String, Object>();
        var rule = met.effect().rule();
        json.put("change", met.effect().change().name());
        json.put("asks", rule == null ? "" : rule.name());
        json.put("by", met.effect().by());
        json.put("calls", met.calls());
        json.put("broken", met.broken());
        json.put("unknown", met.unknown());
        json.put("systems", met.systems());
        json.put("bySize", met.bySize());
        json.put("bySector", met.bySector());
        var days = new TreeMap<String, Long>();
        met.byDay().forEach((day, times) -> days.put(day.toString(), times));
        json.put("byDay", days);
        return json;
    }

    /** @param rules the draft, whose lines are named */
    static ProposalView.@Nullable Calls read(Words words, @Nullable Object json, String rules) {
        if (!(json instanceof Map<?, ?> report)) {
            return null;
        }
        var effects = new ArrayList<ProposalView.CallEffect>();
        var worst = new ArrayList<ProposalView.Surprise>();
        if (report.get("effects") instanceof List<?> all) {
            for (var one : all) {
                if (one instanceof Map<?, ?> effect) {
                    var read = effect(words, effect);
                    effects.add(read);
                    if (read.broken() > 0 && worst.size() < MOST_SURPRISES) {
                        worst.add(surprise(words, read, effect, report, rules));
                    }
                }
            }
        }
        return new ProposalView.Calls(
                words.t(
                        "proposals.calls.seen",
                        text(report, "from"),
                        text(report, "to"),
                        whole(report, "seen"),
                        whole(report, "systems"),
                        whole(report, "differ"),
                        whole(report, "undecided")),
                apart(words, report),
                worst,
                effects);
    }

    private static String apart(Words words, Map<?, ?> report) {
        var apart = new ArrayList<String>();
        var first = text(report, "first");
        if (first.compareTo(text(report, "from")) > 0) {
            apart.add(words.t("proposals.calls.first", first));
        }
        if (whole(report, "strangers") + whole(report, "unreadable") > 0) {
            apart.add(words.t("proposals.calls.apart", whole(report, "strangers"), whole(report, "unreadable")));
        }
        return String.join(" ", apart);
    }

    private static ProposalView.CallEffect effect(Words words, Map<?, ?> json) {
        var asks = text(json, "asks");
        var effect = new CallsWhatIf.Effect(
                CallsWhatIf.Change.valueOf(text(json, "change")),
                asks.isEmpty() ? null : CallRule.valueOf(asks),
                text(json, "by"));
        var days = new TreeMap<>(counts(json, "byDay"));
        return new ProposalView.CallEffect(
                words.t(CallWords.effect(effect)),
                effect.by(),
                whole(json, "calls"),
                whole(json, "broken"),
                whole(json, "unknown"),
                whole(json, "systems"),
                groups(words, counts(json, "bySize")),
                groups(words, counts(json, "bySector")),
                days.isEmpty() ? "" : words.t("proposals.calls.days", days.firstKey(), days.lastKey(), days.size()));
    }

    private static ProposalView.Surprise surprise(
            Words words, ProposalView.CallEffect effect, Map<?, ?> json, Map<?, ?> report, String rules) {
        var uneven = new ArrayList<String>();
        uneven(words, counts(json, "bySize"), counts(report, "bySize"), uneven);
        uneven(words, counts(json, "bySector"), counts(report, "bySector"), uneven);
        int line = line(rules, effect.by());
        return new ProposalView.Surprise(
                words.t("proposals.calls.surprise", effect.broken(), effect.systems(), effect.said()),
                String.join(" ", uneven),
                line == 0 ? "" : words.t("proposals.calls.line", effect.by(), line));
    }

    /** Where in the draft the first of these rules begins; 0 where it has none of them. */
    private static int line(String rules, String by) {
        var begins = "- id: " + by.split(", ", 2)[0];
        var lines = rules.lines().map(String::stripTrailing).toList();
        return lines.indexOf(begins) + 1;
    }

    private static void uneven(Words words, Map<String, Long> met, Map<String, Long> all, List<String> said) {
        double metSum = sum(met);
        double allSum = sum(all);
        met.forEach((group, times) -> {
            double share = times / metSum;
            double usual = all.getOrDefault(group, 0L) / allSum;
            if (share - usual >= UNEVEN) {
                said.add(words.t(
                        "proposals.calls.uneven",
                        group(words, group),
                        Math.round(share * 100),
                        Math.round(usual * 100)));
            }
        });
    }

    private static double sum(Map<String, Long> counts) {
        return Math.max(1, counts.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Groups and how many in each, in the reader's language as far as they are words of this system. */
    static String groups(Words words, Map<?, ?> counts) {
        return counts.entrySet().stream()
                .map(e -> group(words, String.valueOf(e.getKey())) + " " + e.getValue())
                .sorted()
                .collect(Collectors.joining(words.t("list.comma")));
    }

    private static String group(Words words, String name) {
        return name.equals("unknown") ? words.t("proposals.unknown") : name;
    }

    private static Map<String, Long> counts(Map<?, ?> json, String key) {
        var counts = new TreeMap<String, Long>();
        if (json.get(key) instanceof Map<?, ?> map) {
            map.forEach((group, times) ->
                    counts.put(String.valueOf(group), times instanceof Number n ? n.longValue() : 0L));
        }
        return counts;
    }

    private static long whole(Map<?, ?> json, String key) {
        return json.get(key) instanceof Number n ? n.longValue() : 0;
    }

    private static String text(Map<?, ?> json, String key) {
        return json.get(key) instanceof String text ? text : "";
    }
}
