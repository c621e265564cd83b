package zhiheng.server.rooms.adoption;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.jobs.Edition;
import zhiheng.office.jobs.NetRate;
import zhiheng.office.jobs.Outcome;

/** Published counts as JSON: whole, as the database keeps them, and with what is hidden left out, as everybody else sees them. */
final class EditionJson {
    private EditionJson() {}

    static Map<String, Object> kept(Edition e, @Nullable NetRate rate) {
        var json = new LinkedHashMap<String, Object>();
        json.put("sector", table(e.bySector()));
        json.put("region", table(e.byRegion()));
        json.put("reporting", e.reporting());
        json.put("adopters", e.adopters());
        json.put("unsaid", e.unsaid());
        if (rate != null) {
            json.put("rate", List.of(rate.perHundred(), rate.low(), rate.high(), rate.enterprises()));
        }
        return json;
    }

    static @Nullable NetRate rate(Map<String, Object> json) {
        var rate = list(json.get("rate"));
        return rate.size() == 4
                ? new NetRate(real(rate.get(0)), real(rate.get(1)), real(rate.get(2)), number(rate.get(3)))
                : null;
    }

    private static double real(@Nullable Object value) {
        return value instanceof Number n ? n.doubleValue() : 0;
    }

    private static Map<String, Object> table(Edition.Table table) {
        return Map.of(
                "columns",
                table.columns().stream().map(Outcome::name).toList(),
                "rows",
                table.rows().stream()
                        .map(r -> Map.of(
                                "group", r.group(),
                                "enterprises", r.enterprises(),
                                "counts", r.counts(),
                                "hidden", r.hidden()))
                        .toList());
    }

    static Edition read(Map<String, Object> json) {
        return new Edition(
                readTable(map(json.get("sector"))),
                readTable(map(json.get("region"))),
                number(json.get("reporting")),
                number(json.get("adopters")),
                number(json.get("unsaid")));
    }

    private static Edition.Table readTable(Map<?, ?> json) {
        var rows = new ArrayList<Edition.Row>();
        for (var item : list(json.get("rows"))) {
            var row = map(item);
            rows.add(new Edition.Row(
                    String.valueOf(row.get("group")),
                    number(row.get("enterprises")),
                    list(row.get("counts")).stream().map(EditionJson::number).toList(),
                    list(row.get("hidden")).stream().map(Boolean.TRUE::equals).toList()));
        }
        return new Edition.Table(
                list(json.get("columns")).stream()
                        .map(name -> Outcome.valueOf(String.valueOf(name)))
                        .toList(),
                rows);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number n ? n.intValue() : 0;
    }

    /** A table with null in the place of what is hidden. */
    static List<Map<String, @Nullable Object>> shown(Edition.Table table) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (var row : table.rows()) {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("group", row.group());
            json.put("enterprises", row.enterprises());
            for (int c = 0; c < table.columns().size(); c++) {
                json.put(table.columns().get(c).name().toLowerCase(Locale.ROOT), row.shown(c));
            }
            json.put("counted", row.shown(table.columns().size()));
            json.put("net", row.net(table.columns()));
            rows.add(json);
        }
        return rows;
    }
}
