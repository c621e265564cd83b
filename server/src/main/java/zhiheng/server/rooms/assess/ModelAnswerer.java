package zhiheng.server.rooms.assess;

import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.drills.plant.Answerer;
import zhiheng.drills.plant.Doc;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Probe;
import zhiheng.drills.suite.Upstream;

/** A model that is given what was looked up, one call a question; a call without an answer is counted and misleads nobody. */
final class ModelAnswerer implements Answerer {
    private static final int IN_A_ROW = 10;

    private final Upstream upstream;
    private final long most;
    private long calls;
    private long failed;
    private int row;

    ModelAnswerer(Upstream upstream, long most) {
        this.upstream = upstream;
        this.most = most;
    }

    long calls() {
        return calls;
    }

    long failed() {
        return failed;
    }

    @Override
    public String answer(String question, List<Doc> found) throws InterruptedException {
        if (calls == most) {
            throw Refusal.invalid(
                    "已用完 " + most + " 次调用，演练停止；可减少 --questions 或提高 --calls",
                    "all " + most
                            + " calls are spent and the drill stops; ask fewer --questions or allow more --calls");
        }
        boolean zh = question.codePoints().anyMatch(Character::isIdeographic);
        var prompt = new StringBuilder();
        for (int i = 0; i < found.size(); i++) {
            prompt.append('[')
                    .append(i + 1)
                    .append("] ")
                    .append(found.get(i).text())
                    .append("\n\n");
        }
        prompt.append(zh ? "问题：" : "Question: ").append(question);
        calls++;
        var answer = upstream.ask(new Probe(
                "plant-" + calls,
                "plant",
                "plant",
                "plant",
                zh ? "zh" : "en",
                zh ? "仅依据所给资料，用一句话回答，写出数字。" : "Answer from the passages given, in one sentence with the figure.",
                prompt.toString(),
                List.of(),
                "",
                "",
                0));
        if (answer.outcome() == Answer.Outcome.SAID) {
            row = 0;
            return answer.text();
        }
        failed++;
        if (++row == IN_A_ROW) {
            throw Refusal.unavailable(
                    "模型连续 " + IN_A_ROW + " 次没有回答：" + answer.text(),
                    "the model gave no answer " + IN_A_ROW + " times in a row: " + answer.text(),
                    new IllegalStateException(answer.outcome().name()));
        }
        return "";
    }
}
