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

    Text reason() {
        return reason;
    }

    Text remedy() {
        return remedy;
    }
}
