package zhiheng.server.rooms.assess;

import java.util.Locale;
import zhiheng.base.Text;
import zhiheng.drills.evidence.Result;
import zhiheng.drills.judge.Rate;
import zhiheng.drills.suite.Criterion;
import zhiheng.drills.suite.Plan;

/** What pages and the shell say of rates: always with an interval, never a bare percentage. */
final class AssessText {
    private AssessText() {}

    static String range(double low, double high) {
        return String.format(Locale.ROOT, "%.1f–%.1f %%", 100 * low, 100 * high);
    }

    static String rate(double estimate, double low, double high) {
        return String.format(Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * estimate, 100 * low, 100 * high);
    }

    static String rate(Rate r) {
        return rate(r.estimate(), r.low(), r.high());
    }

    static String rate(Result r) {
        return r.estimate() == null ? range(r.low(), r.high()) : rate(r.estimate(), r.low(), r.high());
    }

    static Text wanted(Criterion c) {
        var share = String.format(Locale.ROOT, "%.0f %%", 100 * c.threshold());
        return c.atLeast()
                ? new Text("不低于 " + share, share + " at least")
                : new Text("不高于 " + share, share + " at most");
    }

    static Text verdict(Result.Verdict v) {
        return switch (v) {
            case MET -> new Text("达到", "met");
            case NOT_MET -> new Text("未达到", "not met");
            case OPEN -> new Text("尚不能断定", "cannot be told");
            case NONE -> new Text("无阈值", "no threshold");
        };
    }

    static Text end(String reason) {
        for (var r : Plan.Reason.values()) {
            if (r.name().equals(reason)) {
                return end(r);
            }
        }
        return new Text(reason, reason);
    }

    private static Text end(Plan.Reason reason) {
        return switch (reason) {
            case ALL_ASKED -> new Text("已问完", "all asked");
            case CALLS_SPENT -> new Text("调用次数用尽", "the budget of calls is spent");
            case TOKENS_SPENT -> new Text("令牌预算用尽", "the budget of tokens is spent");
            case COST_SPENT -> new Text("费用预算用尽", "the budget of cost is spent");
            case TIME_SPENT -> new Text("时间用尽", "the time is spent");
            case UPSTREAM_GONE -> new Text("上游连续不答，已停止", "the upstream failed many times in a row");
            case STOPPED -> new Text("被中止", "stopped");
        };
    }
}
