package zhiheng.labels.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;

/** A drawing compressed by gzip (SVG 1.1, appendix J): read as the drawing it unfolds to, written compressed again. */
public record Svgz(TextFormat format) implements LabelFormat {
    private static final int LARGEST = 32 << 20;

    @Override
    public void read(Source in, Found found) throws IOException {
        new TextFile(format).read(new Source(unfolded(in, found.limits())), found);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var labelled = new TextFile(format).labelled(unfolded(in, limits), label, limits);
        var folded = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(folded)) {
            gzip.write(labelled);
        }
        out.write(folded.toByteArray());
    }

    @Override
    public @Nullable List<String> seenByOthers(Source in, Limits limits) throws IOException {
        return format.seenByOthers(unfolded(in, limits));
    }

    /** To the end, so that its checksum is checked. */
    private static byte[] unfolded(Source in, Limits limits) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(in.bytes(0, in.size(), limits)))) {
            byte[] text = gzip.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new BadFile("解压后数据过大", "the drawing unfolds to more than " + LARGEST + " bytes");
            }
            return text;
        } catch (BadFile e) {
            throw e;
        } catch (IOException e) {
            throw new BadFile("压缩数据损坏", "the compressed drawing is damaged or cut");
        }
    }
}
