package zhiheng.watch.risk;

import java.util.List;
import zhiheng.base.Text;
import zhiheng.watch.Monitor;

/** Value drift: the same questions, asked on a schedule, answered otherwise than was accepted. */
public final class ValueDrift {
    /** An answer to a canary question; see {@link CanaryRun}. */
    public static final String ANSWER = "canary.answer";

    private ValueDrift() {}

    /** @param pace of answers to canaries, not of calls */
    public static List<RiskMonitor> monitors(CanarySet set, Pace pace) {
        return List.of(new RiskMonitor(
                Family.VALUE_DRIFT,
                new Monitor<>("values.canary", ANSWER, new CanaryDetector(set, pace.events()), Monitor.Counts.ALL),
                new Text("对固定题目的回答偏离了认可的分布", "Answers to canary questions left the accepted distribution"),
                new Text("每个回答一个观测，带题号和答案类别", "One observation an answer, with the question and the kind of answer")));
    }
}
