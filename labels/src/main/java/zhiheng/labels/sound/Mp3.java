package zhiheng.labels.sound;

import java.io.IOException;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * Sound that is nothing but frames, behind an ID3v2 tag: MP3, and AAC in ADTS frames (ISO/IEC 13818-7, annex A). The label is a user text
 * frame {@code TXXX:AIGC} of the tag, whose padding is used up before the file grows.
 */
public final class Mp3 implements LabelFormat {
    private final boolean adts;

    private Mp3(boolean adts) {
        this.adts = adts;
    }

    public static Mp3 layered() {
        return new Mp3(false);
    }

    public static Mp3 adts() {
        return new Mp3(true);
    }

    @Override
    public void read(Source in, Found found) throws IOException {
        long at = 0;
        for (long length = tag(in, at); length > 0; length = tag(in, at)) {
            found.step();
            for (Id3.Frame frame : parse(in, at, length, found.limits()).frames()) {
                if (Id3.isManifest(frame)) {
                    found.binds(Binding.C2PA);
                }
                Xmp.read("ID3v2 PRIV XMP", Id3.xmp(frame), found, Deviation.WRONG_PLACE);
                var text = Id3.label(frame);
                if (text != null) {
                    text.tell(found, "ID3v2 " + frame.id());
                }
            }
            at += length;
        }
        if (adts) {
            requireFrame(in, at);
        } else {
            requireAudio(in, at);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var edits = new Edits();
        long length = tag(in, 0);
        if (length == 0) {
            edits.replace(0, 0, Id3.empty().withLabel(label.json(), 0));
        } else {
            edits.replace(0, length, parse(in, 0, length, limits).withLabel(label.json(), length));
        }
        for (long at = length, more = tag(in, at); length > 0 && more > 0; more = tag(in, at)) {
            Id3 second = parse(in, at, more, limits);
            if (second.frames().stream().anyMatch(f -> Id3.label(f) != null)) {
                edits.replace(at, more, second.withLabel(null, more));
            }
            at += more;
        }
        edits.apply(in, out);
    }

    static long tag(Source in, long at) throws IOException {
        return at + Id3.HEADER > in.size() ? 0 : Id3.length(in.bytes(at, Id3.HEADER));
    }

    static Id3 parse(Source in, long at, long length, Limits limits) throws IOException {
        return Id3.parse(in.bytes(at, length, limits));
    }

    /** The first frame says how long it is, and another one or the end follows. */
    private static void requireFrame(Source in, long at) throws IOException {
        long length = at + 7 > in.size() || !isAdts(in, at) ? 0 : (in.u32(at + 3) >> 13) & 0x1fff;
        if (length < 7 || at + length > in.size() || at + length + 2 <= in.size() && !isAdts(in, at + length)) {
            throw new BadFile("文件不完整: 没有完整的 AAC 帧", "the file is incomplete: no whole AAC frame follows the tag");
        }
    }

    private static boolean isAdts(Source in, long at) throws IOException {
        return (in.u16(at) & 0xfff6) == 0xfff0;
    }

    /** A tag in front of anything else than MPEG audio is no MP3; padding between them happens. */
    private static void requireAudio(Source in, long start) throws IOException {
        for (long at = start; at + 4 <= in.size() && at < start + (1 << 16); at++) {
            int first = in.u8(at);
            if (first == 0xff && (in.u8(at + 1) & 0xe0) == 0xe0 && (in.u8(at + 1) & 0x06) != 0) {
                return;
            }
        }
        throw new BadFile("文件不完整: 标签之后没有 MPEG 音频", "the file is incomplete: no MPEG audio follows the tag");
    }
}
