package zhiheng.labels.sound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;

/**
 * Ogg with Vorbis, Opus or FLAC inside (RFC 3533, RFC 7845). The header pages from the comment on are laid out anew in the
 * same number of pages, so that no later page changes its number or checksum. Multiplexed streams and headers that would
 * need a further page are refused.
 */
public final class Ogg implements LabelFormat {
    private static final int HEADER = 27;
    /** The type of a FLAC metadata block that holds a Vorbis comment (RFC 9639, 8.1). */
    private static final int FLAC_COMMENT = 4;

    /** What may be inside: how its first packet and its comment packet begin. */
    private enum Codec {
        VORBIS("\u0001vorbis", "\u0003vorbis", 7, 2), // a third header may begin on a page of its own
        OPUS("OpusHead", "OpusTags", 8, 1),
        FLAC("\u007fFLAC", "", 4, 1);

        private final String identification;
        private final String comment;
        private final int prefix;
        private final int packets;

        /**
         * @param prefix bytes of the comment packet before the comment itself
         * @param packets headers that follow the first page
         */
        Codec(String identification, String comment, int prefix, int packets) {
            this.identification = identification;
            this.comment = comment;
            this.prefix = prefix;
            this.packets = packets;
        }
    }

    private record Page(
            long at, int flags, long granule, long serial, long number, byte[] lacing, long body, long end) {}

    /** The comment packet and those that share its pages. */
    private record Headers(List<Page> pages, List<byte[]> packets, Codec codec) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        Headers headers = headers(in, found);
        comment(headers).labels("Ogg comment header", found);
        Page last = headers.pages.getLast();
        if (last.end >= in.size()) {
            throw new BadFile("文件不完整: 没有音频页", "the file is incomplete: no page of sound follows the headers");
        }
        page(in, last.end);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        Headers headers = headers(in, new Found(limits));
        byte[] old = headers.packets.getFirst();
        byte[] comment = comment(headers).withLabel(label.json());
        byte[] prefix = Arrays.copyOf(old, headers.codec.prefix);
        byte[] packet = Edits.join(prefix, comment);
        if (headers.codec == Codec.FLAC) { // the packet is a metadata block with its own length
            if (comment.length >= 1 << 24) {
                throw new BadFile("FLAC 元数据块已满", "the FLAC metadata block is full");
            }
            byte[] header = Edits.u32((prefix[0] & 0xffL) << 24 | comment.length);
            System.arraycopy(header, 0, packet, 0, 4);
        }
        var packets = new ArrayList<>(headers.packets);
        packets.set(0, packet);
        long from = headers.pages.getFirst().at;
        var edits = new Edits();
        edits.replace(from, headers.pages.getLast().end - from, laidOut(headers.pages, packets));
        edits.apply(in, out);
    }

    private static VorbisComment comment(Headers headers) throws BadFile {
        return VorbisComment.parse(headers.packets.getFirst(), headers.codec.prefix);
    }

    private static Headers headers(Source in, Found found) throws IOException {
        Page first = page(in, 0);
        Codec codec = codec(TextBytes.latin1(in.bytes(first.body, Math.min(8, first.end - first.body))));
        var pages = new ArrayList<Page>();
        var packets = new ArrayList<byte[]>();
        var open = new ByteArrayOutputStream();
        long at = first.end;
        boolean whole = false;
        while (!whole) {
            found.step();
            Page page = page(in, at);
            requireHeader(in, page, first);
            pages.add(page);
            long body = page.body;
            for (byte lace : page.lacing) {
                int length = lace & 0xff;
                open.writeBytes(in.bytes(body, length));
                body += length;
                if (open.size() > found.limits().metadataBytes()) {
                    throw new BadFile("元数据过大", "the metadata exceed the limit");
                }
                whole = length < 255;
                if (whole) {
                    packets.add(open.toByteArray());
                    open.reset();
                }
            }
            whole &= packets.size() >= codec.packets;
            at = page.end;
        }
        requireComment(codec, packets.getFirst());
        return new Headers(pages, packets, codec);
    }

    private static Codec codec(String magic) throws BadFile {
        for (Codec codec : Codec.values()) {
            if (magic.startsWith(codec.identification)) {
                return codec;
            }
        }
        throw new BadFile("Ogg 中的编码不受支持", "the codec in this Ogg file is not supported");
    }

    private static void requireHeader(Source in, Page page, Page first) throws IOException {
        if (page.serial != first.serial || (page.flags & 2) != 0) {
            throw new BadFile("不支持多路 Ogg 流", "multiplexed Ogg streams are not supported");
        }
        if ((page.granule != 0 && page.granule != -1) || page.lacing.length == 0) {
            throw new BadFile("Ogg 头部损坏", "the header pages of the Ogg file are damaged");
        }
        if (checksum(in.bytes(page.at, page.end - page.at)) != in.u32le(page.at + 22)) {
            throw new BadFile("Ogg 页校验和不符", "the checksum of an Ogg page does not match");
        }
    }

    private static void requireComment(Codec codec, byte[] packet) throws BadFile {
        boolean comment = packet.length >= codec.prefix
                && TextBytes.latin1(packet).startsWith(codec.comment)
                && (codec != Codec.FLAC || (packet[0] & 0x7f) == FLAC_COMMENT);
        if (!comment) {
            throw new BadFile("Ogg 缺少注释头", "the second packet of the Ogg file is no comment header");
        }
    }

    private static Page page(Source in, long at) throws IOException {
        if (!in.matches(at, "OggS") || in.u8(at + 4) != 0) {
            throw new BadFile("Ogg 页损坏", "there is no Ogg page at byte " + at);
        }
        in.require(at, HEADER);
        int count = in.u8(at + 26);
        byte[] lacing = in.bytes(at + HEADER, count);
        long body = at + HEADER + count;
        long end = body;
        for (byte lace : lacing) {
            end += lace & 0xff;
        }
        in.require(at, end - at);
        long granule = in.u32le(at + 6) | in.u32le(at + 10) << 32;
        return new Page(at, in.u8(at + 5), granule, in.u32le(at + 14), in.u32le(at + 18), lacing, body, end);
    }

    private static byte[] laidOut(List<Page> pages, List<byte[]> packets) throws BadFile {
        var lacing = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            for (int left = packet.length; left >= 255; left -= 255) {
                lacing.write(255);
            }
            lacing.write(packet.length % 255);
        }
        byte[] all = lacing.toByteArray();
        byte[] content = Edits.join(packets.toArray(byte[][]::new));
        int n = pages.size();
        if (all.length > 255 * n || all.length < n) {
            throw new BadFile("Ogg 头部页没有空间放置标识", "the header pages of this Ogg file have no room for the label");
        }
        var out = new ByteArrayOutputStream();
        int from = 0;
        int at = 0;
        for (int i = 0; i < n; i++) {
            int to = (int) ((long) all.length * (i + 1) / n);
            byte[] laces = Arrays.copyOfRange(all, from, to);
            int length = 0;
            boolean ends = false;
            for (byte lace : laces) {
                length += lace & 0xff;
                ends |= (lace & 0xff) < 255;
            }
            boolean continued = from > 0 && (all[from - 1] & 0xff) == 255;
            int flags = pages.get(i).flags & ~1 | (continued ? 1 : 0);
            byte[] page = Edits.join(
                    Edits.latin1("OggS"),
                    new byte[] {0, (byte) flags},
                    Edits.u64le(ends ? 0 : -1),
                    Edits.u32le(pages.get(i).serial),
                    Edits.u32le(pages.get(i).number),
                    new byte[4],
                    new byte[] {(byte) laces.length},
                    laces,
                    Arrays.copyOfRange(content, at, at + length));
            System.arraycopy(Edits.u32le(checksum(page)), 0, page, 22, 4);
            out.writeBytes(page);
            from = to;
            at += length;
        }
        return out.toByteArray();
    }

    /** CRC-32 with polynomial 04C11DB7, not reflected, no inversion, over the page with its checksum taken as 0 (RFC 3533). */
    static long checksum(byte[] page) {
        int crc = 0;
        for (int i = 0; i < page.length; i++) {
            crc ^= (i >= 22 && i < 26 ? 0 : page[i]) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
            }
        }
        return crc & 0xffffffffL;
    }
}
