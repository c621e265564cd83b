package zhiheng.server.rooms.watch;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.server.rooms.watch.Reading.Decimal;
import zhiheng.server.rooms.watch.Reading.Order;
import zhiheng.watch.season.JointScore;

/** How the file is written, at the shell. */
final class ReadingOptions {
    @Option(names = "--time", paramLabel = "COLUMN", description = "the column with the moment")
    @Nullable
    String time;

    @Option(
            names = "--value",
            paramLabel = "COLUMN",
            description =
                    "the column with the value; with --metric score up to sixteen, as 'cpu|requests', for one score"
                            + " that names the metrics which make it high")
    @Nullable
    String value;

    @Option(
            names = "--weight",
            paramLabel = "COLUMN",
            description = "the column that says for how many events a row stands")
    @Nullable
    String weight;

    @Option(names = "--group", paramLabel = "COLUMN", description = "the column with the group, for fairness")
    @Nullable
    String group;

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "the column with the person, session or device; each counts once in --unit-period, with its"
                    + " first row")
    @Nullable
    String unit;

    @Option(
            names = "--stratum",
            paramLabel = "COLUMN",
            description = "the column with the department or the like within which groups are compared, for fairness")
    @Nullable
    String stratum;

    @Option(
            names = "--separator",
            paramLabel = "C",
            description = "between fields: a comma, semicolon, tab or another sign (default: what the first row has)")
    String separator = "";

    @Option(
            names = "--decimal",
            paramLabel = "point|comma",
            description = "1,234.5 or 1.234,5 (default: a comma where fields are parted by semicolons, else a point)")
    Decimal decimal = Decimal.ANY;

    @Option(names = "--zone", paramLabel = "ZONE", description = "of moments without an offset (default: UTC)")
    String zone = "UTC";

    @Option(
            names = "--order",
            paramLabel = "time|arrival|sorted",
            description = "time: as they come, the late ones set aside (default); arrival: as they come, whatever their"
                    + " times; sorted: by time")
    Order order = Order.TIME;

    Reading reading() {
        var columns = new HashMap<String, String>();
        name(columns, "time", time);
        several(columns, "value", value, JointScore.MOST);
        name(columns, "weight", weight);
        several(columns, "group", group, 3);
        name(columns, "unit", unit);
        name(columns, "stratum", stratum);
        return new Reading(Map.copyOf(columns), sign(), decimal, zone(), order);
    }

    private static void several(HashMap<String, String> columns, String what, @Nullable String names, int most) {
        if (names == null) {
            return;
        }
        var each = names.split("\\|", -1);
        if (each.length > most) {
            throw Refusal.invalid("至多 " + most + " 列。", "at most " + most + " columns.")
                    .at("--" + what);
        }
        for (int i = 0; i < each.length; i++) {
            columns.put(i == 0 ? what : what + (i + 1), each[i]);
        }
    }

    private static void name(Map<String, String> columns, String what, @Nullable String name) {
        if (name != null) {
            columns.put(what, name);
        }
    }

    private char sign() {
        if (separator.isEmpty()) {
            return Reading.ANY;
        }
        var sign = separator.equalsIgnoreCase("tab") || separator.equals("\\t") ? "\t" : separator;
        if (sign.length() != 1 || "\"\r\n".contains(sign)) {
            throw Refusal.invalid("须为一个字符，例如 ; 或 tab。", "must be one sign, such as ; or tab.")
                    .at("--separator");
        }
        return sign.charAt(0);
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                            "没有时区 " + zone + "；例如 Asia/Shanghai。",
                            "there is no zone " + zone + "; one is Asia/Shanghai, for example.")
                    .at("--zone");
        }
    }
}
