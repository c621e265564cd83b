package zhiheng.server.rooms.effect;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.effect.Results;

/** Several pieces of work over time, read from CSV. Every row counts or the table is refused. */
record WorksTable(List<Stamp> times, List<Results.Work> works) {
    private static final int MOST_ROWS = 100_000;
    private static final List<String> WANTED = List.of("work", "time", "activity", "indicator");
    private static final Map<String, String> NAMES = Map.of(
            "工作", "work",
            "时间", "time",
            "活动", "activity",
            "指标", "indicator",
            "自报", "reported",
            "反向指标", "counter",
            "目标", "target",
            "希望下降", "lower",
            "已确认", "confirmed");

    /** What is read of one work. */
    private static final class Rows {
        final List<Stamp> times = new ArrayList<>();
        final Map<String, List<Double>> columns = new LinkedHashMap<>();
        double target = Double.NaN;
        boolean lower;
        boolean confirmed = true;
    }

    static WorksTable read(String text) {
        var first = text.lines().findFirst().orElse("");
        char parts = first.indexOf('\t') >= 0 ? '\t' : first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
        try (var rows = CsvReader.builder()
                .fieldSeparator(parts)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            var each = rows.iterator();
            var columns = each.hasNext()
                    ? each.next().getFields().stream().map(WorksTable::name).toList()
                    : List.<String>of();
            if (!columns.containsAll(WANTED)) {
                throw Refusal.invalid(
                        "第一行须有列名 work,time,activity,indicator；现为：" + String.join(",", columns),
                        "The first row must name work,time,activity,indicator; it is: " + String.join(",", columns));
            }
            var works = new LinkedHashMap<String, Rows>();
            int count = 0;
            while (each.hasNext()) {
                var row = each.next();
                if (row.getFieldCount() != columns.size()) {
                    throw at(row, "列数与第一行不同", "it has another number of columns than the first row");
                }
                if (++count > MOST_ROWS) {
                    throw at(row, "行数超过 " + MOST_ROWS, "there are more than " + MOST_ROWS + " rows");
                }
                var work = field(row, columns, "work");
                take(row, columns, works.computeIfAbsent(Objects.requireNonNull(work), k -> new Rows()));
            }
            return made(works);
        } catch (CsvParseException e) {
            throw Refusal.invalid("不是可读的 CSV：" + e.getMessage(), "This is no CSV that can be read: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String field) {
        var name = field.strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(name, name);
    }

    private static void take(CsvRecord row, List<String> columns, Rows rows) {
        var written = Objects.requireNonNull(field(row, columns, "time"));
        var stamp = Stamp.of(written);
        if (stamp == null) {
            throw at(
                    row,
                    "时间“" + written + "”无法识别；请写 2026-03、2026-Q1、2026 或 2026-03-15",
                    "the time “" + written + "” is none that is known; write 2026-03, 2026-Q1, 2026 or 2026-03-15");
        }
        if (!rows.times.isEmpty() && !stamp.follows(rows.times.getLast())) {
            throw at(
                    row,
                    "“" + stamp + "”不是“" + rows.times.getLast() + "”的下一期；请补齐或排序",
                    "“" + stamp + "” is not the next after “" + rows.times.getLast()
                            + "”; fill the gap or sort the rows");
        }
        rows.times.add(stamp);
        for (var name : List.of("activity", "indicator", "reported", "counter")) {
            var value = field(row, columns, name);
            if (value != null) {
                rows.columns.computeIfAbsent(name, k -> new ArrayList<>()).add(number(row, name, value));
            }
        }
        var target = field(row, columns, "target");
        if (target != null && !target.isEmpty()) {
            rows.target = number(row, "target", target);
        }
        rows.lower |= yes(row, columns, "lower");
        rows.confirmed &= yes(row, columns, "confirmed");
    }

    private static WorksTable made(Map<String, Rows> read) {
        if (read.isEmpty()) {
            throw Refusal.invalid("只有列名，没有数据。", "There are column names and no rows.");
        }
        var times = read.values().iterator().next().times;
        var works = new ArrayList<Results.Work>();
        read.forEach((name, rows) -> {
            if (!rows.times.equals(times)) {
                throw Refusal.invalid(
                        "“" + name + "”的时间与其他工作不同。",
                        "“" + name + "” has other times than the rest; give all the same.");
            }
            works.add(new Results.Work(
                    name,
                    array(rows, "activity"),
                    array(rows, "indicator"),
                    array(rows, "reported"),
                    array(rows, "counter"),
                    rows.target,
                    rows.lower,
                    rows.confirmed));
        });
        return new WorksTable(List.copyOf(times), List.copyOf(works));
    }

    /** Empty for a column that is not there. */
    private static double[] array(Rows rows, String name) {
        return rows.columns.getOrDefault(name, List.of()).stream()
                .mapToDouble(v -> v)
                .toArray();
    }

    /** The row at which the measure begins. */
    int at(String from) {
        int at = times.indexOf(Stamp.of(from));
        if (at < 0) {
            throw Refusal.invalid(
                    "开始时间“" + from + "”不在表中；表中从 " + times.getFirst() + " 到 " + times.getLast() + "。",
                    "The beginning “" + from + "” is not in the table, which goes from " + times.getFirst() + " to "
                            + times.getLast() + ".");
        }
        return at;
    }

    private static @Nullable String field(CsvRecord row, List<String> columns, String name) {
        int at = columns.indexOf(name);
        return at < 0 ? null : row.getField(at).strip();
    }

    private static boolean yes(CsvRecord row, List<String> columns, String name) {
        var written = field(row, columns, name);
        return switch (written == null ? "" : written.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "true", "是" -> true;
            case "", "0", "no", "false", "否" -> false;
            default -> throw at(row, name + " 须为 yes 或 no", name + " must be yes or no");
        };
    }

    private static double number(CsvRecord row, String name, String written) {
        if (!written.matches("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw at(
                    row, name + " 列“" + written + "”不是数字", "“" + written + "” in the column " + name + " is no number");
        }
        return Double.parseDouble(written);
    }

    private static Refusal at(CsvRecord row, String zh, String en) {
        return Refusal.invalid(
                "第 " + row.getStartingLineNumber() + " 行：" + zh + "。",
                "Line " + row.getStartingLineNumber() + ": " + en + ".");
    }
}
