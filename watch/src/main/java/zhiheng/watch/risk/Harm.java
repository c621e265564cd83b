package zhiheng.watch.risk;

/** The kind of harm that a monitor points to; grades depend on it. */
public enum Harm {
    PERSONAL_INFORMATION("personal_information"),
    UNFAIR_TREATMENT("unfair_treatment"),
    VALUE_CONFLICT("value_conflict"),
    PUBLIC_DECEPTION("public_deception"),
    PSYCHOLOGICAL("psychological");

    private final String id;

    Harm(String id) {
        this.id = id;
    }

    /** As packs name it. */
    public String id() {
        return id;
    }
}
