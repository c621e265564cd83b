package zhiheng.labels.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;

/** A text in its own encoding. UTF-16 with its byte order mark is shown to the format as UTF-8, and written back as it came. */
public record TextFile(TextFormat format) implements LabelFormat {
    /** So much of a text is shown to a second eye: what its format reads, at most. */
    private static final int SIGHT = 32 << 20;
    /** How a C2PA manifest begins that stands unseen behind the words (C2PA 2.4, A.8): U+FEFF and C2PATXT in variation selectors. */
    private static final String MANIFEST = TextBytes.latin1(
            "\ufeff\udb40\udd33\udb40\udd22\udb40\udd40\udb40\udd31\udb40\udd44\udb40\udd48\udb40\udd44\ufe00"
                    .getBytes(StandardCharsets.UTF_8));

    @Override
    public void read(Source in, Found found) throws IOException {
        Charset wide = TextBytes.utf16(in.bytes(0, Math.min(2, in.size())));
        Source text = wide == null ? in : new Source(utf8(in, wide, found.limits()));
        format.read(text, found);
        long from = Math.max(0, text.size() - SIGHT);
        if (TextBytes.latin1(text.bytes(from, text.size() - from)).contains(MANIFEST)) {
            found.binds(Binding.C2PA);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        Charset wide = TextBytes.utf16(in.bytes(0, Math.min(2, in.size())));
        if (wide == null) {
            format.edits(in, label, limits).apply(in, out);
            return;
        }
        out.write(labelled(in.bytes(0, in.size(), limits), label, limits));
    }

    /** The whole text with this one label, in its own encoding. */
    byte[] labelled(byte[] file, ContentLabel label, Limits limits) throws IOException {
        Charset wide = TextBytes.utf16(file);
        byte[] text = wide == null ? file : utf8(new Source(file), wide, limits);
        byte[] labelled = format.edits(new Source(text), label, limits).applied(text);
        return wide == null ? labelled : new String(labelled, StandardCharsets.UTF_8).getBytes(wide);
    }

    @Override
    public @Nullable List<String> seenByOthers(Source in, Limits limits) throws IOException {
        return format.seenByOthers(in.bytes(0, Math.min(in.size(), SIGHT)));
    }

    /** The whole text with its mark. Text that would not come back byte for byte is refused. */
    private static byte[] utf8(Source in, Charset wide, Limits limits) throws IOException {
        try {
            CharBuffer text = wide.newDecoder().decode(ByteBuffer.wrap(in.bytes(0, in.size(), limits)));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new BadFile("UTF-16 文本损坏", "the text is not sound UTF-16, as its first bytes announce");
        }
    }
}
