package zhiheng.labels.format;

import java.io.IOException;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.Deviation;

/** Labels that some tools append behind the end of the content. */
public final class Tail {
    private static final int LOOK = 1 << 16;

    private static final String[] STARTS = {"AIGC{", "{\"AIGC\"", "{\"Label\""};

    private Tail() {}

    /** @param end where the content proper ends */
    public static void read(Source in, long end, Found found) throws IOException {
        find(in, end, found);
    }

    /** Copies from {@code from} to the end of the file, without a label that hangs behind {@code end}. */
    public static void copy(Source in, long from, long end, Sink out, Found scratch) throws IOException {
        long at = find(in, end, scratch);
        out.copy(in, from, at < 0 ? in.size() : at);
    }

    private static long find(Source in, long end, Found found) throws IOException {
        long from = Math.max(end, in.size() - LOOK);
        if (from >= in.size()) {
            return -1;
        }
        String text = TextBytes.latin1(in.bytes(from, in.size() - from));
        int at = start(text);
        boolean label =
                at >= 0 && found.label("end of file", TextBytes.meant(text.substring(at)), Deviation.AFTER_PAYLOAD);
        return label ? from + at : -1;
    }

    /** Where a bare label begins in a run of bytes, or -1. */
    public static int start(String text) {
        int at = -1;
        for (String start : STARTS) {
            int i = text.indexOf(start);
            at = i >= 0 && (at < 0 || i < at) ? i : at;
        }
        return at;
    }

    /** Where a label begins that the file ends with, or the file's size. */
    static long bare(Source in) throws IOException {
        long from = Math.max(0, in.size() - LOOK);
        String text = TextBytes.latin1(in.bytes(from, in.size() - from));
        int at = text.stripTrailing().endsWith("}") ? start(text) : -1;
        for (int tries = 0; at >= 0 && tries < 16; tries++) {
            if (LabelJson.isLabel(text.substring(at))) {
                return from + at;
            }
            int next = start(text.substring(at + 1));
            at = next < 0 ? -1 : at + 1 + next;
        }
        return in.size();
    }
}
