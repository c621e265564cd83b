package zhiheng.gateway.wire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every place of a call or an answer where words can stand: all strings at whatever depth, long whole numbers, names of members that
 * are no plain names, and files of text within. Left out are known ids and enumerations whose value has the form of one, and pictures
 * and sounds. A place that nobody thought of is a place that is looked at.
 */
final class Texts {
    /** Values from lists that interfaces define. */
    private static final Set<String> ENUMERATIONS = Set.of(
            "type",
            "role",
            "object",
            "status",
            "model",
            "finish_reason",
            "native_finish_reason",
            "stop_reason",
            "tool_choice",
            "service_tier",
            "system_fingerprint",
            "detail",
            "encoding_format",
            "format",
            "response_format",
            "effort",
            "reasoning_effort",
            "verbosity",
            "size",
            "quality",
            "voice",
            "media_type",
            "truncation",
            "phase");

    private static final Set<String> IDS = Set.of(
            "id",
            "call_id",
            "tool_call_id",
            "tool_use_id",
            "item_id",
            "response_id",
            "previous_response_id",
            "file_id",
            "vector_store_id",
            "container_id",
            "obfuscation",
            "encrypted_content",
            "signature");

    /** What is shorter is looked at though it stands where pictures and sounds do. */
    private static final int SHORTEST_MEDIA = 32;

    /** Lists whose parts are read as one text. */
    private static final Set<String> LISTS_OF_PARTS =
            Set.of("content", "summary", "output", "system", "parts", "reasoning", "thinking");

    /** The shortest number that is looked for has so many digits. */
    private static final BigDecimal LONG = new BigDecimal("10000000000");

    private static final int MOST_DIGITS_OF_A_NAME = 8;

    /** The characters of ids and enumerations, among those of ASCII. */
    private static final boolean[] OF_FORM = new boolean[128];

    static {
        for (char c = 0; c < OF_FORM.length; c++) {
            OF_FORM[c] = isAlnum(c) || "_.:/+=@|~-".indexOf(c) >= 0;
        }
    }

    private final List<Place> places = new ArrayList<>();
    /** Names of members come last, since a place is found by its name. */
    private final List<Place> names = new ArrayList<>();

    private final List<ObjectNode> probabilities = new ArrayList<>(0);
    private final List<@Nullable JsonNode> skipped;
    private String unread = "";
    private int groups;

    private Texts(List<@Nullable JsonNode> skipped) {
        this.skipped = skipped;
    }

    /** @param skipped nodes within that somebody else looks at */
    static Texts of(JsonNode root, @Nullable JsonNode... skipped) {
        var texts = new Texts(java.util.Arrays.asList(skipped));
        texts.walk(root, "", root, 0);
        texts.places.addAll(texts.names);
        return texts;
    }

    /** @param visit returns what to put there. @return whether any text was replaced */
    static boolean each(JsonNode root, UnaryOperator<String> visit) {
        boolean changed = false;
        for (var place : of(root).places) {
            changed |= place.replace(visit.apply(place.text()));
        }
        return changed;
    }

    List<Place> places() {
        return places;
    }

    /** Why something in it cannot be read, empty when all can. */
    String unread() {
        return unread;
    }

    /** Takes the probabilities of tokens out, which say the words again in pieces. @return whether there were any */
    boolean dropProbabilities() {
        for (var holder : probabilities) {
            if (holder.get("logprobs") instanceof ArrayNode) {
                holder.putArray("logprobs");
            } else {
                holder.putNull("logprobs");
            }
        }
        return !probabilities.isEmpty();
    }

    private void walk(JsonNode holder, String name, JsonNode value, int group) {
        for (var skip : skipped) {
            if (skip == value) {
                return;
            }
        }
        switch (value) {
            case ObjectNode object -> members(object, group);
            case ArrayNode list -> {
                int parts = LISTS_OF_PARTS.contains(name) ? ++groups : 0;
                for (int i = 0; i < list.size(); i++) {
                    element(list, i, name, parts);
                }
            }
            default -> leaf(holder, name, -1, value, group);
        }
    }

    private void element(ArrayNode list, int index, String name, int group) {
        var value = list.get(index);
        if (value.isContainer()) {
            walk(list, name, value, group);
        } else {
            leaf(list, name, index, value, group);
        }
    }

    private void members(ObjectNode object, int group) {
        for (var member : object.properties()) {
            var name = member.getKey();
            var value = member.getValue();
            if (name.equals("logprobs") && value.isContainer() && !value.isEmpty()) {
                probabilities.add(object);
                continue;
            }
            if (!isPlainName(name)) {
                names.add(new Place.Name(object, name));
            }
            walk(object, name, value, name.equals("text") ? group : 0);
        }
    }

    /** Whether the parts of a list of this name are read as one text. */
    static boolean isListOfParts(String name) {
        return LISTS_OF_PARTS.contains(name);
    }

    private void leaf(JsonNode holder, String name, int index, JsonNode value, int group) {
        if (value.isNumber()) {
            if (isLongNumber(name, value)) {
                places.add(new Place.Text(holder, name, index, value.asString(), false, 0));
            }
            return;
        }
        if (!value.isString() || value.stringValue().isEmpty()) {
            return;
        }
        var text = value.stringValue();
        if (isKnown(name, text)) {
            return;
        }
        if (name.equals("file_data") || text.startsWith("data:") || isFile(holder, name)) {
            file(holder, name, index, text);
            return;
        }
        if (isMedia(holder, name) && isMediaText(text)) {
            return;
        }
        boolean json = name.equals("arguments") || name.equals("partial_json");
        places.add(new Place.Text(holder, name, index, text, json, group));
    }

    /** {@code {"type":"base64","media_type":"…","data":"…"}} of the messages interface. */
    private static boolean isFile(JsonNode holder, String name) {
        return name.equals("data") && holder.path("type").asString("").equals("base64");
    }

    /** Whether a value has the form of a picture or a sound. */
    static boolean isMediaText(String value) {
        return value.length() >= SHORTEST_MEDIA && hasLetter(value) && InlineFile.isBase64(value);
    }

    /** Whether a picture or a sound stands here, in base64. */
    private static boolean isMedia(JsonNode holder, String name) {
        return switch (name) {
            case "b64_json", "partial_image_b64" -> true;
            case "result" -> holder.path("type").asString("").equals("image_generation_call");
            case "data" ->
                holder.has("format")
                        || holder.has("transcript")
                        || holder.has("expires_at")
                        || holder.path("type").asString("").equals("redacted_thinking");
            default -> false;
        };
    }

    private void file(JsonNode holder, String name, int index, String value) {
        switch (InlineFile.of(value)) {
            case InlineFile.Words words -> places.add(new Place.File(holder, name, index, words));
            case InlineFile.Media media -> {}
            case InlineFile.Unknown unknown -> {
                if (unknown.isFile()) {
                    unread = name + (unknown.type().isEmpty() ? "" : " (" + unknown.type() + ")");
                } else {
                    places.add(new Place.Text(holder, name, index, value, false, 0));
                }
            }
        }
    }

    /** Whether it is a known id or enumeration with a value of that form, so that no words are in it. */
    static boolean isKnown(String name, String value) {
        return ENUMERATIONS.contains(name)
                ? isOfForm(value, 100) && digits(value) < MOST_DIGITS_OF_A_NAME + 4
                : IDS.contains(name) && isOfForm(value, 1 << 20) && hasLetter(value);
    }

    private static boolean isOfForm(String value, int most) {
        if (value.length() > most) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 128 || !OF_FORM[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainName(String name) {
        return name.length() <= 64
                && isOfForm(name, 64)
                && digits(name) < MOST_DIGITS_OF_A_NAME
                && name.indexOf('@') < 1;
    }

    private static boolean isAlnum(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean hasLetter(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > '9' && isAlnum(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static int digits(String value) {
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            digits += value.charAt(i) >= '0' && value.charAt(i) <= '9' ? 1 : 0;
        }
        return digits;
    }

    /** Whether a number has so many digits that it may be somebody's, and is none of the known times and seeds. */
    static boolean isLongNumber(String name, JsonNode number) {
        return isLong(number) && !isKnownNumber(name);
    }

    private static boolean isLong(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.decimalValue().abs().compareTo(LONG) >= 0;
        }
        var value = number.isBigDecimal() ? number.decimalValue() : BigDecimal.ZERO;
        return value.precision() > 10 && value.scale() <= 2 && value.abs().compareTo(LONG) >= 0;
    }

    private static boolean isKnownNumber(String name) {
        return name.equals("created") || name.equals("seed") || name.endsWith("_at") || name.endsWith("_duration");
    }
}
