package zhiheng.server.rooms.effect;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.effect.Results;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Reply;

/** Results out of this system's own records, for programs. */
record ResultsApi(OwnResults results) {
    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/results", this::judge));
    }

    private Reply judge(Call call) {
        var from = call.query("from");
        if (from == null) {
            throw Refusal.invalid("请写明 from：措施开始的日期。", "Say with from on which day the measure began.");
        }
        var judged = results.judge(
                call.actor(),
                choice("unit", call.query("unit"), OwnSeries.Unit.values()),
                choice("indicator", call.query("indicator"), Indicator.values()),
                JsonIn.date("from", from));
        return Reply.json(map(
                "first", judged.series().first(),
                "at", judged.series().starts().get(judged.series().at()),
                "end", judged.series().end(),
                "byChance", judged.results().byChance(),
                "busyWithoutEffect",
                        judged.results().busyWithoutEffect().stream()
                                .map(row -> row.work().name())
                                .toList(),
                "rows", judged.results().rows().stream().map(ResultsApi::json).toList(),
                "left",
                        judged.found().left().stream()
                                .map(left -> map("department", left.org(), "start", left.start()))
                                .toList()));
    }

    private static Object json(Results.Row row) {
        return map(
                "department", row.work().name(),
                "verdict", row.verdict().name().toLowerCase(Locale.ROOT),
                "done", row.done(),
                "plainChange", row.plainChange(),
                "low", row.effect().low(),
                "high", row.effect().high(),
                "activity", row.work().activity(),
                "indicator", row.work().indicator());
    }

    /** The first where none is named. */
    private static <E extends Enum<E>> E choice(String name, @Nullable String word, E[] values) {
        if (word == null) {
            return values[0];
        }
        return Arrays.stream(values)
                .filter(v -> v.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        name + " 为 " + Arrays.toString(values).toLowerCase(Locale.ROOT) + " 之一。",
                        name + " is one of " + Arrays.toString(values).toLowerCase(Locale.ROOT) + "."));
    }
}
