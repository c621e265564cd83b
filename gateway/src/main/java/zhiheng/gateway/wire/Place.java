package zhiheng.gateway.wire;

import java.util.LinkedHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A place for words in a call or an answer, see {@link Texts}. */
sealed interface Place {
    /** The words. */
    String text();

    /** Puts other words there. */
    void put(String text);

    /** Places with the same number are parts of one text; 0 for a text of its own. */
    default int group() {
        return 0;
    }

    /** @return whether other words were put there */
    default boolean replace(String text) {
        if (text.equals(text())) {
            return false;
        }
        put(text);
        return true;
    }

    private static void set(JsonNode holder, String name, int index, String value) {
        switch (holder) {
            case ObjectNode object -> object.put(name, value);
            case ArrayNode list -> list.set(index, list.stringNode(value));
            default -> throw new IllegalStateException("no holder of values: " + holder.getNodeType());
        }
    }

    /** A string or a long number. In the JSON that models write as arguments of tools, characters may hide behind escapes. */
    record Text(JsonNode holder, String name, int index, String text, int group) implements Place {
        Text(JsonNode holder, String name, int index, String text, boolean json, int group) {
            this(holder, name, index, json ? JsonEscapes.plain(text) : text, group);
        }

        @Override
        public void put(String words) {
            set(holder, name, index, words);
        }
    }

    /** The name of a member. */
    record Name(ObjectNode holder, String text) implements Place {
        @Override
        public void put(String words) {
            var members = new LinkedHashMap<String, JsonNode>();
            holder.properties()
                    .forEach(member ->
                            members.put(member.getKey().equals(text) ? words : member.getKey(), member.getValue()));
            holder.removeAll();
            members.forEach(holder::set);
        }
    }

    /** A file of text, in base64. */
    record File(JsonNode holder, String name, int index, InlineFile.Words file) implements Place {
        @Override
        public String text() {
            return file.text();
        }

        @Override
        public void put(String words) {
            set(holder, name, index, file.with(words));
        }
    }
}
