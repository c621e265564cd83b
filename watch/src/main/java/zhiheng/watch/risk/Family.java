package zhiheng.watch.risk;

import zhiheng.base.Text;

/** A family of risks of AI systems. */
public enum Family {
    LEAKAGE("leakage", Harm.PERSONAL_INFORMATION, new Text("数据泄露", "Data leakage")),
    DISCRIMINATION("discrimination", Harm.UNFAIR_TREATMENT, new Text("算法歧视", "Algorithmic discrimination")),
    VALUE_DRIFT("value_drift", Harm.VALUE_CONFLICT, new Text("价值偏移", "Value drift")),
    DEEPFAKE("deepfake", Harm.PUBLIC_DECEPTION, new Text("深度伪造传播", "Spread of deep fakes")),
    MANIPULATION("manipulation", Harm.PSYCHOLOGICAL, new Text("认知操控", "Cognitive manipulation"));

    private final String id;
    private final Harm harm;
    private final Text title;

    Family(String id, Harm harm, Text title) {
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

    public Text title() {
        return title;
    }
}
