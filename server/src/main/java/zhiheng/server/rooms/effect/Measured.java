package zhiheng.server.rooms.effect;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.effect.InterruptedSeries;
import zhiheng.office.effect.Judgement;
import zhiheng.office.effect.Units;

/** A table of an indicator, read from CSV: over time, or of units before and after. Every row counts or the file is refused. */
sealed interface Measured {
    /** Bytes of a table at most. */
    int MOST_BYTES = 16 << 20;

    int MOST_UNITS = 100_000;
    Map<String, String> NAMES = Map.ofEntries(
            Map.entry("时间", "time"),
            Map.entry("date", "time"),
            Map.entry("month", "time"),
            Map.entry("月份", "time"),
            Map.entry("数值", "value"),
            Map.entry("对照", "control"),
            Map.entry("单位", "unit"),
            Map.entry("更早", "earlier"),
            Map.entry("之前", "before"),
            Map.entry("之后", "after"),
            Map.entry("有措施", "treated"));

    /**
     * An indicator over time.
     *
     * @param times as they are written, each the next after the one before
     */
    record Series(List<Stamp> times, double[] values, double @Nullable [] control) implements Measured {
        Judgement judge(String from, @Nullable Integer season) {
            return Judgement.ofSeries(
                    values, control, at(from), season == null ? times.getFirst().season() : season);
        }

        /** The row at which the measure begins. */
        int at(String from) {
            var start = Stamp.of(from);
            for (int i = 0; start != null && i < times.size(); i++) {
                if (times.get(i).equals(start)) {
                    return i;
                }
            }
            throw Refusal.invalid(
                    "措施开始的时间“" + from + "”不在表中；表中从 " + times.getFirst() + " 到 " + times.getLast() + "。",
                    "The measure's beginning “" + from + "” is not in the table, which goes from " + times.getFirst()
                            + " to " + times.getLast() + ".");
        }
    }

    /** Units with and without the measure. */
    record Groups(Units units, double @Nullable [] earlier) implements Measured {
        Judgement judge() {
            return Judgement.ofUnits(units, earlier);
        }
    }

    /** Reads a table with its column names in the first row; columns part at a comma, a tab (as spreadsheets copy) or a semicolon. */
    static Measured read(String text) {
        var first = text.lines().findFirst().orElse("");
        char parts = first.indexOf('\t') >= 0 ? '\t' : first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
        try (var rows = CsvReader.builder()
                .fieldSeparator(parts)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            var each = rows.iterator();
            if (!each.hasNext()) {
                throw Refusal.invalid("文件为空。", "The file is empty.");
            }
            var columns = each.next().getFields().stream().map(Measured::name).toList();
            if (columns.containsAll(Set.of("time", "value"))) {
                return series(each, columns);
            }
            if (columns.containsAll(Set.of("unit", "before", "after", "treated"))) {
                return groups(each, columns);
            }
            throw Refusal.invalid(
                    "第一行须为列名：time,value（可加 control），或 unit,before,after,treated（可加 earlier）；现为："
                            + String.join(",", columns),
                    "The first row must name the columns: time,value (and control), or unit,before,after,treated (and"
                            + " earlier); it is: " + String.join(",", columns));
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

    private static Measured series(Iterator<CsvRecord> rows, List<String> columns) {
        var times = new ArrayList<Stamp>();
        var values = new ArrayList<Double>();
        var control = columns.contains("control") ? new ArrayList<Double>() : null;
        while (rows.hasNext()) {
            var row = rows.next();
            var written = field(row, columns, "time");
            var stamp = Stamp.of(written);
            if (stamp == null) {
                throw at(
                        row,
                        "时间“" + written + "”无法识别；请写 2026-03、2026-Q1、2026 或 2026-03-15",
                        "the time “" + written + "” is none that is known; write 2026-03, 2026-Q1, 2026 or 2026-03-15");
            }
            if (!times.isEmpty() && !stamp.follows(times.getLast())) {
                throw at(
                        row,
                        "“" + stamp + "”不是“" + times.getLast() + "”的下一期；请补齐或排序",
                        "“" + stamp + "” is not the next after “" + times.getLast()
                                + "”; fill the gap or sort the rows");
            }
            if (times.size() == InterruptedSeries.MOST) {
                throw at(
                        row,
                        "行数超过 " + InterruptedSeries.MOST,
                        "there are more than " + InterruptedSeries.MOST + " rows");
            }
            times.add(stamp);
            values.add(number(row, columns, "value"));
            if (control != null) {
                control.add(number(row, columns, "control"));
            }
        }
        if (times.isEmpty()) {
            throw Refusal.invalid("只有列名，没有数据。", "There are column names and no rows.");
        }
        return new Series(List.copyOf(times), array(values), control == null ? null : array(control));
    }

    private static Measured groups(Iterator<CsvRecord> rows, List<String> columns) {
        var before = new ArrayList<Double>();
        var after = new ArrayList<Double>();
        var earlier = columns.contains("earlier") ? new ArrayList<Double>() : null;
        var treated = new ArrayList<Boolean>();
        var names = new HashSet<String>();
        while (rows.hasNext()) {
            var row = rows.next();
            if (!names.add(field(row, columns, "unit").strip())) {
                throw at(row, "单位重复", "this unit is there twice");
            }
            if (names.size() > MOST_UNITS) {
                throw at(row, "单位超过 " + MOST_UNITS + " 个", "there are more than " + MOST_UNITS + " units");
            }
            before.add(number(row, columns, "before"));
            after.add(number(row, columns, "after"));
            if (earlier != null) {
                earlier.add(number(row, columns, "earlier"));
            }
            treated.add(
                    switch (field(row, columns, "treated").strip().toLowerCase(Locale.ROOT)) {
                        case "1", "yes", "true", "是" -> true;
                        case "0", "no", "false", "否" -> false;
                        default -> throw at(row, "treated 须为 yes 或 no", "treated must be yes or no");
                    });
        }
        var with = new boolean[treated.size()];
        for (int i = 0; i < with.length; i++) {
            with[i] = treated.get(i);
        }
        return new Groups(new Units(array(before), array(after), with), earlier == null ? null : array(earlier));
    }

    private static String field(CsvRecord row, List<String> columns, String name) {
        int at = columns.indexOf(name);
        if (row.getFieldCount() != columns.size()) {
            throw at(row, "列数与第一行不同", "it has another number of columns than the first row");
        }
        return row.getField(at);
    }

    private static double number(CsvRecord row, List<String> columns, String name) {
        var written = field(row, columns, name).strip();
        if (!written.matches("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?([eE][-+]?[0-9]{1,2})?")) {
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

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}
