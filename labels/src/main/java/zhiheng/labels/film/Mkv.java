package zhiheng.labels.film;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;

/**
 * Matroska and WebM (RFC 9559) with the label as a SimpleTag for the whole file. Nothing that has an index entry moves: the
 * Tags element takes the place of a Void that can hold it, or goes behind the last cluster; its old place becomes Void.
 */
public final class Mkv implements LabelFormat {
    private static final long SEGMENT = 0x18538067;
    private static final long SEEK_HEAD = 0x114D9B74;
    private static final long SEEK = 0x4DBB;
    private static final long SEEK_ID = 0x53AB;
    private static final long SEEK_POSITION = 0x53AC;
    private static final long CUES = 0x1C53BB6B;
    private static final long CLUSTER = 0x1F43B675;
    private static final long TAGS = 0x1254C367;
    private static final long TAG = 0x7373;
    private static final long TARGETS = 0x63C0;
    private static final long SIMPLE = 0x67C8;
    private static final long NAME = 0x45A3;
    private static final long STRING = 0x4487;

    private record Layout(Ebml segment, List<Ebml> children) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        for (Ebml tags : layout(in, found).children) {
            if (tags.id() == TAGS) {
                for (Ebml tag : tags.children(in, found)) {
                    for (Ebml simple : tag.id() == TAG ? tag.children(in, found) : List.<Ebml>of()) {
                        var text = label(in, simple, found);
                        if (text != null) {
                            text.tell(found, "Segment.Tags");
                        }
                    }
                }
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var found = new Found(limits);
        Layout layout = layout(in, found);
        var kept = new ArrayList<byte[]>();
        boolean checked = false;
        var edits = new Edits();
        for (Ebml child : layout.children) {
            if (child.id() == TAGS) {
                checked |= keep(in, child, kept, found);
            }
        }
        kept.add(Ebml.of(
                TAG,
                Ebml.of(TARGETS),
                Ebml.of(
                        SIMPLE,
                        Ebml.of(NAME, Edits.latin1("AIGC")),
                        Ebml.of(STRING, label.json().getBytes(StandardCharsets.UTF_8)))));
        byte[] tags = Ebml.of(TAGS, checked, kept.toArray(byte[][]::new));
        Ebml place = place(layout, tags.length);
        for (Ebml old : layout.children) {
            if (old.id() == TAGS && old != place) {
                requireSmall(old, limits);
                edits.replace(old.at(), old.size(), Ebml.filler(old.size()));
            }
        }
        long position;
        if (place != null) {
            requireSmall(place, limits);
            position = place.at() - layout.segment.body();
            edits.replace(place.at(), place.size(), Edits.join(tags, Ebml.filler(place.size() - tags.length)));
        } else if (live(layout)) {
            Ebml first = layout.children.stream()
                    .filter(c -> c.id() == CLUSTER)
                    .findFirst()
                    .orElseThrow();
            edits.replace(first.at(), 0, tags);
            edits.apply(in, out);
            return;
        } else {
            position = append(in, layout, tags, edits);
        }
        index(in, layout, position, place == null, edits, found);
        edits.apply(in, out);
    }

    private static void requireSmall(Ebml element, Limits limits) throws BadFile {
        if (element.size() > limits.metadataBytes()) {
            throw new BadFile("元数据过大", "a metadata element exceeds the limit");
        }
    }

    /** A Void or the old Tags themselves, in front of the media, with exactly the room or two bytes more. */
    private static @Nullable Ebml place(Layout layout, long length) {
        for (Ebml child : layout.children) {
            if (child.id() == CLUSTER) {
                return null;
            }
            long left = child.size() - length;
            if ((child.id() == Ebml.VOID || child.id() == TAGS) && (left == 0 || left >= 2)) {
                return child;
            }
        }
        return null;
    }

    /** A stream without end and without indexes: there the media may move. */
    private static boolean live(Layout layout) {
        return layout.segment.unknown()
                && layout.children.stream().noneMatch(c -> c.id() == SEEK_HEAD || c.id() == CUES);
    }

    private static long append(Source in, Layout layout, byte[] tags, Edits edits) throws IOException {
        Ebml segment = layout.segment;
        boolean openCluster = layout.children.stream().anyMatch(c -> c.unknown());
        if (segment.end() != in.size() || openCluster) {
            throw new BadFile(
                    "Matroska 直播流没有空间放置标识, 请先重新封装",
                    "a live Matroska stream has no room for the label; remux the file first");
        }
        if (!segment.unknown()) {
            int width = (int) (segment.body() - segment.at()) - 4;
            long size = segment.end() - segment.body() + tags.length;
            if (size >= (1L << 7 * width) - 1) {
                throw new BadFile("段长度字段过窄", "the size field of the segment is too narrow; remux the file first");
            }
            byte[] bytes = Edits.u64(size | 1L << 7 * width);
            edits.replace(segment.at() + 4, width, Arrays.copyOfRange(bytes, 8 - width, 8));
        }
        edits.replace(in.size(), 0, tags);
        return in.size() - segment.body();
    }

    /** Points the SeekHead to the tags; where it has no entry for them, into a Void behind it. */
    private static void index(Source in, Layout layout, long position, boolean needed, Edits edits, Found found)
            throws IOException {
        for (int i = 0; i < layout.children.size(); i++) {
            Ebml head = layout.children.get(i);
            if (head.id() != SEEK_HEAD) {
                continue;
            }
            requireSmall(head, found.limits());
            var entries = new ArrayList<byte[]>();
            boolean checked = false;
            boolean had = false;
            for (Ebml entry : head.children(in, found)) {
                checked |= entry.isChecksum();
                if (entry.id() == SEEK) {
                    boolean tags = seeksTags(in, entry, found);
                    had |= tags;
                    if (!tags) {
                        entries.add(in.bytes(entry.at(), entry.size()));
                    }
                }
            }
            if (!had && !needed) {
                return;
            }
            entries.add(entry(number(position)));
            byte[] rebuilt = Ebml.of(SEEK_HEAD, checked, entries.toArray(byte[][]::new));
            Ebml next = i + 1 < layout.children.size() ? layout.children.get(i + 1) : head;
            boolean room = next.id() == Ebml.VOID && position != next.at() - layout.segment.body();
            long space = head.size() + (room ? next.size() : 0);
            long left = space - rebuilt.length;
            if (left == 1) { // no element is that small, but a number may begin with zeros
                entries.set(entries.size() - 1, entry(Edits.join(new byte[1], number(position))));
                rebuilt = Ebml.of(SEEK_HEAD, checked, entries.toArray(byte[][]::new));
                left = space - rebuilt.length;
            }
            if (left != 0 && left < 2) {
                if (!had) {
                    return; // allowed: the index is a convenience, and readers that search to the end find the tags
                }
                throw new BadFile(
                        "索引没有空间", "the index of the file has no room for the label's place; remux the file first");
            }
            edits.replace(head.at(), space, Edits.join(rebuilt, Ebml.filler(left)));
            return;
        }
    }

    private static byte[] entry(byte[] position) {
        return Ebml.of(SEEK, Ebml.of(SEEK_ID, Edits.u32(TAGS)), Ebml.of(SEEK_POSITION, position));
    }

    private static boolean seeksTags(Source in, Ebml entry, Found found) throws IOException {
        for (Ebml part : entry.children(in, found)) {
            if (part.id() == SEEK_ID && part.end() - part.body() == 4 && in.u32(part.body()) == TAGS) {
                return true;
            }
        }
        return false;
    }

    private static byte[] number(long value) {
        int width = Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
        return Arrays.copyOfRange(Edits.u64(value), 8 - width, 8);
    }

    /** Gathers the tags without labels; says whether the element carried a checksum. */
    private static boolean keep(Source in, Ebml tags, List<byte[]> kept, Found found) throws IOException {
        requireSmall(tags, found.limits());
        boolean checked = false;
        for (Ebml tag : tags.children(in, found)) {
            checked |= tag.isChecksum();
            if (tag.id() != TAG) {
                continue;
            }
            var parts = new ArrayList<byte[]>();
            boolean had = false;
            int simple = 0;
            for (Ebml part : tag.children(in, found)) {
                if (label(in, part, found) != null) {
                    had = true;
                } else if (!part.isChecksum()) {
                    simple += part.id() == SIMPLE ? 1 : 0;
                    parts.add(in.bytes(part.at(), part.size()));
                }
            }
            if (!had) {
                kept.add(in.bytes(tag.at(), tag.size()));
            } else if (simple > 0) {
                kept.add(Ebml.of(TAG, parts.toArray(byte[][]::new)));
            }
        }
        return checked;
    }

    private static @Nullable Keyed label(Source in, Ebml simple, Found found) throws IOException {
        if (simple.id() != SIMPLE) {
            return null;
        }
        String name = "";
        String value = "";
        for (Ebml part : simple.children(in, found)) {
            if ((part.id() == NAME || part.id() == STRING)
                    && part.end() - part.body() <= found.limits().labelBytes()) {
                String text = new String(in.bytes(part.body(), part.end() - part.body()), StandardCharsets.UTF_8);
                name = part.id() == NAME ? text : name;
                value = part.id() == STRING ? text : value;
            }
        }
        return name.isEmpty() ? null : Keyed.of(name, value);
    }

    private static Layout layout(Source in, Found found) throws IOException {
        Ebml head = Ebml.at(in, 0, in.size());
        Ebml segment = Ebml.at(in, head.end(), in.size());
        if (segment.id() != SEGMENT) {
            throw new BadFile("Matroska 缺少 Segment", "the Matroska file has no segment");
        }
        List<Ebml> children = segment.children(in, found);
        if (children.stream().noneMatch(c -> c.id() == CLUSTER)) {
            throw new BadFile("文件不完整: 没有 Cluster", "the file is incomplete: there is no cluster");
        }
        return new Layout(segment, children);
    }
}
