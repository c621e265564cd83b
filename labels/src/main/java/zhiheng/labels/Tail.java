package zhiheng.labels;

import java.io.IOException;

/** Labels that some tools append behind the end of the content. */
final class Tail {
    private static final int LOOK = 1 << 16;

    private Tail() {}

    /** @param end where the content proper ends */
    static void read(Source in, long end, Found found) throws IOException {
        find(in, end, found);
    }

    /** Copies from {@code from} to the end of the file, without a label that hangs behind {@code end}. */
    static void copy(Source in, long from, long end, Sink out, Found scratch) throws IOException {
        long at = find(in, end, scratch);
        out.copy(in, from, at < 0 ? in.size() : at);
    }

    private static long find(Source in, long end, Found found) throws IOException {
        long from = Math.max(end, in.size() - LOOK);
        if (from >= in.size()) {
            return -1;
        }
        String text = Text.latin1(in.bytes(from, in.size() - from));
        int at = start(text);
        boolean label = at >= 0 && found.label("end of file", Text.meant(text.substring(at)), Deviation.AFTER_PAYLOAD);
        return label ? from + at : -1;
    }

    /** Where a bare label begins in a run of bytes, or -1. */
    static int start(String text) {
        int at = text.indexOf("AIGC{");
        return at >= 0 ? at : text.indexOf("{\"AIGC\"");
    }
}
