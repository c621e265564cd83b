package zhiheng.provenance.c2pa.carrier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Boxes;
import zhiheng.provenance.c2pa.status.StatusCode;

/**
 * Plain text (C2PA 2.4, A.8): the store stands behind the words as a run of variation selectors, which nobody sees and which a
 * clipboard carries along. Before it stands U+FEFF; its bytes are a head, the store and padding, one selector each. Words are
 * written in Unicode's form NFC, which their hash is of.
 */
final class PlainText implements Carrier {
    private static final char MARK = '\ufeff';
    private static final byte[] MAGIC = Boxes.latin1("C2PATXT\0");
    private static final int VERSION = 1;
    private static final int HEAD = MAGIC.length + 1 + 4;
    /** How the same is said in source code and the like (A.9). */
    private static final String ARMOUR = "-----BEGIN C2PA MANIFEST-----";

    /**
     * A run of selectors that begins as a wrapper does.
     *
     * @param from where its mark stands, in characters
     */
    private record Run(int from, int to, byte[] bytes) {
        Optional<byte[]> store() {
            if (bytes.length < HEAD || bytes[MAGIC.length] != VERSION) {
                return Optional.empty();
            }
            long length = ByteBuffer.wrap(bytes).getInt(HEAD - 4) & 0xffffffffL;
            return length > bytes.length - HEAD
                    ? Optional.empty()
                    : Optional.of(Arrays.copyOfRange(bytes, HEAD, HEAD + (int) length));
        }
    }

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var words = words(in);
        var runs = runs(words);
        var whole = runs.stream().filter(run -> run.store().isPresent()).toList();
        if (whole.size() > 1) {
            throw new BadStore(StatusCode.TEXT_MULTIPLE_WRAPPERS);
        }
        if (whole.isEmpty()) {
            if (!runs.isEmpty()) {
                throw new BadStore(StatusCode.TEXT_CORRUPTED_WRAPPER);
            }
            if (words.contains(ARMOUR)) {
                throw new BadAsset(
                        "清单以 ASCII 形式写在文本中（C2PA 2.4 附录 A.9），本读取器不支持",
                        "the manifest stands in the text as A.9 of C2PA 2.4 has it, which is not read here");
            }
            return Optional.empty();
        }
        var run = whole.getFirst();
        var before = Normalizer.normalize(words.substring(0, run.from), Normalizer.Form.NFC);
        int size = length(words, run.from, run.to);
        long from = length(words, 0, run.from);
        long normal = length(before, 0, before.length());
        return Optional.of(new Stored(
                run.store().orElseThrow(),
                List.of(new Range(from, from + size)),
                Optional.of(new Range(normal, normal + size))));
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        var words = words(in);
        if (words.contains(ARMOUR)) {
            throw new BadAsset(
                    "文本中已有 ASCII 形式的清单（C2PA 2.4 附录 A.9），不支持签名",
                    "there is a manifest in the text as A.9 of C2PA 2.4 has it, so that it is not signed here");
        }
        var bare = new StringBuilder(words);
        for (var run : runs(words).reversed()) {
            if (run.store().isPresent()) {
                bare.delete(run.from, run.to);
            }
        }
        var kept = Normalizer.normalize(bare, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        return store -> {
            var wrapper = wrapper(store);
            var file = new Layout().add(kept).add(wrapper);
            return new Laid(file, List.of(new Range(kept.length, kept.length + wrapper.length)));
        };
    }

    /** Of a length that depends on that of the store alone, by the padding that A.8 prescribes. */
    private static byte[] wrapper(byte[] store) {
        var head = ByteBuffer.allocate(HEAD).put(MAGIC).put((byte) VERSION).putInt(store.length);
        var selectors = new StringBuilder().append(MARK);
        append(selectors, head.array());
        append(selectors, store);
        int gap = 3 + (HEAD + store.length) * 4 + 6 - length(selectors, 0, selectors.length());
        int wide = gap % 3; // of four bytes each, the others of three
        append(selectors, new byte[(gap - 4 * wide) / 3]);
        for (int i = 0; i < wide; i++) {
            append(selectors, new byte[] {16});
        }
        return selectors.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder to, byte[] bytes) {
        for (byte one : bytes) {
            int value = one & 0xff;
            to.appendCodePoint(value < 16 ? 0xfe00 + value : 0xe0100 + value - 16);
        }
    }

    private static int value(int selector) {
        return selector >= 0xfe00 && selector <= 0xfe0f
                ? selector - 0xfe00
                : selector >= 0xe0100 && selector <= 0xe01ef ? selector - 0xe0100 + 16 : -1;
    }

    private static List<Run> runs(String words) {
        var runs = new ArrayList<Run>();
        for (int from = words.indexOf(MARK); from >= 0; from = words.indexOf(MARK, from + 1)) {
            var bytes = new ByteArrayOutputStream();
            int at = from + 1;
            while (at < words.length() && value(words.codePointAt(at)) >= 0) {
                bytes.write(value(words.codePointAt(at)));
                at += Character.charCount(words.codePointAt(at));
            }
            var run = new Run(from, at, bytes.toByteArray());
            if (run.bytes.length >= MAGIC.length && Arrays.equals(run.bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                runs.add(run);
            }
        }
        return runs;
    }

    /** How many bytes these characters have as UTF-8. */
    private static int length(CharSequence words, int from, int to) {
        int length = 0;
        for (int at = from; at < to; at++) {
            char c = words.charAt(at);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3; // half of four for each surrogate
        }
        return length;
    }

    private static String words(Asset in) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.bytes(0, in.size())))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadAsset("文本不是有效的 UTF-8", "the text is not valid UTF-8");
        }
    }
}
