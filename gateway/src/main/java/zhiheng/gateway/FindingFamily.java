package zhiheng.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * What the ids of findings begin with: {@code secret} in {@code secret.key}. Each family says which inspector reports it, and
 * so under which permits anything of it can be found at all.
 */
public enum FindingFamily {
    PII("pii", "pii", "个人信息", "personal data", "[个人信息]", "[PERSONAL DATA]"),
    SECRET("secret", "secrets", "密钥", "secrets", "[密钥]", "[SECRET]"),
    LINK("link", "links", "链接", "links", "[链接]", "[LINK]"),
    INJECTION("injection", "injection", "指令注入", "prompt injection", "[可疑指令]", "[SUSPECT INSTRUCTION]"),
    CANARY("canary", "canary", "金丝雀词", "canaries"),
    /** One inspector for each registered list. */
    TERM("term", "terms:", "词表", "term lists", "[敏感词]", "[TERM]"),
    /** Calls of tools against the permit's scope, which finds them itself. */
    TOOL("tool", null, "工具调用", "calls of tools"),
    /** What a call would do with text that it read from others, against the permit's containment, which finds it itself. */
    CONTAIN("contain", null, "不可信文本的流向", "where untrusted text goes", "[链接]", "[LINK]"),
    /** One inspector for each registered model. */
    ONNX("onnx", "onnx:", "本地模型", "models run here"),
    /** One inspector for each registered address. */
    REMOTE("remote", "remote:", "远程检查器", "inspectors elsewhere"),
    /** Texts that were not inspected to their end; whoever should have inspected them says so. */
    FAILED("failed", null, "检查未完成", "inspection not completed"),
    /** How an answer was labelled where that needs saying. */
    LABEL("label", null, "标识", "labels");

    private final String id;
    private final @Nullable String inspector;
    private final Text text;
    private final Text mask;

    FindingFamily(String id, @Nullable String inspector, String zh, String en) {
        this(id, inspector, zh, en, "[已隐去]", "[REDACTED]");
    }

    FindingFamily(String id, @Nullable String inspector, String zh, String en, String maskZh, String maskEn) {
        this.id = id;
        this.inspector = inspector;
        text = new Text(zh, en);
        mask = new Text(maskZh, maskEn);
    }

    /** The family of a finding's id, of a family's own id too; null where no finding begins so. */
    public static @Nullable FindingFamily of(String kind) {
        int point = kind.indexOf('.');
        var first = point < 0 ? kind : kind.substring(0, point);
        for (var family : values()) {
            if (family.id.equals(first)) {
                return family;
            }
        }
        return null;
    }

    /** The family that an inspector reports, by the id that permits name it by; null for an id that no inspector can have. */
    public static @Nullable FindingFamily ofInspector(String inspector) {
        for (var family : values()) {
            if (family.inspector != null
                    && (family.isNamed()
                            ? inspector.startsWith(family.inspector)
                            : inspector.equals(family.inspector))) {
                return family;
            }
        }
        return null;
    }

    /** The ids of all, in their order. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(FindingFamily::id).toList();
    }

    public String id() {
        return id;
    }

    /** The name for people. */
    public Text text() {
        return text;
    }

    /** What stands in place of what was masked. */
    public Text mask() {
        return mask;
    }

    /** Whether the gateway brings its own inspectors for it; what the others find depends on who registered them. */
    public boolean isBuiltIn() {
        return compareTo(TERM) <= 0;
    }

    /** Whether it has an inspector for each registered name, so that its {@link #inspector} ends where the name follows. */
    public boolean isNamed() {
        return inspector != null && inspector.endsWith(":");
    }

    /** The inspector that reports it, as permits name it; null where none does. */
    public @Nullable String inspector() {
        return inspector;
    }

    /** Whether one of these found in an answer tells that something confidential left. */
    public boolean isConfidential() {
        return this == PII || this == SECRET;
    }

    /** Whether one of {@code inspectors} reports {@code kind}, an id of this family; true where no inspector is needed for it. */
    public boolean isReportedBy(Set<String> inspectors, String kind) {
        if (inspector == null || !isNamed()) {
            return inspector == null || inspectors.contains(inspector);
        }
        var rest = kind.length() > id.length() ? kind.substring(id.length() + 1) : "";
        // names of lists have no points; what follows the name of a slow inspector is its own business
        int point = this == TERM ? -1 : rest.indexOf('.');
        return inspectors.contains(inspector + (point < 0 ? rest : rest.substring(0, point)));
    }
}
