package zhiheng.labels.label;

import zhiheng.base.Text;

/** Something in a file that vouches for its bytes, so that a label written afterwards breaks it. */
public enum Binding {
    C2PA(
            "文件带有 C2PA 清单, 写入标识后该清单不再有效",
            "the file carries a C2PA manifest, which is no longer valid once a label is written"),
    SIGNATURE(
            "文件带有数字签名, 写入标识后会失效或者显示为签名后有改动",
            "the file carries a digital signature, which a label breaks, or which then shows a change after signing");

    private final Text text;

    Binding(String zh, String en) {
        text = new Text(zh, en);
    }

    public Text text() {
        return text;
    }
}
