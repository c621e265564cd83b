package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.rooms.effect.EffectView;
import zhiheng.server.rooms.effect.ResultsView;

/** What the page on effects shows. */
record EffectSamples(String language) {
    EffectView one() {
        boolean zh = language.equals("zh");
        return new EffectView(
                new Form(
                        Map.of("table", "time,value\n2026-01,3", "from", "2026-01", "season", "x"),
                        Map.of("table", zh ? "数值太少" : "too few values")),
                new EffectView.Result(
                        zh ? "下降：效果为 -10.9，区间 -14.5 … -7.3。" : "A fall: the effect is -10.9, between -14.5 … -7.3.",
                        "met",
                        zh ? "准实验" : "quasi-experiment",
                        "-10.8",
                        "-6.8 … 4.9",
                        zh ? "没有效果时，至多 5% 误称有效果。" : "Where there is no effect, at most 5 % claim one.",
                        List.of(zh ? "措施前不足两个完整周期。" : "There are fewer than two whole seasons before."),
                        new EffectView.Drawing(
                                "10.0,60.0 240.0,80.0 470.0,160.0 710.0,170.0",
                                "10.0,70.0 240.0,75.0 470.0,80.0 710.0,72.0",
                                355,
                                "2026-01",
                                "2025-01",
                                "2026-12",
                                "48.2",
                                "63.1")));
    }

    ResultsView results() {
        boolean zh = language.equals("zh");
        return new ResultsView(
                new Form(Map.of("from", "2026-01"), Map.of("table", zh ? "数值太少" : "too few values")),
                new ResultsView.Judged(
                        List.of(zh ? "走访" : "Visits <1>"),
                        List.of(new ResultsView.Row(
                                zh ? "走访" : "Visits <1>",
                                new State("gap", zh ? "忙而无效" : "Busy without effect"),
                                "240",
                                "-9.6",
                                "-2.1 … 3.0",
                                List.of(zh ? "趋势与季节即可解释。" : "Trend and season explain it."))),
                        zh ? "共评估 1 项。" : "1 piece of work judged.",
                        List.of(zh ? "水务局：没有记录" : "Water <1>: nothing to judge by")),
                List.of(new Choice("MONTH", zh ? "月" : "Months <1>", true)),
                List.of(new Choice("SOLVED", zh ? "已解决" : "Solved <1>", true)));
    }
}
