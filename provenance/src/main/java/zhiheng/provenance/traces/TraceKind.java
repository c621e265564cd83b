package zhiheng.provenance.traces;

import zhiheng.base.Text;

/** What a trace is, and what it means. */
public enum TraceKind {
    GENERATOR(
            true,
            "元数据中有生成工具的名称或参数：文件自称由其生成；元数据可以伪造，也会被其他工具抄写。",
            "Metadata name a generator or hold its parameters: the file says so itself; metadata can be forged, and copied by other tools."),
    SOURCE_TYPE(
            true,
            "IPTC 数字来源类型声明为算法生成：文件自称如此，可以伪造。",
            "The IPTC digital source type says that it was made by an algorithm: the file says so itself, and it can be forged."),
    CAPTURE_TYPE(
            false,
            "IPTC 数字来源类型声明为拍摄：只是文件的自称，不说明它是真实的。",
            "The IPTC digital source type says that it was captured: the file says so itself; it does not mean that it is real."),
    C2PA_REMAINS(
            false,
            "文件中有 C2PA 清单或其残留：请用 c2pa read 查看谁声明了什么；残留说明文件后来被改动过。",
            "The file holds a C2PA manifest or what is left of one: c2pa read says who claimed what; mere remains mean that it was changed since."),
    TABLES(
            false,
            "JPEG 量化表的来历：标准表多由软件写出，自有的表多由相机或大型平台写出；说明文件经过什么，不说明是否生成。",
            "Where the quantisation tables of a JPEG are from: standard ones are mostly of software, own ones of cameras and large platforms;"
                    + " it tells what the file went through, not whether it was generated."),
    DOUBLE_JPEG(
            false,
            "系数直方图有周期：图片曾以另一质量压缩过，即保存过至少两次；不说明是否生成。",
            "The histograms of coefficients are periodic: it was compressed before with another quality, so saved at least twice; it does not"
                    + " tell whether it was generated."),
    RESAMPLED(
            false,
            "像素间有周期性关联：图片被放大、缩小或旋转过；不说明是否生成。",
            "Neighbouring pixels depend on each other periodically: it was scaled or turned; it does not tell whether it was generated."),
    UPSAMPLED(
            true,
            "频谱在四分之一倍数处有峰：像是神经网络逐级放大留下的网格；强烈的锐化、放大或屏幕翻拍也会如此，新的生成模型未必留下。",
            "The spectrum has peaks at multiples of a quarter: as the grid that networks leave when they enlarge step by step; strong sharpening,"
                    + " enlarging or photographing a screen may do so too, and newer generators may leave none."),
    DETECTOR(true, "使用者自备的检测模型给出的分数超过其阈值。", "The score of a detector that the user brought is above its threshold.");

    private final boolean suspicious;
    private final Text meaning;

    TraceKind(boolean suspicious, String zh, String en) {
        this.suspicious = suspicious;
        meaning = new Text(zh, en);
    }

    /** Whether it makes a picture suspected; else it only tells its history. */
    public boolean suspicious() {
        return suspicious;
    }

    public Text meaning() {
        return meaning;
    }
}
