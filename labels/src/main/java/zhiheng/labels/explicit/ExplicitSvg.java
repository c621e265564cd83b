package zhiheng.labels.explicit;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.XmlScan;
import zhiheng.labels.format.XmlText;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Format;

/**
 * The explicit label of a drawing (GB 45438-2025, 5.2): the words as outlines, so that no font is needed to see them, on a plate at a
 * corner, as the last and therefore uppermost element. A drawing is not painted here: what is found is a hint as it is put on here, or
 * text that spells one, of which neither size nor place is known.
 */
final class ExplicitSvg implements ExplicitFiles.Medium {
    private static final int LARGEST = 32 << 20;
    private static final String ID = "AIGC-hint";
    private static final Pattern LENGTH = Pattern.compile("\\s*([0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\\s*(?:px)?\\s*");
    private static final Text SIZE = new Text("绘图没有说明大小", "the drawing does not say how large it is");

    /** The part of the plane that is shown, in the drawing's own units. */
    private record View(double x, double y, double width, double height) {
        double shortest() {
            return Math.min(width, height);
        }
    }

    @Override
    public String clause() {
        return "5.2";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        var file = XmlText.of(unfolded(in, format));
        var drawing = new Drawing(file.view());
        var view = drawing.view();
        var tag = drawing.root;
        if (view == null || tag == null) {
            throw new ExplicitRefusal(
                    SIZE, new Text("请写明 viewBox, 或 width 与 height", "give it a viewBox, or width and height"));
        }
        var hint = hint(view, tag.qualifier(), options);
        var words = Xmp.within(file.view(), tag, drawing.end, hint);
        Files.write(temp, folded(file.bytes(words), format), StandardOpenOption.CREATE_NEW);
        ExplicitCarry.label(in, temp);
        if (check(temp, format, options) instanceof ExplicitCheck.Compliant done) {
            return new ExplicitOutcome.Done(
                    format,
                    clause(),
                    done.mark(),
                    new Text("在最上层加入提示的轮廓, 其余不变", "the outlines of the hint were added on top, the rest is unchanged"));
        }
        throw new ExplicitRefusal(
                new Text("写入后未能读回提示", "the hint was not found again after writing"),
                new Text("请检查绘图的根元素", "look at the drawing's root element"));
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException {
        var drawing = new Drawing(XmlText.of(unfolded(file, format)).view());
        var view = drawing.view();
        var mark = drawing.mark;
        if (mark != null && view != null) {
            int scale = (int) Math.max(1, Math.ceil(1000 / view.shortest()));
            int required = HintDrawing.required((int) (scale * view.width), (int) (scale * view.height));
            var drawn = new ExplicitMark.Drawn(
                    (int) Math.round(scale * (mark.x() - view.x)),
                    (int) Math.round(scale * (mark.y() - view.y)),
                    (int) Math.round(scale * mark.width()),
                    (int) Math.floor(scale * mark.height() + 1e-6),
                    required);
            var problems = ExplicitImage.problems((int) (scale * view.width), (int) (scale * view.height), drawn);
            return problems.isEmpty()
                    ? new ExplicitCheck.Compliant(clause(), drawn)
                    : new ExplicitCheck.NonCompliant(clause(), drawn, problems);
        }
        if (!drawing.shows) {
            return new ExplicitCheck.NotFound(clause(), new Text("绘图中没有任何图形", "the drawing shows nothing"));
        }
        return new ExplicitCheck.Inconclusive(
                clause(),
                ExplicitText.hasBothElements(drawing.words.toString())
                        ? new Text(
                                "绘图的文字含有提示, 但未测量其大小和位置",
                                "text in the drawing spells a hint; its size and place are not measured here")
                        : new Text("未见提示; 本检查不绘制图形", "no hint was found; the drawing is not painted here"),
                new Text("请导出为 PNG 再查", "export it as PNG and check that"));
    }

    /** In thousandths of the shortest side, so that a drawing of any unit gets the same. */
    private static String hint(View view, String own, ExplicitOptions options) throws ExplicitRefusal {
        double unit = view.shortest() / 1000;
        int width = (int) (view.width / unit);
        int height = (int) (view.height / unit);
        var laid = HintDrawing.laid(width, height, options, HintFont.find(options));
        var toView = new AffineTransform(unit, 0, 0, unit, view.x, view.y);
        var mark = laid.mark();
        double pad = laid.margin() / 2.0;
        var format = "<%sg id=\"" + ID
                + "\" role=\"img\" aria-label=\"%s\"><%srect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                + " fill=\"#000\" fill-opacity=\"0.65\"/><%spath fill=\"#fff\" d=\"%s\"/></%sg>";
        return format.formatted(
                own,
                TextBytes.latin1(TextBytes.xmlEscape(options.hint()).getBytes(StandardCharsets.UTF_8)),
                own,
                number(view.x + unit * (mark.x() - pad)),
                number(view.y + unit * (mark.y() - pad)),
                number(unit * (mark.width() + 2 * pad)),
                number(unit * (mark.height() + 2 * pad)),
                own,
                path(toView.createTransformedShape(laid.outline())),
                own);
    }

    private static String path(Shape shape) {
        var out = new StringBuilder();
        var c = new double[6];
        for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            int type = i.currentSegment(c);
            out.append("MLQCZ".charAt(type));
            int count = type == PathIterator.SEG_CLOSE ? 0 : 2 * Math.max(1, type);
            for (int k = 0; k < count; k++) {
                out.append(k == 0 ? "" : " ").append(number(c[k]));
            }
        }
        return out.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value).contains("e")
                ? Double.toString(value)
                : String.format(Locale.ROOT, "%.4f", value)
                        .replaceAll("0+$", "")
                        .replaceAll("\\.$", "");
    }

    private static byte[] unfolded(Path file, Format format) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new BadFile("SVG 文件过大", "the SVG is larger than what is read");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (format != Format.SVGZ) {
            return bytes;
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = gzip.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new BadFile("SVG 文件过大", "the SVG is larger than what is read");
            }
            return text;
        }
    }

    private static byte[] folded(byte[] text, Format format) throws IOException {
        if (format != Format.SVGZ) {
            return text;
        }
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text);
        }
        return out.toByteArray();
    }

    /** What of a drawing matters for its hint. */
    private static final class Drawing implements XmlScan.Visitor {
        private final String view;
        private final StringBuilder words = new StringBuilder();
        private XmlScan.@Nullable Tag root;
        private XmlScan.@Nullable Tag group;
        private boolean intoText;
        private int end;
        private boolean shows;
        private @Nullable View mark;

        Drawing(String view) throws BadFile {
            this.view = view;
            if (!XmlScan.isSound(view, this)) {
                throw new BadFile("SVG 不完整或者不规范", "the SVG is no sound XML that ends with its root element");
            }
        }

        @Override
        public void start(XmlScan.Tag tag) {
            if (tag.depth() == 0) {
                root = tag;
                return;
            }
            intoText |= tag.local().equals("text");
            shows |= !tag.local().equals("metadata")
                    && !tag.local().equals("title")
                    && !tag.local().equals("desc");
            var label = tag.value("aria-label");
            if (tag.depth() == 1
                    && ID.equals(tag.value("id"))
                    && label != null
                    && tag.value("transform") == null
                    && ExplicitText.hasBothElements(label)) {
                group = tag;
            }
            var shape = tag.value("d");
            if (group != null && tag.local().equals("path") && shape != null) {
                mark = bounds(shape);
            }
        }

        @Override
        public void text(int from, int to, boolean cdata) {
            if (intoText) {
                words.append(TextBytes.xmlUnescape(TextBytes.meant(view.substring(from, to))));
            }
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) {
            end = tag.depth() == 0 ? from : end;
            intoText &= !tag.local().equals("text");
            group = group != null && tag.depth() == group.depth() ? null : group;
        }

        /** Of a path in absolute coordinates as it is written here; outlines of glyphs hold their control points. */
        private static @Nullable View bounds(String path) {
            if (!path.matches("[MLQCZ0-9eE.\\s-]+")) {
                return null;
            }
            double left = Double.MAX_VALUE;
            double top = Double.MAX_VALUE;
            double right = -Double.MAX_VALUE;
            double bottom = -Double.MAX_VALUE;
            var numbers = path.replaceAll("[MLQCZ]", " ").strip().split("\\s+");
            for (int i = 0; i + 1 < numbers.length; i += 2) {
                double x = Double.parseDouble(numbers[i]);
                double y = Double.parseDouble(numbers[i + 1]);
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
            return new View(left, top, right - left, bottom - top);
        }

        @Nullable
        View view() {
            var of = root;
            if (of == null) {
                return null;
            }
            var box = of.value("viewBox");
            if (box != null) {
                var numbers = box.strip().split("[\\s,]+");
                return numbers.length == 4 ? view(numbers[0], numbers[1], numbers[2], numbers[3]) : null;
            }
            var width = of.value("width");
            var height = of.value("height");
            return width == null || height == null ? null : view("0", "0", width, height);
        }

        private static @Nullable View view(String x, String y, String width, String height) {
            var w = LENGTH.matcher(width);
            var h = LENGTH.matcher(height);
            try {
                var view = w.matches() && h.matches()
                        ? new View(
                                Double.parseDouble(x),
                                Double.parseDouble(y),
                                Double.parseDouble(w.group(1)),
                                Double.parseDouble(h.group(1)))
                        : null;
                return view != null && view.width > 0 && view.height > 0 ? view : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
