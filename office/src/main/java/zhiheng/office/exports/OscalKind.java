package zhiheng.office.exports;

import java.util.Arrays;
import java.util.Optional;
import zhiheng.base.Text;

/** The documents of OSCAL that are written or read here. */
public enum OscalKind {
    CATALOG("catalog", "catalog", new Text("控制目录", "Catalog")),
    PROFILE("profile", "profile", new Text("基线选择", "Profile")),
    COMPONENTS("component-definition", "component-definition", new Text("组件定义", "Component definition")),
    RESULTS("assessment-results", "assessment-results", new Text("评估结果", "Assessment results")),
    PLAN("plan", "plan-of-action-and-milestones", new Text("整改计划", "Plan of action and milestones"));

    private final String id;
    private final String root;
    private final Text name;

    OscalKind(String id, String root, Text name) {
        this.id = id;
        this.root = root;
        this.name = name;
    }

    /** As addresses and file names say it. */
    public String id() {
        return id;
    }

    /** The one member of its JSON. */
    public String root() {
        return root;
    }

    public Text label() {
        return name;
    }

    public static Optional<OscalKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }

    /** What the file of a document is called. */
    public String file(String subject) {
        return subject + "." + id + ".json";
    }
}
