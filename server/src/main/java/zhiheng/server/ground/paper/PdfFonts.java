package zhiheng.server.ground.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * Which fonts of the machine a PDF is set in. A font goes into the file with the outlines that the text uses, so only fonts with TrueType
 * outlines serve (Noto Sans CJK as Debian packs it has PostScript outlines). Without one for Latin and one for Chinese nothing is made:
 * a document with empty boxes in it says less than it seems to.
 *
 * @param han the first font for Chinese that was found
 * @param more asked for what the two lack, such as arrows
 */
record PdfFonts(Path latin, Path han, List<Path> more) {
    private static final int DEPTH = 6;
    private static final List<String> LATIN =
            List.of("liberationsans-regular.ttf", "notosans-regular.ttf", "dejavusans.ttf", "arial.ttf", "verdana.ttf");
    private static final List<String> HAN = List.of(
            "notosanssc-regular.ttf",
            "sourcehansanssc-regular.ttf",
            "sourcehansanscn-regular.ttf",
            "wqy-microhei.ttc",
            "droidsansfallbackfull.ttf",
            "droidsansfallback.ttf",
            "wqy-zenhei.ttc",
            "msyh.ttc",
            "simhei.ttf",
            "simsun.ttc",
            "arial unicode.ttf");
    private static final List<String> MORE = List.of("dejavusans.ttf", "notosanssymbols2-regular.ttf", "seguisym.ttf");

    /** Where systems keep fonts, before them the folder that {@code ZHIHENG_FONTS} names. */
    static List<Path> places(Map<String, String> environment) {
        var home = Path.of(System.getProperty("user.home", "."));
        var places = new ArrayList<Path>();
        var own = environment.getOrDefault("ZHIHENG_FONTS", "");
        if (!own.isBlank()) {
            places.add(Path.of(own));
        }
        places.add(home.resolve(".local/share/fonts"));
        places.add(home.resolve(".fonts"));
        for (var place : List.of("/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts")) {
            places.add(Path.of(place));
        }
        places.add(Path.of(environment.getOrDefault("WINDIR", "C:\\Windows"), "Fonts"));
        return places;
    }

    /** @throws Refusal that says what to install, where one is missing */
    static PdfFonts in(List<Path> places) {
        var found = new HashMap<String, Path>();
        places.forEach(place -> look(place, found));
        var latin = first(LATIN, found);
        var han = first(HAN, found);
        if (latin == null || han == null) {
            var lacks = han == null ? "fonts-droid-fallback" : "fonts-dejavu-core";
            throw Refusal.unavailable(
                    "不能生成 PDF：服务器上没有可嵌入的" + (han == null ? "中文" : "拉丁文") + " TrueType 字体。请安装（如 Debian 的 " + lacks
                            + "），或将字体文件放入环境变量 ZHIHENG_FONTS 所指的文件夹。",
                    "No PDF can be made: the server has no TrueType font for " + (han == null ? "Chinese" : "Latin")
                            + " that could be embedded. Install one (on Debian: " + lacks
                            + "), or put its file into the folder that the environment variable ZHIHENG_FONTS names.",
                    null);
        }
        return new PdfFonts(
                latin,
                han,
                MORE.stream().filter(found::containsKey).map(found::get).toList());
    }

    private static @Nullable Path first(List<String> names, Map<String, Path> found) {
        return names.stream()
                .filter(found::containsKey)
                .findFirst()
                .map(found::get)
                .orElse(null);
    }

    private static void look(Path place, Map<String, Path> found) {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (var files = Files.walk(place, DEPTH)) {
            files.filter(Files::isRegularFile)
                    .forEach(f -> found.putIfAbsent(f.getFileName().toString().toLowerCase(Locale.ROOT), f));
        } catch (IOException | java.io.UncheckedIOException e) {
            // a folder that cannot be read holds no font for us; the next place is asked
            System.getLogger(PdfFonts.class.getName()).log(System.Logger.Level.DEBUG, "{0} is not read", place);
        }
    }
}
