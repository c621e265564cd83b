package zhiheng.server.rooms.proposals;

import zhiheng.base.Text;
import zhiheng.packs.CallRule;
import zhiheng.packs.CallsWhatIf;

/** One effect on calls, as people say it. */
public final class CallWords {
    private CallWords() {}

    /** What would be asked, and of how many it would change the outcome. */
    public static Text said(CallsWhatIf.Met met) {
        var rule = met.effect().rule();
        var effect = effect(met.effect());
        if (rule == null || met.effect().change() == CallsWhatIf.Change.CANNOT_BE_DECIDED) {
            return effect;
        }
        boolean asked = met.effect().change() == CallsWhatIf.Change.ASKED;
        var unknown = met.unknown() == 0
                ? new Text("", "")
                : new Text("，" + met.unknown() + " 次记录看不出", ", " + met.unknown() + " that the record does not tell");
        return new Text(
                effect.zh() + "：" + (asked ? "将不合要求 " : "不再不合要求 ") + met.broken() + " 次" + unknown.zh(),
                effect.en() + ": " + met.broken() + (asked ? " not as the draft asks" : " no longer out of order")
                        + unknown.en());
    }

    /** Without the numbers. */
    public static Text effect(CallsWhatIf.Effect effect) {
        var rule = effect.rule();
        var what = rule == null ? new Text("", "") : rule.text();
        boolean ban = rule == CallRule.FORBIDDEN;
        return switch (effect.change()) {
            case ASKED ->
                ban
                        ? new Text("已答复的调用将被禁止", "answered, and would be forbidden")
                        : new Text("将要求：" + what.zh(), "would be asked: " + what.en());
            case NO_LONGER_ASKED ->
                ban
                        ? new Text("不再被禁止", "no longer forbidden")
                        : new Text("不再要求：" + what.zh(), "no longer asked: " + what.en());
            case CANNOT_BE_DECIDED ->
                new Text("缺答案无法判断：" + what.zh(), "cannot be decided for want of answers: " + what.en());
            case GROUND_LOST -> new Text("已被拒绝，所依据的义务将不再存在", "refused on a duty that would no longer bind");
        };
    }
}
