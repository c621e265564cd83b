package zhiheng.watch;

import zhiheng.base.Text;

/**
 * What has to hold of a stream for a promise about false alarms to hold. Most theorems ask nothing of the shape of a distribution, but
 * all ask something of how an event hangs together with those before it, and a stream whose neighbours are alike, or that has days
 * and nights, can break that while its mean over a month stays where it should be.
 */
public enum Condition {
    /** The theorem of betting and of e-detectors: a supermartingale needs the mean given the past. */
    AT_MOST_GIVEN_PAST(new Text(
            "每个事件在已知此前全部事件时的均值都不超过上限；邻近事件相关或有昼夜起伏时，峰时也须不超过",
            "given all events before it, the mean of each event is at most the limit; where neighbours are alike or days"
                    + " have peaks, at the peak too")),
    SAME_MEAN_GIVEN_PAST(new Text(
            "每个事件在已知此前全部事件时的均值始终相同；邻近事件相关、季节或趋势都会违反这一条件",
            "given all events before it, the mean of each event is one and the same; neighbours that are alike, seasons"
                    + " and trends break this")),
    INDEPENDENT_SAME_RATE(new Text(
            "事件相互独立，且发生率虽未知但保持不变；季节会违反这一条件",
            "events are independent and their rate, though unknown, stays the same; seasons break this")),
    LIMIT_IN_BLOCKS(new Text(
            "每一时段（包括峰时）的均值不超过上限，且邻近事件的相关不长于所测得的区块",
            "the mean of each stretch, its peaks included, is at most the limit, and neighbours hang together no longer"
                    + " than the blocks that were measured")),
    SAME_RATE_IN_BLOCKS(new Text(
            "发生率保持不变，且邻近事件的相关不长于所测得的区块；季节会违反这一条件",
            "the rate stays the same, and neighbours hang together no longer than the blocks that were measured; seasons"
                    + " break this")),
    EXCHANGEABLE(new Text(
            "事件的任何次序同样可能；邻近事件相关、季节或趋势都会违反这一条件",
            "every order of the events is equally likely; neighbours that are alike, seasons and trends break this")),
    EACH_DECISION_ITS_OWN(new Text(
            "每个决定各自独立成立（同一人的重复决定不算），且各群体在已知此前决定时的比率符合标准",
            "each decision stands for itself, one person's repeated ones do not, and given those before the rates of the"
                    + " groups keep to the criterion")),
    DECISIONS_IN_BLOCKS(new Text(
            "各群体（在每一分层内）在已知此前决定时的比率符合标准，且邻近决定的相关不长于所测得的区块；同一人的重复决定须以单位注明",
            "given the decisions before, the rates of the groups, in each stratum, keep to the criterion, and neighbours"
                    + " hang together no longer than the blocks that were measured; one person's repeated decisions name"
                    + " their unit")),
    SAME_PROFILE(new Text(
            "同类时刻（每天同一小时，或工作日与周末的同一小时）的均值始终相同，起初两天任一时刻不超过此前均值的五倍，且邻近事件的相关" + "不长于所测得的区块；趋势与节假日会违反这一条件",
            "the mean of like moments (the same hour of any day, or of working days and weekends) stays the same, in the"
                    + " first two days none is more than five times the mean of those before, and neighbours hang together no"
                    + " longer than the blocks that were measured; trends and holidays break this")),
    DAYS_AT_MOST(
            new Text(
                    "一天的均值不超过上限，一天的起伏每天相同，起初两天任一小时不超过上限的五倍，且邻近事件的相关不长于所测得的区块",
                    "the mean of a day is at most the limit, days have the same ups and downs, in the first two no hour is above"
                            + " five times the limit, and neighbours hang together no longer than the blocks that were measured")),
    UNITS_AT_MOST(new Text(
            "每个单位（人、会话、设备）每期只计首次，且在已知此前各单位时其均值不超过上限；谁来与此前结果无关",
            "each unit (person, session, device) counts once a period with its first value, whose mean given the units"
                    + " before is at most the limit, and who comes does not depend on what others showed")),
    UNITS_SAME(new Text(
            "每个单位（人、会话、设备）每期只计首次，且各单位的均值始终相同；季节会违反这一条件",
            "each unit (person, session, device) counts once a period with its first value, whose mean stays the same;"
                    + " seasons break this")),
    UNITS_ALIKE(new Text(
            "每个单位（人）每期只计首次决定，且各群体在已知此前各单位时的比率符合标准",
            "each unit (person) counts once a period with its first decision, and given the units before the rates of the"
                    + " groups keep to the criterion")),
    DRAWN_AS_DECLARED(new Text(
            "每个回答在已知此前全部回答时都按所声明的比例产生",
            "given all answers before it, each answer is drawn with the shares that were declared")),
    /** Of alerts that were stored before conditions were, and of detectors that promise nothing. */
    UNSTATED(new Text("条件未注明", "its condition is not on record"));

    private final Text text;

    Condition(Text text) {
        this.text = text;
    }

    /** A clause that can follow "provided that". */
    public Text text() {
        return text;
    }
}
