package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import zhiheng.base.JsonReader;
import zhiheng.office.sandbox.Answer;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;

/** Answers to criteria as JSON: a list, sorted by criterion, so that equal answers are equal text. */
final class AnswersJson {
    private static final int MOST = 200;

    private AnswersJson() {}

    static Map<String, Answer> read(String text) {
        return read(JsonIn.object(text.getBytes(StandardCharsets.UTF_8), JsonReader.Limits.BODY, "answers"));
    }

    /** From the member {@code answers}. */
    static Map<String, Answer> read(JsonIn json) {
        var result = new LinkedHashMap<String, Answer>();
        for (var one : json.objects("answers", MOST, "criterion", "says", "words", "evidence")) {
            result.put(
                    one.text("criterion"),
                    new Answer(one.choice("says", Answer.Says.class), one.text("words", ""), one.text("evidence", "")));
        }
        return result;
    }

    static Object tree(Map<String, Answer> answers) {
        return new TreeMap<>(answers)
                .entrySet().stream()
                        .map(e -> map(
                                "criterion", e.getKey(),
                                "says", e.getValue().says().name().toLowerCase(Locale.ROOT),
                                "words", e.getValue().words(),
                                "evidence", e.getValue().evidence()))
                        .toList();
    }

    static String write(Map<String, Answer> answers) {
        return JsonOut.compact(map("answers", tree(answers)));
    }
}
