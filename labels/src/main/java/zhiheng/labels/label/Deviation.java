package zhiheng.labels.label;

import zhiheng.base.Text;

/** A way in which labels found in real files differ from GB 45438-2025. Those that {@link #breaks} make a file non-compliant. */
public enum Deviation {
    WRAPPED(false, "附录E b)", "值外层带有 AIGC 包装", "the value is wrapped in an AIGC object"),
    ATTRIBUTE_FORM(false, "附录E a)", "以 XML 属性形式书写", "written as an XML attribute instead of an element"),
    ALTERNATIVE_PLACE(false, "附录E a)", "位于指南认可的备选位置", "in the alternative place that the guide's annex allows"),
    EMPTY_PROPAGATION(false, "附录E 注1", "传播要素为空", "the propagation elements are empty"),
    PRODUCER_NOT_CODE(false, "附录E d)", "生成者不是27位服务提供者编码", "the producer is not a 27-character provider code"),
    COMPRESSED(true, "附录E", "标识被压缩存放", "the label is stored compressed"),
    NUMERIC_LABEL(true, "附录E c)", "Label 为数字而不是字符串", "Label is a number, not a string"),
    LABEL_VALUE(true, "附录E c)", "Label 的值不是 1、2、3", "Label is none of 1, 2, 3"),
    KEY_CASE(true, "附录E b)", "键名大小写不符", "a key differs in case"),
    KEY_SPELLING(true, "附录E b)", "键名拼写有误", "a key is misspelt"),
    MISSING_ELEMENT(true, "6.1", "缺少必备要素", "an element is missing"),
    OTHER_SCHEMA(true, "附录E b)", "使用了其他结构(ServiceProvider 等)", "another schema is used (ServiceProvider and others)"),
    CHARACTERS(true, "附录E j)", "值含有规定以外的字符", "a value has characters outside the allowed set"),
    NOT_JSON(true, "附录E b)", "值不是 JSON", "the value is not JSON"),
    UNREADABLE(true, "附录E b)", "有 AIGC 键, 但其值无法读出", "a key AIGC is there, but its value cannot be read"),
    BASE64(true, "附录E b)", "值经过 Base64 编码", "the value is Base64-encoded"),
    GLUED_SEGMENT(true, "附录E a)", "直接粘在段中, 没有 XMP", "glued bare into a segment, without XMP"),
    WRONG_PLACE(true, "附录E a)", "位于规定以外的位置", "in a place the guides do not name"),
    AFTER_PAYLOAD(true, "第3条", "位于内容之后而非文件头", "behind the content instead of in the header"),
    META_UNDER_MOOV(true, "附录E a)", "meta 直接位于 moov 之下", "meta lies directly under moov"),
    KEYLESS_ITEM(true, "附录E a)", "元数据项没有 AIGC 键名", "the metadata item has no AIGC key"),
    DUPLICATE(true, "6.1 c)", "同一文件有多个标识", "more than one label in the file"),
    DISAGREEING(true, "6.1 c)", "多个标识内容不一致", "the labels in the file disagree"),
    PRODUCER_CODE_INVALID(true, "附录E d)", "服务提供者编码校验不通过", "the provider code fails its check");

    private final boolean breaks;
    private final String clause;
    private final Text text;

    Deviation(boolean breaks, String clause, String zh, String en) {
        this.breaks = breaks;
        this.clause = clause;
        this.text = new Text(zh, en);
    }

    public boolean breaks() {
        return breaks;
    }

    /** The clause of GB 45438-2025 (or article of the measures) departed from. */
    public String clause() {
        return clause;
    }

    /** The same place in English words. */
    public String clauseInEnglish() {
        return clause.replace("附录E", "Annex E").replace("注", "note ").replaceAll("第(\\d+)条", "Article $1");
    }

    public Text text() {
        return text;
    }
}
