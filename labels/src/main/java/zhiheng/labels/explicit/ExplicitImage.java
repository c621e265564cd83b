package zhiheng.labels.explicit;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.Format;

/** The explicit label of a picture (GB 45438-2025, 5.2). A drawn hint means that the pixels are coded again. */
final class ExplicitImage implements ExplicitFiles.Medium {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String clause() {
        return "5.2";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        Font font = HintFont.find(options);
        if (format == Format.WEBP) {
            return webp(in, temp, options, font);
        }
        try (ImageCodec codec = ImageCodec.open(in, format)) {
            BufferedImage image = drawable(codec.read());
            ExplicitMark.Drawn mark = draw(image, codec.orientation(), options, font);
            Text how = codec.write(image, temp);
            ExplicitCarry.label(in, temp);
            return new ExplicitOutcome.Done(format, clause(), mark, how);
        }
    }

    /** WebP is decoded and coded by ffmpeg; what is between is ours. */
    private ExplicitOutcome.Done webp(Path in, Path temp, ExplicitOptions options, Font font)
            throws IOException, ExplicitRefusal {
        Ffmpeg ffmpeg = Ffmpeg.find(options, "WebP");
        Path plain = temp.resolveSibling(temp.getFileName() + ".in.png");
        Path marked = temp.resolveSibling(temp.getFileName() + ".out.png");
        boolean lossless;
        try (Source source = Source.open(in)) {
            if (source.matches(12, "VP8X") && (source.u8(20) & 2) != 0) {
                throw ImageCodec.animated();
            }
            lossless = source.matches(12, "VP8L");
        }
        try {
            ffmpeg.run(
                    LIMIT,
                    List.of(
                            "-i",
                            Ffmpeg.file(in),
                            "-frames:v",
                            "1",
                            "-f",
                            "image2",
                            "-update",
                            "1",
                            Ffmpeg.file(plain)));
            ExplicitMark.Drawn mark;
            try (ImageCodec codec = ImageCodec.open(plain, Format.PNG)) {
                BufferedImage image = drawable(codec.read());
                mark = draw(image, 1, options, font);
                codec.write(image, marked);
            }
            var arguments = new ArrayList<>(List.of("-i", Ffmpeg.file(marked), "-c:v", "libwebp", "-lossless"));
            arguments.addAll(lossless ? List.of("1") : List.of("0", "-quality", "95"));
            arguments.addAll(List.of("-f", "webp", Ffmpeg.file(temp)));
            ffmpeg.run(LIMIT, arguments);
            ExplicitCarry.label(in, temp);
            return new ExplicitOutcome.Done(
                    Format.WEBP,
                    clause(),
                    mark,
                    new Text(
                            "像素重新编码; 隐式标识保留, 其他元数据不保留",
                            "the pixels were coded again; the implicit label is kept, other metadata are not"));
        } finally {
            Files.deleteIfExists(plain);
            Files.deleteIfExists(marked);
        }
    }

    /** A palette may lack the colours of the hint. */
    static BufferedImage drawable(BufferedImage image) {
        if (!(image.getColorModel() instanceof IndexColorModel)) {
            return image;
        }
        var copy = new BufferedImage(
                image.getWidth(),
                image.getHeight(),
                image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D g = copy.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return copy;
    }

    /** Draws at a corner of the picture as it is shown, which EXIF may have turned or mirrored (values 1 to 8). */
    static ExplicitMark.Drawn draw(BufferedImage image, int orientation, ExplicitOptions options, Font font)
            throws ExplicitRefusal {
        int w = image.getWidth();
        int h = image.getHeight();
        AffineTransform toStored = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, -1, 1, 0, 0, h);
            case 7 -> new AffineTransform(0, -1, -1, 0, w, h);
            case 8 -> new AffineTransform(0, 1, -1, 0, w, 0);
            default -> new AffineTransform();
        };
        boolean turned = orientation >= 5 && orientation <= 8;
        Graphics2D g = image.createGraphics();
        try {
            return HintDrawing.draw(g, toStored, turned ? h : w, turned ? w : h, options, font);
        } finally {
            g.dispose();
        }
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        Luma picture = format == Format.WEBP ? decoded(file, options) : shown(file, format);
        return judge(picture, new HintFinder(HintTemplate.usual(options)), options.eye());
    }

    private static Luma shown(Path file, Format format) throws IOException, ExplicitRefusal {
        try (ImageCodec codec = ImageCodec.open(file, format)) {
            return Luma.of(codec.read()).turned(codec.orientation());
        }
    }

    private static Luma decoded(Path file, ExplicitOptions options) throws IOException, ExplicitRefusal {
        try (Ffmpeg.Running run = Ffmpeg.find(options, "WebP")
                .open(
                        LIMIT,
                        List.of(
                                "-i",
                                Ffmpeg.file(file),
                                "-frames:v",
                                "1",
                                "-f",
                                "image2pipe",
                                "-c:v",
                                "png",
                                "pipe:1"))) {
            BufferedImage image = javax.imageio.ImageIO.read(run.output());
            run.finish();
            if (image == null) {
                throw new BadFile("图像无法解码", "the picture cannot be decoded");
            }
            return Luma.of(image);
        }
    }

    private ExplicitCheck judge(Luma picture, HintFinder finder, Optional<HintEye> eye) {
        HintFinder.Sight sight = finder.look(picture);
        if (sight.match().isPresent()) {
            ExplicitMark.Drawn mark =
                    drawn(picture.width(), picture.height(), sight.match().get());
            var problems = problems(picture.width(), picture.height(), mark);
            return problems.isEmpty()
                    ? new ExplicitCheck.Compliant(clause(), mark)
                    : new ExplicitCheck.NonCompliant(clause(), mark, problems);
        }
        return eye.isPresent() ? read(picture, eye.get()) : missing(clause(), sight.lines());
    }

    /** What a reader of words says. */
    private ExplicitCheck read(Luma picture, HintEye eye) {
        var seen = ReadHint.in(eye.read(picture.values(), picture.width(), picture.height()));
        if (seen.isEmpty()) {
            return ReadHint.none(clause(), eye);
        }
        var mark = ReadHint.mark(picture, seen.get().line());
        var problems = new ArrayList<>(ReadHint.problems(seen.get(), clause()));
        problems.addAll(problems(picture.width(), picture.height(), mark));
        return problems.isEmpty()
                ? new ExplicitCheck.Compliant(clause(), mark)
                : new ExplicitCheck.NonCompliant(clause(), mark, List.copyOf(problems));
    }

    /** What is wrong with a mark that was found. */
    static List<Text> problems(int width, int height, ExplicitMark.Drawn mark) {
        var problems = new ArrayList<Text>();
        height(mark, "5.2").ifPresent(problems::add);
        if (!atEdge(width, height, mark)) {
            problems.add(new Text("标识不在边或角 (5.2)", "the mark is not at an edge or corner (5.2)"));
        }
        return problems;
    }

    /** No mark was found; {@code lines} places may be text. */
    static ExplicitCheck missing(String clause, int lines) {
        if (lines == 0) {
            return new ExplicitCheck.NotFound(
                    clause, new Text("画面中没有像文字的部分", "nothing in the picture looks like text"));
        }
        return new ExplicitCheck.Inconclusive(
                clause,
                new Text(
                        "未见常用提示的字样, 但有 " + lines + " 处可能是文字; 本检查不识别文字",
                        "none of the usual hints, but " + lines + " places may be text; text is not recognised here"),
                new Text(
                        "请人工查看边角, 或用提示原文和字体再查",
                        "look at the edges, or check again with the wording and font of the hint"));
    }

    static ExplicitMark.Drawn drawn(int width, int height, HintFinder.Match match) {
        return new ExplicitMark.Drawn(
                match.ink().x,
                match.ink().y,
                match.ink().width,
                match.ink().height,
                HintDrawing.required(width, height));
    }

    static Optional<Text> height(ExplicitMark.Drawn mark, String clause) {
        return mark.height() >= mark.requiredHeight()
                ? Optional.empty()
                : Optional.of(new Text(
                        "文字高度 " + mark.height() + " 像素, 应不低于 " + mark.requiredHeight() + " 像素 (" + clause + ")",
                        "the text is " + mark.height() + " px high and should be at least " + mark.requiredHeight()
                                + " px (" + clause + ")"));
    }

    /** The standard does not say how near an edge is; nearer than a tenth of the picture, or two heights of the text, is taken. */
    private static boolean atEdge(int width, int height, ExplicitMark.Drawn mark) {
        int reach = Math.max(2 * mark.height(), Math.min(width, height) / 10);
        return mark.x() < reach
                || mark.y() < reach
                || width - mark.x() - mark.width() < reach
                || height - mark.y() - mark.height() < reach;
    }
}
