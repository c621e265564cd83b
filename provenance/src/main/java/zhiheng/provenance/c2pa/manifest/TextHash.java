package zhiheng.provenance.c2pa.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.List;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Range;

/**
 * The hash over the words of a text (C2PA 2.4, A.8): what is left out goes first, by its places as the text is stored; the rest
 * is hashed in Unicode's form NFC, so that a text that was pasted elsewhere in another form is still the same.
 */
final class TextHash {
    private TextHash() {}

    static byte[] hash(MessageDigest digest, Asset in, List<Range> excluded) throws IOException {
        var whole = in.bytes(0, in.size());
        var rest = ByteBuffer.allocate(whole.length);
        int at = 0;
        for (var range : excluded) {
            rest.put(whole, at, (int) range.from() - at);
            at = (int) range.to();
        }
        rest.put(whole, at, whole.length - at);
        try {
            var words = StandardCharsets.UTF_8.newDecoder().decode(rest.flip());
            return digest.digest(
                    Normalizer.normalize(words, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new BadAsset("文本不是有效的 UTF-8", "the text is not valid UTF-8");
        }
    }
}
