package zhiheng.labels.explicit;

import zhiheng.base.Text;

/** Why a label cannot be put on, and what would help; becomes {@link ExplicitOutcome.Refused} or an inconclusive check. */
final class ExplicitRefusal extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Text reason;
    private final transient Text remedy;

    ExplicitRefusal(Text reason, Text remedy) {
        super(reason.en());
        this.reason = reason;
        this.remedy = remedy;
    }

    /** The mark of a file that was just written and read back; a refusal with what the check says where it does not measure up. */
    static ExplicitMark readBack(ExplicitCheck check) throws ExplicitRefusal {
        return switch (check) {
            case ExplicitCheck.Compliant c -> c.mark();
            case ExplicitCheck.NonCompliant n -> throw unread(n.problems().getFirst());
            case ExplicitCheck.NotFound n -> throw unread(n.reason());
            case ExplicitCheck.Inconclusive i -> throw unread(i.reason());
        };
    }

    private static ExplicitRefusal unread(Text why) {
        return new ExplicitRefusal(
                new Text("写入后的检查未通过: " + why.zh(), "the check after writing failed: " + why.en()),
                new Text("请换用其他位置或字体", "use another corner or font"));
    }

    Text reason() {
        return reason;
    }

    Text remedy() {
        return remedy;
    }
}
