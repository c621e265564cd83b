package zhiheng.drills.suite;

import java.util.List;

/**
 * What came of one prompt.
 *
 * @param text what the model said; for what failed, why, in short
 * @param tools names of tools that it called
 * @param model as the upstream names itself, with its fingerprint where it gives one
 * @param tokens of prompt and answer, as the upstream counts them; 0 where it does not
 * @param waitSeconds how long the upstream asks to be left alone; 0 for nothing said
 * @param at when it was written down, in seconds since 1970; 0 before that
 */
public record Answer(
        Outcome outcome,
        String text,
        List<String> tools,
        String model,
        long tokens,
        long millis,
        int waitSeconds,
        long at) {
    public enum Outcome {
        SAID,
        /** No answer in time. It is not asked again: it may have been worked on, and paid for. */
        TIMED_OUT,
        /** The upstream is busy or fell over: asked again a few times. */
        BUSY,
        /** It does not take this call: asking again changes nothing before a setting is changed. */
        DECLINED,
        /** What came is no answer of the interface. */
        UNREADABLE,
        /** Asked before an interruption, and what came is not known. */
        LOST
    }

    public Answer {
        tools = List.copyOf(tools);
    }

    public static Answer said(String text, List<String> tools, String model, long tokens, long millis) {
        return new Answer(Outcome.SAID, text, tools, model, tokens, millis, 0, 0);
    }

    public static Answer failed(Outcome outcome, String why, long millis, int waitSeconds) {
        return new Answer(outcome, why, List.of(), "", 0, millis, waitSeconds, 0);
    }

    Answer at(long seconds) {
        return new Answer(outcome, text, tools, model, tokens, millis, waitSeconds, seconds);
    }

    static final Answer LOST = failed(Outcome.LOST, "", 0, 0);
}
