package zhiheng.server.rooms.labels;

import java.util.List;
import java.util.stream.Stream;
import zhiheng.labels.FileReport;
import zhiheng.labels.Integrity;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.Deviation;
import zhiheng.server.ground.shell.Speech;

/** Verdicts and findings in words. */
final class LabelText {
    private LabelText() {}

    static String verdict(String word, Speech speech) {
        return switch (word) {
            case "compliant" -> speech.say("合规", "compliant");
            case "non-compliant" -> speech.say("不合规", "non-compliant");
            case "none" -> speech.say("无标识", "no label");
            default -> speech.say("无法判定", "inconclusive");
        };
    }

    /** What departs from the standard, with its clause; or why nothing can be said. */
    static List<String> findings(FileReport reading, Speech speech) {
        var why = switch (reading.verdict()) {
            case Verdict.Inconclusive i ->
                Stream.of(speech.say(i.reason().zh(), i.reason().en()));
            case Verdict.NonCompliant n -> n.deviations().stream().map(d -> finding(d, speech));
            case Verdict.Compliant c -> Stream.<String>empty();
            case Verdict.None n -> Stream.<String>empty();
        };
        var bound = reading.bindings().stream()
                .map(b -> speech.say(b.text().zh(), b.text().en()));
        return Stream.concat(why, bound).toList();
    }

    private static String finding(Deviation deviation, Speech speech) {
        return clause(deviation, speech) + "  "
                + speech.say(deviation.text().zh(), deviation.text().en());
    }

    static String clause(Deviation deviation, Speech speech) {
        return speech.say(deviation.clause(), deviation.clauseInEnglish());
    }

    static String level(Integrity.Level level, Speech speech) {
        return switch (level) {
            case VERIFIED -> speech.say("签名已由所信公钥验证", "signature verified by a pinned key");
            case SELF_CONSISTENT ->
                speech.say("签名仅自洽（公钥未被信任）", "signature self-consistent only: nobody vouches for its key");
            case UNVERIFIABLE -> speech.say("无可验证的签名", "no signature that can be verified");
        };
    }
}
