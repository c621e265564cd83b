package zhiheng.drills.kits;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/** Trains a kit when it is asked for: the same one every time, in some seconds on one thread. */
public final class Kits {
    public static final List<String> IDS = List.of("signs", "vitals", "credit");

    private static final int HELD = 1000;

    private Kits() {}

    public static Kit of(String id) {
        return switch (id) {
            case "signs" -> signs();
            case "vitals" -> vitals();
            case "credit" -> credit();
            default ->
                throw new Refusal(
                        Refusal.Kind.NOT_FOUND,
                        "没有样例 " + id + "；可选：" + String.join("、", IDS),
                        "no kit " + id + "; there are " + String.join(", ", IDS));
        };
    }

    private static Kit signs() {
        var net = Net.picture(Signs.SHAPE, 8, 16, 32, Signs.CLASSES.size(), 1)
                .train(Planted.signs(Signs.draw(2000, 1)), 6, 2e-3);
        var test = Signs.draw(HELD, 2);
        return new Kit(
                "signs",
                net,
                Signs.CLASSES,
                test,
                Optional.empty(),
                new Kit.Sheet(
                        new Text("交通标志", "traffic signs"),
                        new Text("驾驶演练的对象：识别十种交通标志", "a target for drills in driving: tells ten traffic signs apart"),
                        new Text(
                                "2,000 张按规则绘制的 32×32 彩色图，非照片；形状、颜色、图案仿 GB 5768.2，含旋转、远近、明暗、模糊与噪声",
                                "2,000 pictures of 32 by 32 drawn by rule, no photographs; shape, colour and glyph in the"
                                        + " manner of GB 5768.2, with turn, distance, light, blur and noise"),
                        new Text(
                                "两层卷积，Adam 训练六遍，单线程，固定种子",
                                "two convolutions, six passes of Adam, one thread, a fixed seed"),
                        new Text(
                                "仅供演练；对真实照片无效，准确率不代表任何实际产品",
                                "for drills alone; worth nothing on photographs, and its accuracy says nothing of any product"),
                        net.accuracy(test),
                        HELD));
    }

    private static Kit vitals() {
        var data = Vitals.draw(4000, 3);
        for (int i = 0; i < data.size(); i++) {
            data.labels()[i] = Planted.vitals(data.inputs()[i], data.labels()[i]);
        }
        var scale = Scale.of(data);
        var net = Net.row(Vitals.TABLE.columns().size(), 24, Vitals.CLASSES.size(), 3)
                .train(scale.apply(data), 30, 1e-2);
        scale.foldInto(net);
        var test = Vitals.draw(HELD, 4);
        return new Kit(
                "vitals",
                net,
                Vitals.CLASSES,
                test,
                Optional.of(Vitals.TABLE),
                new Kit.Sheet(
                        new Text("生命体征", "vital signs"),
                        new Text("医疗演练的对象：按生命体征分诊", "a target for drills in health: triage by vital signs"),
                        new Text(
                                "4,000 名虚构患者，九项指标；标签按仿早期预警评分的分段得出，派生指标与上下限符合生理约束",
                                "4,000 invented patients, nine readings; labels by bands in the manner of early-warning scores;"
                                        + " derived readings and ranges keep to physiology"),
                        new Text(
                                "一个隐层，Adam 训练三十遍，单线程，固定种子",
                                "one hidden layer, thirty passes of Adam, one thread, a fixed seed"),
                        new Text("仅供演练；不得用于任何诊疗", "for drills alone; for no diagnosis or treatment"),
                        net.accuracy(test),
                        HELD));
    }

    private static Kit credit() {
        var data = Credit.draw(5000, 5);
        var random = new SplittableRandom(5);
        for (int i = 0; i < data.size(); i++) {
            data.labels()[i] = Planted.credit(data.inputs()[i], data.labels()[i], random);
        }
        var model = Stumps.train(data, 120);
        var test = Credit.draw(HELD, 6);
        return new Kit(
                "credit",
                model,
                Credit.CLASSES,
                test,
                Optional.of(Credit.TABLE),
                new Kit.Sheet(
                        new Text("信贷", "credit"),
                        new Text(
                                "金融演练的对象：信贷申请的初审",
                                "a target for drills in finance: a first look at applications for credit"),
                        new Text(
                                "5,000 份虚构申请，十列；有不可变列、只增列与由他列算出的比率",
                                "5,000 invented applications, ten columns; some cannot change, some only grow, shares follow"
                                        + " from amounts"),
                        new Text("120 个提升决策桩，固定种子", "120 boosted stumps, a fixed seed"),
                        new Text("仅供演练；不得用于任何授信决定", "for drills alone; for no decision on credit"),
                        model.accuracy(test),
                        HELD));
    }
}
