package zhiheng.labels.explicit;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.Format;

/**
 * The explicit label of a film (GB 45438-2025, 5.4): words over its first seconds. The words are drawn here, with their ink
 * measured, and only laid over the frames by ffmpeg, so its fonts and its idea of a font's size play no part.
 */
final class ExplicitVideo implements ExplicitFiles.Medium {
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofHours(2);
    /** When a film without the hint in its first frame is looked at again, in frames. */
    private static final Set<Integer> LATER = Set.of(0, 5, 10, 20, 40, 80);

    @Override
    public String clause() {
        return "5.4";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        if (options.shown().compareTo(LEAST) < 0) {
            throw new ExplicitRefusal(
                    new Text("显示时间不足 2 秒 (5.4)", "the hint is to be shown for less than two seconds (5.4)"),
                    new Text("请设为 2 秒以上", "show it for two seconds or more"));
        }
        Ffmpeg ffmpeg = Ffmpeg.find(options, format.name());
        BufferedImage first = FilmFrames.first(ffmpeg, in);
        Path overlay = temp.resolveSibling(temp.getFileName() + ".png");
        try {
            var layer = new BufferedImage(first.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_ARGB);
            Graphics2D g = layer.createGraphics();
            HintDrawing.draw(
                    g, new AffineTransform(), layer.getWidth(), layer.getHeight(), options, HintFont.find(options));
            g.dispose();
            ImageIO.write(layer, "png", overlay.toFile());
            ffmpeg.run(LIMIT, overlaid(in, overlay, temp, format, ffmpeg, options));
        } finally {
            Files.deleteIfExists(overlay);
        }
        ExplicitCarry.label(in, temp);
        return new ExplicitOutcome.Done(
                format,
                clause(),
                ExplicitRefusal.readBack(check(temp, format, options)),
                new Text(
                        "画面由 ffmpeg 重新编码, 声音逐包不变",
                        "the pictures were coded again by ffmpeg; the sound is copied packet by packet"));
    }

    private static List<String> overlaid(
            Path in, Path overlay, Path out, Format format, Ffmpeg ffmpeg, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        String until = String.format(Locale.ROOT, "%.3f", options.shown().toMillis() / 1000.0);
        var a = new ArrayList<>(List.of("-i", Ffmpeg.file(in), "-i", Ffmpeg.file(overlay), "-filter_complex"));
        a.add("[0:V:0][1:v:0]overlay=0:0:format=auto:enable='lt(t," + until + ")'[v]");
        a.addAll(List.of(
                "-map", "[v]", "-map", "0:a?", "-c:a", "copy", "-map", "0:s?", "-c:s", "copy", "-map_metadata", "0"));
        boolean x264 = ffmpeg.encodes("libx264");
        List<String> good = x264
                ? List.of("-c:v", "libx264", "-crf", "18", "-preset", "medium", "-pix_fmt", "yuv420p")
                : List.of("-c:v", "mpeg4", "-q:v", "2");
        switch (format) {
            case MKV -> {
                boolean webm = webm(in);
                a.addAll(List.of("-map", "0:t?"));
                a.addAll(
                        webm
                                ? List.of(
                                        "-c:v",
                                        "libvpx-vp9",
                                        "-crf",
                                        "24",
                                        "-b:v",
                                        "0",
                                        "-row-mt",
                                        "1",
                                        "-cpu-used",
                                        "4")
                                : good);
                a.addAll(List.of("-f", webm ? "webm" : "matroska"));
            }
            case AVI -> a.addAll(List.of("-c:v", "mpeg4", "-q:v", "2", "-f", "avi"));
            case FLV -> {
                a.addAll(x264 ? good : List.of("-c:v", "flv1", "-q:v", "2"));
                a.addAll(List.of("-f", "flv"));
            }
            default -> {
                a.addAll(good);
                a.addAll(List.of("-movflags", "+faststart", "-f", quickTime(in) ? "mov" : "mp4"));
            }
        }
        a.add(Ffmpeg.file(out));
        return a;
    }

    private static boolean webm(Path file) throws IOException {
        try (Source in = Source.open(file)) {
            return TextBytes.latin1(in.bytes(0, Math.min(64, in.size()))).contains("webm");
        }
    }

    private static boolean quickTime(Path file) throws IOException {
        try (Source in = Source.open(file)) {
            return in.matches(8, "qt  ") || !in.matches(4, "ftyp");
        }
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        Ffmpeg ffmpeg = Ffmpeg.find(options, format.name());
        BufferedImage first = FilmFrames.first(ffmpeg, file);
        var finder = new HintFinder(HintTemplate.usual(options));
        HintFinder.@Nullable Match match = null;
        int lines = 0;
        int from = 0;
        int frames = 0;
        boolean gone = false;
        try (FilmFrames film = FilmFrames.open(ffmpeg, file, first.getWidth(), first.getHeight())) {
            Luma frame = film.next();
            for (; frame != null; frame = film.next(), frames++) {
                if (match == null && LATER.contains(frames)) {
                    HintFinder.Sight sight = finder.look(frame);
                    match = sight.match().orElse(null);
                    lines = Math.max(lines, sight.lines());
                    from = frames;
                } else if (match != null && !finder.still(frame, match)) {
                    gone = true;
                    break;
                }
            }
        }
        if (match == null) {
            return missing(lines);
        }
        return judge(ExplicitImage.drawn(first.getWidth(), first.getHeight(), match), from, frames, gone);
    }

    private ExplicitCheck missing(int lines) {
        int seconds = FilmFrames.SECONDS;
        return lines == 0
                ? new ExplicitCheck.NotFound(
                        clause(),
                        new Text(
                                "开头 " + seconds + " 秒的画面中没有像文字的部分",
                                "nothing in the first " + seconds + " seconds looks like text"))
                : new ExplicitCheck.Inconclusive(
                        clause(),
                        new Text(
                                "开头未见常用提示的字样; 本检查不识别文字",
                                "none of the usual hints at the beginning; text is not recognised here"),
                        new Text(
                                "请人工观看开头, 或用提示原文和字体再查",
                                "watch the beginning, or check again with the wording and font of the hint"));
    }

    /** @param gone whether the hint was seen to go; otherwise it stayed to the end of what was looked at */
    private ExplicitCheck judge(ExplicitMark.Drawn drawn, int from, int to, boolean gone) {
        Duration shown = Duration.ofMillis(1000L * (to - from) / FilmFrames.PER_SECOND);
        Duration start = Duration.ofMillis(1000L * from / FilmFrames.PER_SECOND);
        var mark = new ExplicitMark.Filmed(drawn, start, shown);
        var problems = new ArrayList<Text>();
        ExplicitImage.height(drawn, clause()).ifPresent(problems::add);
        if (from > 0) {
            problems.add(new Text("起始画面没有标识 (5.4)", "the first frame lacks the hint (5.4)"));
        }
        // a frame of doubt, since frames are looked at ten times a second
        if (gone && shown.plusMillis(1000 / FilmFrames.PER_SECOND).compareTo(LEAST) < 0) {
            problems.add(new Text(
                    "显示约 " + shown.toMillis() + " 毫秒, 应不少于 2 秒 (5.4)",
                    "shown for about " + shown.toMillis() + " ms, should be two seconds at least (5.4)"));
        }
        return problems.isEmpty()
                ? new ExplicitCheck.Compliant(clause(), mark)
                : new ExplicitCheck.NonCompliant(clause(), mark, List.copyOf(problems));
    }
}
