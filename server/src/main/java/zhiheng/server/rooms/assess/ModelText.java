package zhiheng.server.rooms.assess;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import zhiheng.base.Text;
import zhiheng.drills.attack.PictureDrill;
import zhiheng.drills.attack.TableDrill;
import zhiheng.drills.attack.Weather;
import zhiheng.drills.kits.Kit;
import zhiheng.drills.target.Table;
import zhiheng.server.ground.shell.Speech;
import zhiheng.watch.Interval;

/** What the drills on a model found, as lines for a person. */
final class ModelText {
    private final Speech speech;
    private final List<Text> classes;

    ModelText(Speech speech, List<Text> classes) {
        this.speech = speech;
        this.classes = classes;
    }

    void sheet(Kit.Sheet sheet) {
        line("%s", speech.say(sheet.name()));
        line("  %s: %s", speech.say("用途", "for"), speech.say(sheet.purpose()));
        line("  %s: %s", speech.say("数据", "data"), speech.say(sheet.data()));
        line("  %s: %s", speech.say("训练", "training"), speech.say(sheet.training()));
        line("  %s: %s", speech.say("界限", "limits"), speech.say(sheet.limits()));
        line(
                "  %s: %.1f %% (n = %d)",
                speech.say("保留集准确率", "right on data unseen"), 100 * sheet.accuracy(), sheet.held());
    }

    void pictures(PictureDrill.Report report) {
        line("%s: %s", speech.say("未受攻击时正确", "right before any attack"), share(report.right()));
        line("");
        line(
                "%-30s %-24s %10s %8s",
                speech.say("攻击", "attack"),
                speech.say("得手 [95 %]", "fooled [95 %]"),
                speech.say("查询/图", "queries"),
                speech.say("至 100 次", "by 100"));
        for (var run : report.runs()) {
            var name = run.attacked().attack() + " ≤ " + run.eps()
                    + (run.labelsOnly() ? speech.say("（只见标签）", " (labels only)") : "");
            line(
                    "%-30s %-24s %10.1f %7.0f%%",
                    name,
                    share(run.attacked().success()),
                    run.attacked().meanQueries(),
                    100 * run.attacked().successWithin(100));
        }
        line(
                "%s: L2 %.3f (%.1f %s)",
                speech.say(
                        "只见标签时到边界的距离，中位（HopSkipJump）",
                        "distance to the boundary by labels alone, median (HopSkipJump)"),
                report.nearest().medianL2(),
                report.nearest().meanQueries(),
                speech.say("次查询", "queries"));
        line("");
        line(speech.say("一张贴纸用于一类的所有图片", "one sticker for all pictures of a class"));
        for (var sticker : report.stickers()) {
            var f = sticker.found();
            var onto = f.onto() < 0 ? "" : " → " + speech.say(classes.get(f.onto()));
            line("  %-20s %d/%d%s", speech.say(classes.get(sticker.label())), f.fooled(), f.tried(), onto);
        }
        line("");
        line(speech.say("天气与镜头，五级，正确率 %", "weather and lens, five grades, right in %"));
        for (var kind : Weather.Kind.values()) {
            var grades = report.weather().stream()
                    .filter(r -> r.kind() == kind)
                    .map(r ->
                            String.format(Locale.ROOT, "%4.0f", 100 * r.right().estimate()))
                    .toList();
            line("  %-12s %s", speech.say(kind.text()), String.join(" ", grades));
        }
        line("");
        line(speech.say(
                "随机平滑后的分类器：多大半径内必定正确的份额（每张 1−10⁻³）",
                "the smoothed classifier: share surely right within a radius (1 − 10⁻³ for each)"));
        for (var c : report.certified()) {
            line("  σ = %.2f  L2 ≤ %.2f  %s", c.sigma(), c.radius(), share(c.share()));
        }
    }

    void table(Table table, TableDrill.Report report) {
        line("%s: %s", speech.say("未受攻击时正确", "right before any attack"), share(report.right()));
        line("");
        line(
                "%-10s %-24s %10s %10s  %s",
                speech.say("代价上限", "effort"),
                speech.say("改变 [95 %]", "changed [95 %]"),
                speech.say("代价中位", "median"),
                speech.say("查询/行", "queries"),
                speech.say("常改的列", "columns changed most"));
        for (var b : report.bought()) {
            var columns = IntStream.range(0, b.changed().length)
                    .boxed()
                    .filter(i -> b.changed()[i] > 0)
                    .sorted((x, y) -> b.changed()[y] - b.changed()[x])
                    .limit(3)
                    .map(i -> speech.say(table.columns().get(i).name()))
                    .toList();
            line(
                    "%-10s %-24s %10.2f %10.1f  %s",
                    b.effort(), share(b.success()), b.cost(), b.queries(), String.join(speech.say("、", ", "), columns));
        }
    }

    private static String share(Interval share) {
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }

    private static void line(String format, Object... values) {
        System.out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }
}
