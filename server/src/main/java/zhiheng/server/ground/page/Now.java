package zhiheng.server.ground.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A field and what is saved in it now, shown beside a form that was sent after somebody else had saved. */
public record Now(String field, String value) {
    private static final int LONGEST = 400;

    /**
     * The fields in which what is saved differs from what was typed, in the order of the saved ones.
     *
     * @param label a field's name for people
     * @param said a field's value for people, from field and value
     */
    public static List<Now> differing(
            Map<String, String> saved,
            Map<String, String> typed,
            UnaryOperator<String> label,
            BinaryOperator<String> said) {
        var fields = new ArrayList<>(saved.keySet());
        var more = new TreeSet<>(typed.keySet());
        saved.keySet().forEach(more::remove);
        fields.addAll(more);
        var result = new ArrayList<Now>();
        for (var field : fields) {
            var now = saved.getOrDefault(field, "");
            if (!now.equals(typed.getOrDefault(field, ""))) {
                var text = said.apply(field, now);
                result.add(new Now(label.apply(field), text.isEmpty() ? "—" : cut(text)));
            }
        }
        return result;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
