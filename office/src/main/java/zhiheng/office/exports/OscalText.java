package zhiheng.office.exports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.Text;

/** What the documents of OSCAL have in common: head, properties, resources. */
final class OscalText {
    /** The version of the model; the schemas of 1.1.2 and before hold for it too. */
    static final String VERSION = "1.1.3";

    private static final int MOST_OF_A_PROPERTY = 2_000;

    final Manner manner;

    OscalText(Manner manner) {
        this.manner = manner;
    }

    /**
     * The whole document. Its UUID is made of all that it says, so that two of the same state are equal and two of different states are
     * not.
     *
     * @param head further members of the metadata
     * @param body the members after the metadata
     */
    Map<String, Object> document(
            OscalKind kind,
            String subject,
            Text title,
            Instant modified,
            String version,
            Map<String, Object> head,
            Map<String, Object> body) {
        var metadata = Members.of(
                "title", Plain.markup(manner.say(title)),
                "last-modified", modified.toString(),
                "version", Plain.line(version),
                "oscal-version", VERSION,
                "props", props("language", manner.language(), "title-" + manner.other(), manner.aside(title)));
        metadata.putAll(head);
        var said = Members.of("metadata", metadata);
        said.putAll(body);
        var whole = Members.of(
                "uuid", NamedUuid.of(kind.root(), subject, Json.write(said)).toString());
        whole.putAll(said);
        return Members.of(kind.root(), whole);
    }

    /** Properties of ours: name, value, name, value …; what is empty is left out. */
    static List<Map<String, Object>> props(@Nullable Object... pairs) {
        var list = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1] == null ? "" : Plain.line(String.valueOf(pairs[i + 1]));
            if (!value.isEmpty()) {
                list.add(Members.of(
                        "name", String.valueOf(pairs[i]),
                        "ns", NamedUuid.NAMESPACE,
                        "value", shortened(value)));
            }
        }
        return list;
    }

    private static String shortened(String value) {
        if (value.length() <= MOST_OF_A_PROPERTY) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(MOST_OF_A_PROPERTY - 1))
                ? MOST_OF_A_PROPERTY - 1
                : MOST_OF_A_PROPERTY;
        return value.substring(0, end).strip() + "…";
    }

    /** A property that OSCAL itself defines. */
    static Map<String, Object> prop(String name, String value) {
        return Members.of("name", name, "value", Plain.line(value));
    }

    /** A part, or null where there is nothing to say. */
    @Nullable
    Map<String, Object> part(String id, String name, @Nullable String ns, Text text) {
        var prose = Plain.markup(manner.say(text));
        return prose.isEmpty()
                ? null
                : Members.of(
                        "id", Plain.token(id),
                        "name", name,
                        "ns", ns,
                        "prose", prose,
                        "parts", translation(id, text));
    }

    /** The text in the other language, as a part of it. */
    List<Map<String, Object>> translation(String id, Text text) {
        var prose = Plain.markup(manner.aside(text));
        return prose.isEmpty()
                ? List.of()
                : List.of(Members.of(
                        "id",
                        Plain.token(id + "_" + manner.other()),
                        "name",
                        "translation",
                        "ns",
                        NamedUuid.NAMESPACE,
                        "class",
                        manner.other(),
                        "prose",
                        prose));
    }

    /** A document elsewhere. */
    static Map<String, Object> resource(String uuid, String title, String href, @Nullable String mediaType) {
        return Members.of(
                "uuid", uuid,
                "title", Plain.markup(title),
                "rlinks", List.of(Members.of("href", href, "media-type", mediaType)));
    }

    static Instant day(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
