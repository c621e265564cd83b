package zhiheng.server.rooms.effect;

import zhiheng.base.Text;
import zhiheng.office.effect.Effect;
import zhiheng.office.effect.InterruptedSeries;
import zhiheng.office.effect.Judgement;
import zhiheng.server.ground.page.Figures;

/** What was found, as a sentence. */
final class EffectText {
    private EffectText() {}

    static Text verdict(Judgement judged) {
        boolean effect = judged.strength() != Judgement.Strength.BEFORE_AND_AFTER;
        var zh = effect ? "效果" : "变化";
        var en = effect ? "effect" : "change";
        var range = range(judged.effect());
        return switch (judged.effect().shown()) {
            case ROSE ->
                new Text(
                        "上升：" + zh + "为 " + Figures.number(judged.effect().estimate()) + "，区间 " + range + "。",
                        "A rise: the " + en + " is "
                                + Figures.number(judged.effect().estimate()) + ", between " + range + ".");
            case FELL ->
                new Text(
                        "下降：" + zh + "为 " + Figures.number(judged.effect().estimate()) + "，区间 " + range + "。",
                        "A fall: the " + en + " is "
                                + Figures.number(judged.effect().estimate()) + ", between " + range + ".");
            case NOTHING ->
                new Text(
                        "看不出" + zh + "：区间 " + range + " 含零；这不等于没有" + zh + "。",
                        "No " + en + " can be told: the interval " + range
                                + " holds zero. That does not say there is none.");
        };
    }

    static String range(Effect effect) {
        return Figures.number(effect.low()) + " … " + Figures.number(effect.high());
    }

    static Text promise() {
        var share = Math.round(InterruptedSeries.ERROR * 100);
        return new Text(
                "没有效果时，至多 " + share + "% 的此类判断会误称有效果（条件见文档）。",
                "Where there is no effect, at most " + share
                        + " % of such judgements claim one (conditions in the docs).");
    }
}
