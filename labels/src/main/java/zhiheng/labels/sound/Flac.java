package zhiheng.labels.sound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Tail;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/** FLAC (RFC 9639) with the label in its Vorbis comment; a padding block gives or takes the difference. */
public final class Flac implements LabelFormat {
    private static final int PADDING = 1;
    private static final int COMMENT = 4;
    private static final int APPLICATION = 2;

    private record Block(int type, long at, long length) {
        long body() {
            return at + 4;
        }

        long end() {
            return body() + length;
        }
    }

    @Override
    public void read(Source in, Found found) throws IOException {
        long start = start(in);
        for (long at = 0; at < start; at += Mp3.tag(in, at)) {
            for (Id3.Frame frame :
                    Mp3.parse(in, at, Mp3.tag(in, at), found.limits()).frames()) {
                if (Id3.isManifest(frame)) {
                    found.binds(Binding.C2PA);
                }
                var text = Id3.label(frame);
                if (text != null) {
                    found.label("ID3v2 " + frame.id(), text.value(), Deviation.WRONG_PLACE);
                }
            }
        }
        for (Block block : blocks(in, start, found)) {
            if (block.type == COMMENT) {
                comment(in, block, found.limits()).labels("Vorbis comment", found);
            } else if (block.type == APPLICATION) {
                foreign(in, block, found);
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        long start = start(in);
        List<Block> blocks = blocks(in, start, new Found(limits));
        var edits = new Edits();
        for (long at = 0; at < start; at += Mp3.tag(in, at)) {
            long length = Mp3.tag(in, at);
            Id3 tag = Mp3.parse(in, at, length, limits);
            if (tag.frames().stream().anyMatch(f -> Id3.label(f) != null)) {
                edits.replace(at, length, tag.withLabel(null, length));
            }
        }
        var parts = new ArrayList<byte[]>();
        long old = blocks.getLast().end() - blocks.getFirst().at;
        long size = 0;
        boolean placed = false;
        for (Block block : blocks) {
            if (block.type == PADDING || block.type == APPLICATION && foreign(in, block, new Found(limits))) {
                continue;
            }
            byte[] part = block.type == COMMENT
                    ? block(COMMENT, comment(in, block, limits).withLabel(placed ? null : label.json()))
                    : in.bytes(block.at, block.end() - block.at, limits);
            placed |= block.type == COMMENT;
            parts.add(part);
            size += part.length;
        }
        if (!placed) {
            byte[] part = block(COMMENT, VorbisComment.empty().withLabel(label.json()));
            parts.add(1, part);
            size += part.length;
        }
        long room = old - size;
        if (room >= 4 && room < 1 << 24) {
            parts.add(block(PADDING, new byte[(int) room - 4]));
        }
        for (int i = 0; i < parts.size(); i++) {
            byte[] part = parts.get(i);
            part[0] = (byte) (part[0] & 0x7f | (i == parts.size() - 1 ? 0x80 : 0));
        }
        edits.replace(blocks.getFirst().at, old, Edits.join(parts.toArray(byte[][]::new)));
        edits.apply(in, out);
    }

    /** A label in what other programs keep, such as the chunk of a WAV that flac stores to restore it. */
    private static boolean foreign(Source in, Block block, Found found) throws IOException {
        if (block.length > found.limits().labelBytes()) {
            return false;
        }
        var text = TextBytes.latin1(in.bytes(block.body(), block.length));
        int at = Tail.start(text);
        int end = text.lastIndexOf('}');
        return at >= 0
                && end > at
                && found.label(
                        "APPLICATION block", TextBytes.meant(text.substring(at, end + 1)), Deviation.WRONG_PLACE);
    }

    private static byte[] block(int type, byte[] body) throws BadFile {
        if (body.length >= 1 << 24) {
            throw new BadFile("FLAC 元数据块已满", "the FLAC metadata block is full");
        }
        return Edits.join(Edits.u32((long) type << 24 | body.length), body);
    }

    private static VorbisComment comment(Source in, Block block, Limits limits) throws IOException {
        return VorbisComment.parse(in.bytes(block.body(), block.length, limits), 0);
    }

    private static long start(Source in) throws IOException {
        long at = 0;
        for (long length = Mp3.tag(in, at); length > 0; length = Mp3.tag(in, at)) {
            at += length;
        }
        if (!in.matches(at, "fLaC")) {
            throw new BadFile("不是 FLAC 文件", "this is no FLAC file");
        }
        return at;
    }

    private static List<Block> blocks(Source in, long start, Found found) throws IOException {
        var blocks = new ArrayList<Block>();
        long at = start + 4;
        long total = 0;
        boolean last = false;
        while (!last) {
            found.step();
            long header = in.u32(at);
            last = header < 0 || (header & 0x80000000L) != 0;
            var block = new Block((int) (header >> 24) & 0x7f, at, header & 0xffffff);
            in.require(at, block.end() - at);
            total += block.type == PADDING ? 0 : block.length + 4;
            if (total > found.limits().metadataBytes()) {
                throw new BadFile("元数据过大", "the metadata exceed the limit");
            }
            blocks.add(block);
            at = block.end();
        }
        if (blocks.getFirst().type != 0) {
            throw new BadFile("FLAC 缺少 STREAMINFO", "the FLAC file does not begin with STREAMINFO");
        }
        if (at + 2 > in.size() || in.u8(at) != 0xff || (in.u8(at + 1) & 0xfc) != 0xf8) {
            throw new BadFile("文件不完整: 没有音频帧", "the file is incomplete: no audio frame follows the metadata");
        }
        return blocks;
    }
}
