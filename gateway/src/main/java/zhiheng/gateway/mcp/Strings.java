package zhiheng.gateway.mcp;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every text in a tree of JSON, the names of its members too: whoever walks a list of known places misses the next one. */
final class Strings {
    /** Coded sounds, pictures and files; no words stand in their letters. */
    private static final Set<String> CODED = Set.of("data", "blob");

    private Strings() {}

    /**
     * Visits each text, which may put another in its place.
     *
     * @param names visits the name of a member, which cannot be changed; false where it must not pass
     * @return whether all names pass
     */
    static boolean each(JsonNode node, UnaryOperator<String> texts, Predicate<String> names) {
        boolean pass = true;
        if (node instanceof ObjectNode object) {
            for (var entry : object.properties().stream().toList()) {
                pass &= names.test(entry.getKey());
                var value = entry.getValue();
                if (value.isString()) {
                    if (!(CODED.contains(entry.getKey()) && isCoded(object) && isBase64(value.stringValue()))) {
                        object.put(entry.getKey(), texts.apply(value.stringValue()));
                    }
                } else {
                    pass &= each(value, texts, names);
                }
            }
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isString()) {
                    list.set(i, list.stringNode(texts.apply(list.get(i).stringValue())));
                } else {
                    pass &= each(list.get(i), texts, names);
                }
            }
        }
        return pass;
    }

    private static boolean isCoded(ObjectNode holder) {
        var type = holder.path("type").asString("");
        return type.equals("image") || type.equals("audio") || holder.has("blob") && holder.has("uri");
    }

    private static boolean isBase64(String text) {
        return text.chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '='));
    }
}
