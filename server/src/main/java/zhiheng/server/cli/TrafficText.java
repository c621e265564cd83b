package zhiheng.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import zhiheng.packs.CallsWhatIf;
import zhiheng.packs.WhatIf;
import zhiheng.server.rooms.proposals.CallWords;
import zhiheng.server.rooms.proposals.TrafficReplay;

/** What a replay of calls found, in lines. */
record TrafficText(Library library) {
    List<String> lines(TrafficReplay.Found found) {
        var report = found.report();
        var lines = new ArrayList<String>();
        lines.add(library.say("调用 %s 至 %s：", "Calls from %s to %s:").formatted(found.from(), found.to()));
        found.unread().forEach(line -> lines.add("! " + line));
        report.effects().forEach(met -> lines.add(line(met)));
        lines.add(library.say(
                        "调用 %d（系统 %d），要求不同 %d（系统 %d），缺答案无法判断 %d",
                        "%d calls of %d systems, %d of %d systems judged otherwise, %d undecided for want of answers")
                .formatted(report.seen(), report.systems(), report.differ(), report.touched(), report.undecided()));
        if (found.first() != null && found.first().isAfter(found.from())) {
            lines.add(library.say("最早的记录：", "The oldest record is of ") + found.first());
        }
        if (found.strangers() + found.unreadable() > 0) {
            lines.add(library.say(
                            "未计入：已不在用的系统 %d，答案无法读取 %d",
                            "Not judged: %d of systems no longer in use, %d whose answers cannot be read")
                    .formatted(found.strangers(), found.unreadable()));
        }
        return lines;
    }

    private String line(CallsWhatIf.Met met) {
        var days = new TreeMap<>(met.byDay());
        return "%8d  %s  [%s]  (%s; %s; %s %s–%s; %s)"
                .formatted(
                        met.calls(),
                        library.speech.say(CallWords.said(met)),
                        met.effect().by(),
                        groups(met.bySize()),
                        groups(met.bySector()),
                        library.say(days.size() + " 天", days.size() + (days.size() == 1 ? " day" : " days")),
                        days.firstKey(),
                        days.lastKey(),
                        met.worst().stream()
                                .map(w -> w.system() + " " + w.calls())
                                .collect(Collectors.joining(", ")));
    }

    private static String groups(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }

    /** The report over the registry with the one over the calls as a member of it. */
    static Object json(WhatIf.Report report, TrafficReplay.Found calls) {
        var json = new LinkedHashMap<String, Object>();
        json.put("asOf", report.asOf());
        json.put("seen", report.seen());
        json.put("differ", report.differ());
        json.put("effects", report.effects());
        json.put("unread", report.unread());
        json.put("calls", calls);
        return json;
    }
}
