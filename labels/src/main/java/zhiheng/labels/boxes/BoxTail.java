package zhiheng.labels.boxes;

import java.io.IOException;
import java.util.List;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Tail;

/** A label that some tool hung behind the last box. */
public final class BoxTail {
    private BoxTail() {}

    public static void read(Source in, List<Box> boxes, Found found) throws IOException {
        int before = found.labels().size();
        Tail.read(in, boxes.getLast().end(), found);
        if (!Box.isStray(in, boxes.getLast().end())
                && boxes.getLast().end() < in.size()
                && found.labels().size() == before) {
            throw new BadFile("文件末尾的标识不完整", "the label behind the last box is incomplete");
        }
    }

    public static void clear(Source in, List<Box> boxes, Edits edits) throws IOException {
        long tail = boxes.getLast().end();
        if (tail < in.size() && !Box.isStray(in, tail)) {
            edits.replace(tail, in.size() - tail, new byte[0]);
        }
    }
}
