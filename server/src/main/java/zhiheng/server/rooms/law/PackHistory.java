package zhiheng.server.rooms.law;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import zhiheng.packs.Pack;
import zhiheng.server.ground.page.Words;

/**
 * What happened to an instrument and what is coming: its own dates, the days on which its rules begin and end, and the days on which
 * this installation changed its pack.
 *
 * @param changed the days on which the pack with an id was changed here
 */
record PackHistory(Function<String, List<LocalDate>> changed) {
    List<PackMoment> of(Pack pack, Words words, LocalDate today) {
        Map<LocalDate, List<String>> days = new TreeMap<>();
        new LinkedHashMap<>(pack.dates()).forEach((name, day) -> add(days, day, name(words, name)));
        var begins = new TreeMap<LocalDate, Integer>();
        var ends = new TreeMap<LocalDate, Integer>();
        for (var rule : pack.rules()) {
            begins.merge(rule.from(), 1, Integer::sum);
            var to = rule.to();
            if (to != null) {
                ends.merge(to, 1, Integer::sum);
            }
        }
        begins.forEach((day, count) -> add(days, day, words.t("pack.begins", count)));
        ends.forEach((day, count) -> add(days, day, words.t("pack.ends", count)));
        changed.apply(pack.id()).forEach(day -> add(days, day, words.t("pack.changed")));
        var result = new ArrayList<PackMoment>();
        days.forEach((day, what) -> result.add(new PackMoment(
                day.toString(),
                String.join(words.t("list.comma"), what),
                day.isAfter(today),
                day.isAfter(today) ? "/changes?from=" + today + "&to=" + day : "")));
        return List.copyOf(result);
    }

    private static void add(Map<LocalDate, List<String>> days, LocalDate day, String what) {
        days.computeIfAbsent(day, d -> new ArrayList<>()).add(what);
    }

    static String name(Words words, String date) {
        return words.has("pack.date." + date) ? words.t("pack.date." + date) : date;
    }
}
