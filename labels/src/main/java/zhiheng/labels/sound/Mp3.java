package zhiheng.labels.sound;

import java.io.IOException;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;

/** MP3 with a user text frame {@code TXXX:AIGC} in the ID3v2 tag at its head; its padding is used up before the file grows. */
public final class Mp3 implements LabelFormat {
    @Override
    public void read(Source in, Found found) throws IOException {
        long at = 0;
        for (long length = tag(in, at); length > 0; length = tag(in, at)) {
            found.step();
            for (Id3.Frame frame : parse(in, at, length, found.limits()).frames()) {
                if (Id3.isManifest(frame)) {
                    found.binds(Binding.C2PA);
                }
                var text = Id3.label(frame);
                if (text != null) {
                    text.tell(found, "ID3v2 " + frame.id());
                }
            }
            at += length;
        }
        requireAudio(in, at);
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
