package zhiheng.watch.risk;

/** A family of risks of AI systems. */
public enum Family {
    LEAKAGE("leakage", Harm.PERSONAL_INFORMATION, new Words("数据泄露", "Data leakage")),
    DISCRIMINATION("discrimination", Harm.UNFAIR_TREATMENT, new Words("算法歧视", "Algorithmic discrimination")),
    VALUE_DRIFT("value_drift", Harm.VALUE_CONFLICT, new Words("价值偏移", "Value drift")),
    DEEPFAKE("deepfake", Harm.PUBLIC_DECEPTION, new Words("深度伪造传播", "Spread of deep fakes")),
    MANIPULATION("manipulation", Harm.PSYCHOLOGICAL, new Words("认知操控", "Cognitive manipulation"));

    private final String id;
    private final Harm harm;
    private final Words title;

    Family(String id, Harm harm, Words title) {
        this.id = id;
        this.harm = harm;
        this.title = title;
    }

    /** As packs name it. */
    public String id() {
        return id;
    }

    public Harm harm() {
        return harm;
    }

    public Words title() {
        return title;
    }
}
