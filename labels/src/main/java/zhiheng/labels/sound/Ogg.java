package zhiheng.labels.sound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * Ogg with Vorbis, Opus, FLAC, Speex or Theora inside, several together as well (RFC 3533, RFC 7845, the Theora specification 6.1). The
 * label is in the comment of the first stream. Its header pages from the comment on are laid out anew in the same number of pages, so that
 * no later page changes its number or checksum. Headers that would need a further page are refused, and an index of places in the file
 * (Skeleton 4), which would point wrong.
 */
public final class Ogg implements LabelFormat {
    private static final int HEADER = 27;
    /** The type of a FLAC metadata block that holds a Vorbis comment (RFC 9639, 8.1). */
    private static final int FLAC_COMMENT = 4;

    private static final int MOST_HEADERS = 64;
    private static final String SKELETON = "fishead\0";

    /** What may be inside: how its first packet and its comment packet begin. */
    private enum Codec {
        VORBIS("\u0001vorbis", "\u0003vorbis", 7, 2), // a third header may begin on a page of its own
        OPUS("OpusHead", "OpusTags", 8, 1),
        FLAC("\u007fFLAC", "", 4, 1),
        THEORA("\u0080theora", "\u0081theora", 7, 2),
        SPEEX("Speex   ", "", 0, 1);

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
            long at, int flags, long granule, long serial, long number, byte[] lacing, long body, long end) {
        boolean begins() {
            return (flags & 2) != 0;
        }
    }

    /** The comment packet of one stream and those that share its pages. */
    private static final class Headers {
        private final Codec codec;
        private final int wanted;
        private final List<Page> pages = new ArrayList<>();
        private final List<byte[]> packets = new ArrayList<>();
        private final ByteArrayOutputStream open = new ByteArrayOutputStream();

        Headers(Codec codec, int wanted) {
            this.codec = codec;
            this.wanted = wanted;
        }

        boolean whole() {
            return open.size() == 0 && packets.size() >= wanted;
        }

        void add(Source in, Page page, Limits limits) throws IOException {
            requireHeader(in, page);
            pages.add(page);
            long body = page.body;
            for (byte lace : page.lacing) {
                int length = lace & 0xff;
                open.writeBytes(in.bytes(body, length));
                body += length;
                if (open.size() > limits.metadataBytes()) {
                    throw new BadFile("元数据过大", "the metadata exceed the limit");
                }
                if (length < 255) {
                    packets.add(open.toByteArray());
                    open.reset();
                }
            }
        }

        VorbisComment comment() throws BadFile {
            return VorbisComment.parse(packets.getFirst(), codec.prefix);
        }
    }

    /** @param end behind the last page that was looked at */
    private record Layout(List<Headers> streams, long end) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        var layout = layout(in, found);
        for (var stream : layout.streams) {
            stream.comment().labels("Ogg comment header", found);
        }
        if (layout.end >= in.size()) {
            throw new BadFile("文件不完整: 没有音频页", "the file is incomplete: no page of sound follows the headers");
        }
        page(in, layout.end);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var edits = new Edits();
        boolean first = true;
        for (var stream : layout(in, new Found(limits)).streams) {
            var comment = stream.comment();
            if (first || comment.holdsLabel()) {
                change(stream, comment.withLabel(first ? label.json() : null), edits);
            }
            first = false;
        }
        edits.apply(in, out);
    }

    private static void change(Headers stream, byte[] comment, Edits edits) throws BadFile {
        byte[] prefix = Arrays.copyOf(stream.packets.getFirst(), stream.codec.prefix);
        byte[] packet = Edits.join(prefix, comment);
        if (stream.codec == Codec.FLAC) { // the packet is a metadata block with its own length
            if (comment.length >= 1 << 24) {
                throw new BadFile("FLAC 元数据块已满", "the FLAC metadata block is full");
            }
            byte[] header = Edits.u32((prefix[0] & 0xffL) << 24 | comment.length);
            System.arraycopy(header, 0, packet, 0, 4);
        }
        var packets = new ArrayList<>(stream.packets);
        packets.set(0, packet);
        var laidOut = laidOut(stream.pages, packets);
        for (int i = 0; i < laidOut.size(); i++) {
            var page = stream.pages.get(i);
            edits.replace(page.at, page.end - page.at, laidOut.get(i));
        }
    }

    /** Every stream begins before any goes on (RFC 3533, 4), and their headers before their content. */
    private static Layout layout(Source in, Found found) throws IOException {
        var streams = new LinkedHashMap<Long, Headers>();
        var skeletons = new HashSet<Long>();
        Page page = page(in, 0);
        while (page.begins()) {
            found.step();
            var magic = TextBytes.latin1(in.bytes(page.body, Math.min(80, page.end - page.body)));
            if (magic.startsWith(SKELETON)) {
                skeletons.add(page.serial);
                requireNoIndex(magic);
            } else {
                var codec = codec(magic);
                streams.put(page.serial, new Headers(codec, codec.packets + (codec == Codec.SPEEX ? extra(magic) : 0)));
            }
            page = page(in, page.end);
        }
        if (streams.isEmpty()) {
            throw unknown();
        }
        while (true) {
            found.step();
            var stream = streams.get(page.serial);
            if (page.begins() || stream == null && !skeletons.contains(page.serial)) {
                throw new BadFile("Ogg 头部损坏", "the header pages of the Ogg file are damaged");
            }
            if (stream != null && !stream.whole()) {
                stream.add(in, page, found.limits());
            }
            if (streams.values().stream().allMatch(Headers::whole)) {
                break;
            }
            page = page(in, page.end);
        }
        for (var stream : streams.values()) {
            requireComment(stream.codec, stream.packets.getFirst());
        }
        return new Layout(List.copyOf(streams.values()), page.end);
    }

    private static void requireNoIndex(String skeleton) throws BadFile {
        if (skeleton.length() < 10 || skeleton.charAt(8) > 3) {
            throw new BadFile(
                    "Ogg Skeleton 4 的索引指向文件中的位置, 写入后会失效; 请去除索引 (ffmpeg -c copy)",
                    "the index of Ogg Skeleton 4 points at places in the file, which a label would move; leave it out"
                            + " (ffmpeg -c copy)");
        }
    }

    /** How many more headers the first one of Speex announces. */
    private static int extra(String first) throws BadFile {
        int count = first.length() < 72 ? MOST_HEADERS : first.charAt(68) | first.charAt(69) << 8;
        if (count >= MOST_HEADERS || first.charAt(70) != 0 || first.charAt(71) != 0) {
            throw new BadFile("Ogg 头部损坏", "the header pages of the Ogg file are damaged");
        }
        return count;
    }

    private static Codec codec(String magic) throws BadFile {
        for (Codec codec : Codec.values()) {
            if (magic.startsWith(codec.identification)) {
                return codec;
            }
        }
        throw unknown();
    }

    private static BadFile unknown() {
        return new BadFile("Ogg 中的编码不受支持", "the codec in this Ogg file is not supported");
    }

    private static void requireHeader(Source in, Page page) throws IOException {
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

    private static List<byte[]> laidOut(List<Page> pages, List<byte[]> packets) throws BadFile {
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
        var out = new ArrayList<byte[]>();
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
            out.add(page);
            from = to;
            at += length;
        }
        return out;
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
