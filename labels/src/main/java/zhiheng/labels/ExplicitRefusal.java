package zhiheng.labels;

/** Why a label cannot be put on, and what would help; becomes {@link ExplicitOutcome.Refused} or an inconclusive check. */
final class ExplicitRefusal extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Bilingual reason;
    private final transient Bilingual remedy;

    ExplicitRefusal(Bilingual reason, Bilingual remedy) {
        super(reason.en());
        this.reason = reason;
        this.remedy = remedy;
    }

    Bilingual reason() {
        return reason;
    }

    Bilingual remedy() {
        return remedy;
    }
}
