package zhiheng.office.offers;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Whether an asking may have a place of an offer, and how well it would serve. Eligibility comes first and no score makes up for it.
 * The score starts at {@link Market#MAX_SCORE}; at most {@link #OF_PRICE} is lost by the price, {@link #OF_DISTANCE} by the distance
 * and {@link #OF_WAIT} by waiting. The three weights are choices of policy: they are printed, not hidden.
 *
 * @param why what stands against it; empty where it is eligible
 * @param score 0 where it is not
 */
public record Fit(
        List<Why> why, int score, long price, @Nullable Double kilometres, long days) {
    public static final int OF_PRICE = 4_000;
    public static final int OF_DISTANCE = 4_000;
    public static final int OF_WAIT = 1_990;

    /** Kilometres and days beyond which nothing more is lost; prices likewise where the asker names no limit. */
    private static final double FAR = 2_000;

    private static final double LONG = 365;
    private static final double DEAR = 1_000_000;

    /** What kind of thing stands against a pair. */
    public enum Bar {
        /** The rule of the policies does not hold. */
        RULE,
        CONDITION,
        /** An answer of the profile is missing; with it the pair may be eligible. */
        UNKNOWN,
        PRICE,
        DISTANCE,
        TIME,
        OWN,
        /** One of the two refused this pair before. */
        REFUSED
    }

    public record Why(Bar bar, Text text) {}

    public boolean eligible() {
        return why.isEmpty();
    }

    /** @param today an offer that has ended by then serves nobody */
    public static Fit of(Offer offer, Asker asker, LocalDate today) {
        var why = new ArrayList<Why>();
        var asking = asker.asking();
        if (offer.org().equals(asking.org())) {
            why.add(new Why(Bar.OWN, new Text("本单位自己的供给。", "It is the asker’s own offer.")));
        }
        if (asker.refused().contains(offer.id())) {
            why.add(new Why(Bar.REFUSED, new Text("双方之一曾拒绝这一对。", "One of the two refused this pair before.")));
        }
        rule(offer, asker.standing(), why);
        conditions(offer, asker.standing(), why);
        var needed = asking.from().isBefore(today) ? today : asking.from();
        if (offer.ends().isBefore(needed)) {
            why.add(new Why(
                    Bar.TIME,
                    new Text(
                            "供给到 " + offer.ends() + " 为止，需要从 " + needed + " 开始。",
                            "It ends on " + offer.ends() + "; it is wanted from " + needed + " on.")));
        }
        if (asking.most() >= 0 && offer.price() > asking.most()) {
            why.add(new Why(
                    Bar.PRICE,
                    new Text(
                            "价格 " + offer.price() + " 元，最多愿付 " + asking.most() + " 元。",
                            "It costs " + offer.price() + " yuan; at most " + asking.most() + " would be paid.")));
        }
        var kilometres =
                offer.place().anywhere() ? Double.valueOf(0) : offer.place().kilometresTo(asking.place());
        distance(asking, kilometres, why);
        long days = Math.max(0, ChronoUnit.DAYS.between(needed, offer.starts()));
        return new Fit(
                why,
                why.isEmpty() ? score(offer.price(), asking.most(), kilometres, days) : 0,
                offer.price(),
                kilometres,
                days);
    }

    private static void rule(Offer offer, Standing standing, List<Why> why) {
        if (offer.measure().isEmpty() || standing.holds().contains(offer.measure())) {
            return;
        }
        var missing = standing.missing().get(offer.measure());
        if (standing.library() == null) {
            why.add(new Why(
                    Bar.UNKNOWN,
                    new Text("没有安装政策包，条件无法判断。", "No policies are installed, so its rule cannot be decided.")));
        } else if (missing != null) {
            var asked = standing.library().fact(missing.getFirst()).question();
            why.add(new Why(
                    Bar.UNKNOWN,
                    new Text(
                            "政策规则 " + offer.measure() + " 尚不能判断，画像未回答：" + asked.zh(),
                            "Rule " + offer.measure() + " is open; the profile does not answer: " + asked.en())));
        } else {
            why.add(new Why(
                    Bar.RULE,
                    new Text(
                            "政策规则 " + offer.measure() + " 对该企业不成立。",
                            "Rule " + offer.measure() + " of the policies does not hold for it.")));
        }
    }

    private static void conditions(Offer offer, Standing standing, List<Why> why) {
        var library = standing.library();
        var facts = standing.facts();
        for (var condition : offer.conditions()) {
            if (library == null || facts == null) {
                why.add(new Why(
                        Bar.UNKNOWN,
                        new Text("没有安装政策包，条件无法判断。", "No policies are installed to decide its conditions.")));
                return;
            }
            switch (condition.holds(facts)) {
                case YES -> {}
                case NO -> {
                    var text = condition.text(library);
                    why.add(new Why(Bar.CONDITION, new Text("不符合：" + text.zh(), "Not met: " + text.en())));
                }
                case UNKNOWN -> {
                    var text = condition.text(library);
                    why.add(new Why(
                            Bar.UNKNOWN, new Text("画像未回答：" + text.zh(), "Not answered in the profile: " + text.en())));
                }
            }
        }
    }

    private static void distance(Asking asking, @Nullable Double kilometres, List<Why> why) {
        if (asking.reach() == 0) {
            return;
        }
        if (kilometres == null) {
            why.add(new Why(
                    Bar.UNKNOWN, new Text("缺少坐标，距离不明。", "How far it is cannot be told: one side has no coordinates.")));
        } else if (kilometres > asking.reach()) {
            why.add(new Why(
                    Bar.DISTANCE,
                    new Text(
                            "相距 " + Math.round(kilometres) + " 公里，最远 " + asking.reach() + " 公里。",
                            "It is " + Math.round(kilometres) + " km away; " + asking.reach() + " is the farthest.")));
        }
    }

    private static int score(long price, long most, @Nullable Double kilometres, long days) {
        double dear = most > 0 ? price / (double) most : most == 0 ? 0 : Math.min(1, price / DEAR);
        double far = kilometres == null ? 0.5 : Math.min(1, kilometres / FAR);
        double late = Math.min(1, days / LONG);
        return Market.MAX_SCORE - (int) Math.round(OF_PRICE * dear + OF_DISTANCE * far + OF_WAIT * late);
    }

    /** What makes the score, in words. */
    public Text parts() {
        var far = kilometres;
        var zh = (price == 0 ? "免费" : price + " 元") + " · "
                + (far == null ? "距离不明" : far == 0 ? "无距离" : Math.round(far) + " 公里") + " · "
                + (days == 0 ? "随时可用" : "等待 " + days + " 天");
        var en = (price == 0 ? "free" : price + " yuan") + " · "
                + (far == null ? "distance unknown" : far == 0 ? "no distance" : Math.round(far) + " km") + " · "
                + (days == 0 ? "at once" : days == 1 ? "in a day" : "in " + days + " days");
        return new Text(zh, en);
    }

    /** In what this is worse than another: farther, dearer, later; "" in neither. */
    Text worseThan(Fit other) {
        var zh = new ArrayList<String>();
        var en = new ArrayList<String>();
        if (price > other.price) {
            zh.add("更贵");
            en.add("dearer");
        }
        double here = kilometres == null ? FAR / 2 : kilometres;
        double there = other.kilometres == null ? FAR / 2 : other.kilometres;
        if (here > there + 0.5) {
            zh.add("更远");
            en.add("farther");
        }
        if (days > other.days) {
            zh.add("更晚");
            en.add("later");
        }
        return new Text(String.join("、", zh), String.join(", ", en));
    }
}
