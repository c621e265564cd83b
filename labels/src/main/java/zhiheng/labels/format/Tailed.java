package zhiheng.labels.format;

import java.io.IOException;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * A format behind whose last byte some tools hang a bare label. It is one where the file is whole without it. Text that looks
 * the same inside the last chunk of a container is not: without it the file is cut, or a label is missing.
 */
public record Tailed(LabelFormat format) implements LabelFormat {
    @Override
    public void read(Source in, Found found) throws IOException {
        long end = end(in, found.limits());
        format.read(end < in.size() ? in.upTo(end) : in, found);
        if (end < in.size()) {
            found.label("end of file", TextBytes.meant(in.bytes(end, in.size() - end)), Deviation.AFTER_PAYLOAD);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        long end = end(in, limits);
        format.write(end < in.size() ? in.upTo(end) : in, out, label, limits);
    }

    private long end(Source in, Limits limits) throws IOException {
        long end = Tail.bare(in);
        if (end == in.size()) {
            return end;
        }
        int without = labels(in.upTo(end), limits);
        int with = labels(in, limits);
        return without >= 0 && (with < 0 || with == without) ? end : in.size();
    }

    /** How many the format itself finds, or -1 where it cannot be read. */
    private int labels(Source in, Limits limits) throws IOException {
        var found = new Found(limits);
        try {
            format.read(in, found);
            return found.labels().size();
        } catch (BadFile e) {
            return -1;
        }
    }
}
