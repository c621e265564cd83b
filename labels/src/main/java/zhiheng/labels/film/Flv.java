package zhiheng.labels.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * FLV (Adobe, "FLV File Format" 10.1) with the label as key {@code AIGC} of onMetaData. Positions of key frames that the same
 * script tag lists are moved along with the media.
 */
public final class Flv implements LabelFormat {
    private static final int SCRIPT = 18;

    private record Tag(int type, long at, long body, long end) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        for (Tag tag : tags(in, found)) {
            if (tag.type == SCRIPT) {
                byte[] body = in.bytes(tag.body, tag.end - tag.body, found.limits());
                for (Amf.Property property : Amf.parse(body, found).labels()) {
                    var keyed = Keyed.of(property.key, property.text);
                    if (keyed != null) {
                        keyed.tell(found, "onMetaData");
                    }
                }
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var found = new Found(limits);
        List<Tag> tags = tags(in, found);
        var edits = new Edits();
        boolean placed = false;
        for (Tag tag : tags) {
            if (tag.type != SCRIPT) {
                continue;
            }
            byte[] body = in.bytes(tag.body, tag.end - tag.body, limits);
            Amf script = Amf.parse(body, found);
            if (!placed && script.metadata()) {
                replace(in, edits, tag, script.withLabel(body, label.json(), tag.end));
                placed = true;
            } else if (!script.labels().isEmpty()) {
                throw new BadFile("多个脚本标签含有标识", "labels stand in more than one script tag; remux the file first");
            }
        }
        if (!placed) {
            long at = in.u32(5) + 4;
            byte[] body = Amf.fresh(label.json());
            byte[] tag = Edits.join(header(body.length), new byte[7], body, Edits.u32(body.length + 11L));
            edits.replace(at, 0, tag);
        }
        edits.apply(in, out);
    }

    private static void replace(Source in, Edits edits, Tag tag, byte[] body) throws IOException {
        byte[] rest = in.bytes(tag.at + 4, 7);
        byte[] bytes = Edits.join(header(body.length), rest, body, Edits.u32(body.length + 11L));
        edits.replace(tag.at, tag.end + 4 - tag.at, bytes);
    }

    private static byte[] header(int length) throws BadFile {
        if (length >= 1 << 24) {
            throw new BadFile("脚本标签已满", "the script tag is full");
        }
        return Edits.u32((long) SCRIPT << 24 | length);
    }

    /** Walks the whole file by its tag headers, 11 bytes each. */
    private static List<Tag> tags(Source in, Found found) throws IOException {
        long start = in.u32(5);
        if (start < 9 || in.u32(start) != 0) {
            throw new BadFile("FLV 文件头损坏", "the FLV header is damaged");
        }
        var scripts = new ArrayList<Tag>();
        long at = start + 4;
        boolean media = false;
        var header = ByteBuffer.allocate(11);
        while (at < in.size()) {
            in.require(at, 15);
            header.clear();
            in.peek(header, at);
            int type = header.get(0) & 0x1f;
            long end = at + 11 + (header.getInt(0) & 0xffffff);
            in.require(at, end + 4 - at);
            var tag = new Tag(type, at, at + 11, end);
            if (type == SCRIPT) {
                found.step();
                scripts.add(tag);
            } else if (type == 8 || type == 9) {
                media = true;
            } else {
                throw new BadFile("FLV 标签损坏", "the FLV tag at byte " + at + " is damaged");
            }
            at = end + 4;
        }
        if (!media) {
            throw new BadFile("文件不完整: 没有音视频", "the file is incomplete: it holds neither sound nor pictures");
        }
        return scripts;
    }

    /** The one value of a script tag, AMF0 (Adobe, "Action Message Format"): name, then an object or ECMA array. */
    static final class Amf {
        /** A property of the outermost object, from its key's length to the end of its value. */
        record Property(int from, int to, String key, String text) {}

        private final ByteBuffer in;
        private final Found found;
        private final List<Property> properties = new ArrayList<>();
        /** Where numbers lie that mean positions in the file or its length. */
        private final List<Integer> positions = new ArrayList<>();

        private String name = "";
        private int countAt = -1;
        private int endAt = -1;

        private Amf(byte[] body, Found found) {
            this.in = ByteBuffer.wrap(body);
            this.found = found;
        }

        static Amf parse(byte[] body, Found found) throws BadFile {
            var amf = new Amf(body, found);
            amf.need(3);
            if (amf.in.get() == 2) {
                amf.name = amf.string(amf.in.getShort() & 0xffff);
                amf.need(1);
                int type = amf.in.get();
                if (type == 8) {
                    amf.need(4);
                    amf.countAt = amf.in.position();
                    amf.in.getInt();
                }
                if (type == 3 || type == 8) {
                    amf.object(true, 0);
                }
            }
            return amf;
        }

        boolean metadata() {
            return name.equals("onMetaData") && endAt >= 0;
        }

        List<Property> labels() {
            return properties.stream()
                    .filter(p -> Keyed.of(p.key, p.text) != null)
                    .toList();
        }

        byte[] withLabel(byte[] body, String json, long mediaFrom) throws BadFile {
            byte[] property = property(json);
            List<Property> old = labels();
            int growth =
                    property.length - old.stream().mapToInt(p -> p.to - p.from).sum();
            byte[] moved = body.clone();
            var buffer = ByteBuffer.wrap(moved);
            for (int at : positions) {
                double value = buffer.getDouble(at);
                if (value >= mediaFrom) {
                    buffer.putDouble(at, value + growth);
                }
            }
            if (countAt >= 0) {
                buffer.putInt(countAt, buffer.getInt(countAt) + 1 - old.size());
            }
            var parts = new ArrayList<byte[]>();
            int at = 0;
            for (Property p : old) {
                parts.add(Arrays.copyOfRange(moved, at, p.from));
                at = p.to;
            }
            parts.add(Arrays.copyOfRange(moved, at, endAt));
            parts.add(property);
            parts.add(Arrays.copyOfRange(moved, endAt, moved.length));
            return Edits.join(parts.toArray(byte[][]::new));
        }

        static byte[] fresh(String json) throws BadFile {
            return Edits.join(
                    new byte[] {2, 0, 10},
                    Edits.latin1("onMetaData"),
                    new byte[] {8, 0, 0, 0, 1},
                    property(json),
                    new byte[] {0, 0, 9});
        }

        private static byte[] property(String json) throws BadFile {
            byte[] text = json.getBytes(StandardCharsets.UTF_8);
            if (text.length > 0xffff) {
                throw new BadFile("标识过长", "the label is too long for an FLV string");
            }
            return Edits.join(
                    new byte[] {0, 4},
                    Edits.latin1("AIGC"),
                    new byte[] {2, (byte) (text.length >> 8), (byte) text.length},
                    text);
        }

        private void object(boolean outermost, int depth) throws BadFile {
            found.depth(depth);
            while (true) {
                found.step();
                int from = in.position();
                need(3);
                int length = in.getShort() & 0xffff;
                if (length == 0 && in.get(in.position()) == 9) {
                    in.get();
                    if (outermost) {
                        endAt = from;
                    }
                    return;
                }
                String key = string(length);
                String text = value(key, depth);
                if (outermost) {
                    properties.add(new Property(from, in.position(), key, text));
                }
            }
        }

        /** Reads one value; its text when it is a string, else nothing. */
        private String value(String key, int depth) throws BadFile {
            found.depth(depth);
            need(1);
            switch (in.get()) {
                case 0 -> {
                    need(8);
                    if (key.equals("filepositions") || key.equals("filesize") || key.equals("lastkeyframelocation")) {
                        positions.add(in.position());
                    }
                    in.getDouble();
                }
                case 1 -> skip(1);
                case 2 -> {
                    need(2);
                    return string(in.getShort() & 0xffff);
                }
                case 3 -> object(false, depth + 1);
                case 5, 6 -> {}
                case 7 -> skip(2);
                case 8 -> {
                    skip(4);
                    object(false, depth + 1);
                }
                case 10 -> {
                    need(4);
                    long count = in.getInt() & 0xffffffffL;
                    for (long i = 0; i < count; i++) {
                        value(key, depth + 1);
                    }
                }
                case 11 -> skip(10);
                case 12 -> {
                    need(4);
                    return string(in.getInt());
                }
                default -> throw new BadFile("脚本数据类型未知", "the script data hold a value of unknown type");
            }
            return "";
        }

        private String string(int length) throws BadFile {
            need(length);
            byte[] bytes = new byte[length];
            in.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private void skip(int length) throws BadFile {
            need(length);
            in.position(in.position() + length);
        }

        private void need(int length) throws BadFile {
            if (length < 0 || length > in.remaining()) {
                throw new BadFile("脚本标签损坏", "the script tag is damaged: a value lies beyond its end");
            }
        }
    }
}
