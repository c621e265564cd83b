package zhiheng.labels.explicit;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import zhiheng.base.Text;

/** Fonts of this machine that have the characters of a hint. */
final class HintFont {
    /** Common ones first, so that a machine with hundreds of fonts need not open them all. */
    private static final List<String> USUAL = List.of(
            "Noto Sans CJK SC",
            "Source Han Sans SC",
            "Microsoft YaHei",
            "PingFang SC",
            "WenQuanYi Zen Hei",
            "WenQuanYi Micro Hei",
            "SimHei",
            "Noto Serif CJK SC",
            "SimSun",
            Font.SANS_SERIF);

    private HintFont() {}

    static Font find(ExplicitOptions options) throws ExplicitRefusal {
        String hint = options.hint();
        if (options.font().isPresent()) {
            var named = new Font(options.font().get(), Font.PLAIN, 12);
            if (named.canDisplayUpTo(hint) < 0) {
                return named;
            }
            throw new ExplicitRefusal(
                    new Text(
                            "字体 " + named.getName() + " 缺少提示中的字",
                            "the font " + named.getName() + " lacks characters of the hint"),
                    new Text("请指定中文字体", "name a Chinese font"));
        }
        return all(hint, 1).stream()
                .findFirst()
                .orElseThrow(() -> new ExplicitRefusal(
                        new Text("本机没有含提示各字的字体", "no font on this machine has the characters of the hint"),
                        new Text("请安装中文字体, 如 Noto Sans CJK", "install a Chinese font, such as Noto Sans CJK")));
    }

    /** Up to {@code most} fonts of different families. */
    static List<Font> all(String hint, int most) {
        Map<String, Font> found = new LinkedHashMap<>();
        var installed =
                List.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames());
        Stream.concat(USUAL.stream(), installed.stream())
                .distinct()
                .map(name -> new Font(name, Font.PLAIN, 12))
                .filter(font -> font.canDisplayUpTo(hint) < 0)
                .takeWhile(font -> found.size() < most)
                .forEach(font -> found.putIfAbsent(font.getFamily(), font));
        return found.values().stream().limit(most).toList();
    }
}
