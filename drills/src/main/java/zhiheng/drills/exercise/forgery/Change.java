package zhiheng.drills.exercise.forgery;

import zhiheng.base.Text;

/** What is done to a labelled picture. Those that are honest must pass; of the others each must be found. */
public enum Change {
    COPY(true, "原样复制", "Copied"),
    RECODED(true, "重新编码并保留标识", "Coded anew, label kept"),
    TO_JPEG(true, "转为 JPEG 并重新标识", "Made a JPEG, labelled again"),
    HALVED(true, "缩小一半并保留标识", "Halved, label kept"),
    PASSED_ON(true, "平台补写传播要素", "Passed on by a platform that added its elements"),
    TRIMMED(true, "裁去 5% 并保留标识", "Trimmed by 5 %, label kept"),
    STRANGER(true, "他人的无标识图片", "A stranger's picture without a label"),
    STRIPPED(false, "去除元数据", "Metadata stripped"),
    RECODED_BARE(false, "重新编码，标识丢失", "Coded anew, label lost"),
    SCREENSHOT(false, "截屏", "Taken off a screen"),
    CROPPED(false, "裁剪，标识丢失", "Cropped, label lost"),
    TRANSPLANTED(false, "把我方标识移到他人图片上", "Our label on a stranger's picture"),
    SWAPPED(false, "把我方另一图片的标识移来", "The label of another picture of ours"),
    REPLAYED(false, "把他人的真标识放到我方图片上", "A foreign, genuine label on our picture"),
    KEY_SUBSTITUTED(false, "换密钥重新签名", "Signed anew with another key"),
    CLOCK_SKEWED(false, "时间不可能的标识", "A label from a time that cannot be");

    private final boolean honest;
    private final Text text;

    Change(boolean honest, String zh, String en) {
        this.honest = honest;
        this.text = new Text(zh, en);
    }

    public boolean honest() {
        return honest;
    }

    public Text text() {
        return text;
    }
}
