package zhiheng.labels.film;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * AVI with the label in LIST INFO. Nothing in front of the media moves, because indexes may hold absolute offsets: the list
 * takes the place of a JUNK chunk that can hold it, or goes to the end of a file of one RIFF; its old place becomes JUNK.
 */
public final class Avi implements LabelFormat {
    private record Layout(Riff riff, List<Riff> chunks) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        for (Riff chunk : layout(in, found).chunks) {
            if (chunk.id().equals("C2PA")) {
                found.binds(Binding.C2PA);
            } else if (chunk.id().equals("AIGC")) {
                found.named("AIGC chunk", chunk.text(in, found.limits()), Deviation.WRONG_PLACE);
            } else if (chunk.list(in, "INFO")) {
                for (Riff item : Riff.list(in, chunk.body() + 4, chunk.end(), found)) {
                    if (item.id().equals("AIGC")) {
                        found.named("LIST INFO", item.text(in, found.limits()));
                    } else if (item.holdsLabel(in, found.limits())) {
                        found.label("LIST INFO " + item.id(), item.text(in, found.limits()), Deviation.WRONG_PLACE);
                    }
                }
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var found = new Found(limits);
        Layout layout = layout(in, found);
        var items = new ArrayList<Riff>();
        var edits = new Edits();
        for (Riff chunk : layout.chunks) {
            boolean info = chunk.list(in, "INFO");
            if (info) {
                items.addAll(Riff.list(in, chunk.body() + 4, chunk.end(), found));
            }
            if (info || chunk.id().equals("AIGC")) {
                byte[] junk = in.bytes(chunk.at(), chunk.end() - chunk.at(), limits);
                java.util.Arrays.fill(junk, 8, junk.length, (byte) 0);
                System.arraycopy(Edits.latin1("JUNK"), 0, junk, 0, 4);
                edits.replace(chunk.at(), junk.length, junk);
            }
        }
        byte[] list = Riff.info(in, items, limits, label.json());
        for (Riff chunk : layout.chunks) {
            long left = chunk.size() - list.length;
            if (chunk.id().equals("JUNK") && (left == 0 || left >= 8) && chunk.size() <= limits.metadataBytes()) {
                byte[] junk = left == 0 ? new byte[0] : Riff.chunk("JUNK", new byte[(int) left - 8]);
                edits.replace(chunk.at(), chunk.size(), Edits.join(list, junk));
                edits.apply(in, out);
                return;
            }
        }
        atTheEnd(in, layout, list, edits);
        edits.apply(in, out);
    }

    private static void atTheEnd(Source in, Layout layout, byte[] list, Edits edits) throws IOException {
        if (layout.riff.next() + 12 <= in.size() && in.matches(layout.riff.next(), "RIFF")) {
            throw new BadFile(
                    "OpenDML AVI 没有空闲空间放置标识", "this AVI of several RIFFs has no free chunk that could hold the label");
        }
        long size = in.u32le(4) + (layout.riff.end() & 1) + list.length;
        if (size > 0xffffffffL) {
            throw new BadFile("文件将超过 4 GB", "the file would exceed 4 GB");
        }
        long end = layout.riff.end();
        edits.replace(4, 4, Edits.u32le(size));
        edits.replace(
                end,
                Math.min(layout.riff.next(), in.size()) - end,
                (end & 1) == 1 ? Edits.join(new byte[1], list) : list);
    }

    private static Layout layout(Source in, Found found) throws IOException {
        Riff riff = Riff.at(in, 0);
        if (riff.end() > in.size()) {
            throw Riff.beyond(riff);
        }
        List<Riff> chunks = Riff.list(in, 12, riff.end(), found);
        boolean media = false;
        for (Riff chunk : chunks) {
            media |= chunk.list(in, "movi");
        }
        if (!media) {
            throw new BadFile("文件不完整: 没有 movi 列表", "the file is incomplete: there is no movi list");
        }
        for (long at = riff.next(); at + 8 <= in.size() && in.matches(at, "RIFF"); ) {
            found.step();
            Riff more = Riff.at(in, at);
            if (more.end() > in.size()) {
                throw Riff.beyond(more);
            }
            at = more.next();
        }
        return new Layout(riff, chunks);
    }
}
