package zhiheng.office.exports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.office.duties.Sha256;

/**
 * A document of OSCAL that others wrote, as far as it speaks of controls. What it says is theirs: it is shown beside our duties and may be
 * kept as evidence, and changes no state by itself.
 *
 * @param sha256 of the bytes that were read
 */
public record OscalReading(OscalKind kind, String uuid, String title, String sha256, List<Claim> claims) {
    /** The largest document that is read. */
    public static final int MOST_BYTES = 4 << 20;

    private static final int MOST_CLAIMS = 10_000;
    private static final int MOST_DEEP = 16;
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(64, 200_000, 200, 100);

    /**
     * What it says of one control.
     *
     * @param says the document's own word: satisfied, implemented, planned …; "named" where it only lists the control
     */
    public record Claim(String control, String says) {
        /** Whether it says that the control is met. */
        public boolean met() {
            return says.equals("satisfied") || says.equals("implemented");
        }
    }

    /** What a longer document is refused with. */
    public static Refusal tooLarge() {
        return Refusal.invalid("OSCAL 文件最大 4 MiB。", "A document of OSCAL has 4 MiB at most.");
    }

    /** INVALID for what is no such document, with the place. */
    public static OscalReading read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw tooLarge();
        }
        var root = root(text(bytes));
        for (var kind : OscalKind.values()) {
            if (kind != OscalKind.PLAN && root.get(kind.root()) instanceof Map<?, ?> document) {
                var metadata = document.get("metadata") instanceof Map<?, ?> head ? head : Map.of();
                var claims = new LinkedHashSet<Claim>();
                switch (kind) {
                    case CATALOG -> controls(document, claims, 0);
                    case PROFILE -> selected(document, claims);
                    case COMPONENTS -> implemented(document, claims);
                    case RESULTS -> found(document, claims);
                    case PLAN -> throw new IllegalStateException("not read");
                }
                return new OscalReading(
                        kind,
                        word(document.get("uuid")),
                        word(metadata.get("title")),
                        Sha256.of(bytes),
                        List.copyOf(claims));
            }
        }
        throw Refusal.invalid(
                "文件应为 OSCAL 的 JSON，其唯一成员为 catalog、profile、component-definition 或 assessment-results。",
                "The file must be OSCAL in JSON, with the one member catalog, profile, component-definition or"
                        + " assessment-results.");
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("文件不是 UTF-8 文本。", "The file is no UTF-8 text.");
        }
    }

    private static Map<String, @Nullable Object> root(String text) {
        try {
            return JsonReader.object(text, LIMITS);
        } catch (JsonException e) {
            var at = e.line() + ":" + e.column() + " ";
            throw new Refusal(Refusal.Kind.INVALID, new Text(at, at).and(e.reason()));
        }
    }

    private static void controls(Map<?, ?> of, Set<Claim> claims, int deep) {
        if (deep > MOST_DEEP) {
            throw Refusal.invalid("控制项嵌套过深。", "Controls lie too deep in one another.");
        }
        for (var control : items(of.get("controls"))) {
            add(claims, control.get("id"), "named");
            controls(control, claims, deep + 1);
        }
        items(of.get("groups")).forEach(group -> controls(group, claims, deep + 1));
    }

    private static void selected(Map<?, ?> profile, Set<Claim> claims) {
        for (var one : items(profile.get("imports"))) {
            for (var some : items(one.get("include-controls"))) {
                if (some.get("with-ids") instanceof List<?> ids) {
                    ids.forEach(id -> add(claims, id, "named"));
                }
            }
        }
    }

    private static void implemented(Map<?, ?> definition, Set<Claim> claims) {
        for (var component : items(definition.get("components"))) {
            for (var implementation : items(component.get("control-implementations"))) {
                for (var one : items(implementation.get("implemented-requirements"))) {
                    var status = items(one.get("props")).stream()
                            .filter(prop -> "implementation-status".equals(prop.get("name")))
                            .map(prop -> word(prop.get("value")))
                            .findFirst();
                    add(claims, one.get("control-id"), status.orElse("implemented"));
                }
            }
        }
    }

    private static void found(Map<?, ?> results, Set<Claim> claims) {
        for (var result : items(results.get("results"))) {
            for (var finding : items(result.get("findings"))) {
                if (finding.get("target") instanceof Map<?, ?> target
                        && target.get("status") instanceof Map<?, ?> status) {
                    var aim = word(target.get("target-id")).replaceFirst("_(smt|obj)(?:[._].*)?$", "");
                    add(claims, aim, word(status.get("state")));
                }
            }
        }
    }

    private static void add(Set<Claim> claims, @Nullable Object control, String says) {
        var id = word(control);
        if (!id.isEmpty()) {
            claims.add(new Claim(id, says));
        }
        if (claims.size() > MOST_CLAIMS) {
            throw Refusal.invalid("最多读取 " + MOST_CLAIMS + " 个控制项。", "At most " + MOST_CLAIMS + " controls are read.");
        }
    }

    private static List<Map<?, ?>> items(@Nullable Object value) {
        var list = new ArrayList<Map<?, ?>>();
        if (value instanceof List<?> all) {
            all.forEach(one -> {
                if (one instanceof Map<?, ?> members) {
                    list.add(members);
                }
            });
        }
        return list;
    }

    /** A short text; "" for anything else. */
    private static String word(@Nullable Object value) {
        return value instanceof String text && text.length() <= 2_000 ? Plain.line(text) : "";
    }
}
