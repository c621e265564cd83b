package zhiheng.placement;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * Problems as tables of CSV (RFC 4180). Jobs: a row each, columns as the members of JSON, residency with semicolons. Sites: a row
 * for each pool, what is of the site in its first; {@code latency_ms:REGION} and {@code gbps:REGION} as columns. Hours, where
 * price and carbon change: site, hour, price, carbon.
 */
public final class ProblemTables {
    private static final Set<String> TEXTS = Set.of(
            "id",
            "accelerator",
            "earliest",
            "deadline",
            "region",
            "data_region",
            "site",
            "hour",
            "name_zh",
            "name_en",
            "jurisdiction");
    private static final int MOST_ROWS = Limits.SITES * Limits.HOURS;

    private ProblemTables() {}

    /**
     * A problem from its tables.
     *
     * @param hourly null where the sites' own price and carbon hold for all hours
     */
    public static Problem read(
            Instant begin,
            int hours,
            String currency,
            double carbonPrice,
            byte[] sites,
            byte @Nullable [] hourly,
            byte[] jobs) {
        var series = hourly == null ? Map.<String, Series>of() : series(hourly, begin, hours);
        var list = rows("jobs.csv", jobs).stream()
                .map(row -> ProblemFiles.job(row, begin, hours))
                .toList();
        var places = sites(rows("sites.csv", sites), series);
        try {
            return new Problem(begin, hours, currency, carbonPrice, places, list);
        } catch (BadValue e) {
            throw new Refusal(Refusal.Kind.INVALID, BadValue.said(e));
        }
    }

    private record Series(double[] price, double[] carbon) {}

    private static List<Site> sites(List<Part> rows, Map<String, Series> series) {
        var grouped = new LinkedHashMap<String, List<Part>>();
        rows.forEach(row -> grouped.computeIfAbsent(row.text("site"), k -> new ArrayList<>())
                .add(row));
        for (var known : series.keySet()) {
            if (!grouped.containsKey(known)) {
                throw Refusal.invalid("没有这个站点：" + Limits.cut(known), "there is no such site: " + Limits.cut(known))
                        .at("hours.csv");
            }
        }
        return grouped.entrySet().stream()
                .map(e -> site(e.getKey(), e.getValue(), series.get(e.getKey())))
                .toList();
    }

    private static Site site(String id, List<Part> rows, @Nullable Series series) {
        var pools = new ArrayList<Pool>();
        var first = rows.getFirst();
        for (var row : rows) {
            pools.add(row.made(
                    "",
                    () -> new Pool(
                            row.text("accelerator"),
                            row.whole("count"),
                            row.number("memory_gb", 0),
                            row.number("kw"),
                            row.number("hire", 0))));
        }
        var latency = new LinkedHashMap<String, Double>();
        var gbps = new LinkedHashMap<String, Double>();
        for (var name : first.names()) {
            if (name.startsWith("latency_ms:")) {
                latency.put(name.substring("latency_ms:".length()), first.number(name));
            } else if (name.startsWith("gbps:")) {
                gbps.put(name.substring("gbps:".length()), first.number(name));
            }
        }
        var name = new Text(first.text("name_zh", id), first.text("name_en", id));
        double latitude = first.number("latitude");
        double longitude = first.number("longitude");
        var jurisdiction = first.text("jurisdiction");
        double pue = first.number("pue");
        var price = series != null ? Hourly.of(series.price()) : first.hourly("price");
        var carbon = series != null ? Hourly.of(series.carbon()) : first.hourly("carbon");
        List.of("price", "carbon").forEach(first::has);
        return first.done(
                () -> new Site(id, name, latitude, longitude, jurisdiction, pue, pools, price, carbon, latency, gbps));
    }

    private static Map<String, Series> series(byte[] file, Instant begin, int hours) {
        var all = new LinkedHashMap<String, Series>();
        for (var row : rows("hours.csv", file)) {
            var series = all.computeIfAbsent(row.text("site"), k -> {
                var empty = new Series(new double[hours], new double[hours]);
                Arrays.fill(empty.price(), -1);
                return empty;
            });
            long hour = ChronoUnit.HOURS.between(begin, row.time("hour"));
            if (hour < 0 || hour >= hours) {
                throw row.bad("hour", "不在计划之内", "is not within the plan");
            }
            int at = (int) hour;
            if (series.price()[at] >= 0) {
                throw row.bad("hour", "同一站点的同一小时出现两次", "the hour stands twice for this site");
            }
            series.price()[at] = row.number("price");
            series.carbon()[at] = row.number("carbon");
            row.done(() -> row.made("", () -> Hourly.of(series.price()[at], series.carbon()[at])));
        }
        all.forEach((site, series) -> {
            for (int h = 0; h < hours; h++) {
                if (series.price()[h] < 0) {
                    throw Refusal.invalid(
                                    "站点 " + Limits.cut(site) + " 缺少 " + begin.plus(h, ChronoUnit.HOURS),
                                    "the site " + Limits.cut(site) + " lacks " + begin.plus(h, ChronoUnit.HOURS))
                            .at("hours.csv");
                }
            }
        });
        return all;
    }

    /** The rows of a table, each under its line; an empty cell is a member that is not there. */
    private static List<Part> rows(String name, byte[] file) {
        var rows = new ArrayList<Part>();
        List<String> head = List.of();
        try (var csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.STRICT)
                .missingFieldStrategy(FieldMismatchStrategy.STRICT)
                .maxBufferSize(1 << 20)
                .ofCsvRecord(ProblemFiles.utf8(file))) {
            for (var record : csv) {
                if (head.isEmpty()) {
                    head = head(name, record);
                    continue;
                }
                if (rows.size() == MOST_ROWS) {
                    throw Refusal.invalid("行数太多", "there are too many rows").at(name);
                }
                rows.add(row(name + ":" + record.getStartingLineNumber(), head, record));
            }
        } catch (CsvParseException e) {
            throw new Refusal(
                            Refusal.Kind.MALFORMED,
                            "不是列数一致的 CSV（第 " + (rows.size() + 1) + " 行数据附近）",
                            "this is no CSV with as many cells in each row (near row " + (rows.size() + 1)
                                    + " of data)")
                    .at(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (head.isEmpty()) {
            throw Refusal.invalid("文件是空的", "the file is empty").at(name);
        }
        return rows;
    }

    private static List<String> head(String name, CsvRecord record) {
        var head = record.getFields();
        if (Set.copyOf(head).size() != head.size()) {
            throw Refusal.invalid("列名重复", "a column stands twice").at(name + ":1");
        }
        return head;
    }

    private static Part row(String where, List<String> head, CsvRecord record) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < head.size(); i++) {
            var cell = record.getField(i).strip();
            if (!cell.isEmpty()) {
                members.put(head.get(i), value(head.get(i), cell));
            }
        }
        return new Part(where, members);
    }

    private static Object value(String column, String cell) {
        if (TEXTS.contains(column)) {
            return cell;
        }
        if (column.equals("residency")) {
            return List.of(cell.split(";"));
        }
        if (cell.equals("true") || cell.equals("false")) {
            return Boolean.valueOf(cell);
        }
        return cell.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?") ? new BigDecimal(cell) : cell;
    }
}
