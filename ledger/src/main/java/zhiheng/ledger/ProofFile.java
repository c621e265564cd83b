package zhiheng.ledger;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * The proof of one entry as a file that a stranger verifies offline (C2SP tlog-proof, {@code c2sp.org/tlog-proof@v1}): the index, the
 * hashes from leaf to root, a signed checkpoint; the entry itself in {@code extra}, which the leaf's hash binds.
 */
public final class ProofFile {
    /** Kept with this ending, as the specification advises. */
    public static final String ENDING = ".tlog-proof";

    /** An entry in base64 and some hundred lines. */
    public static final int MAX_BYTES = 256 << 10;

    private static final String HEAD = "c2sp.org/tlog-proof@v1\n";
    private static final int MAX_HASHES = 63;

    private ProofFile() {}

    /** @param path as {@link Ledger#inclusionProof}, in the tree of {@code checkpoint} */
    public static String write(long index, byte[] entry, List<byte[]> path, String checkpoint) {
        var base64 = Base64.getEncoder();
        var out = new StringBuilder(HEAD)
                .append("extra ")
                .append(base64.encodeToString(entry))
                .append("\nindex ")
                .append(index)
                .append('\n');
        path.forEach(hash -> out.append(base64.encodeToString(hash)).append('\n'));
        return out.append('\n').append(checkpoint).toString();
    }

    /**
     * Says whether the entry is in the log, and what it says.
     *
     * @param verifierKey the log's key, from elsewhere than from whoever handed over the file
     * @param witnessKey of a witness whose cosignature the checkpoint must bear; null for none
     */
    public static LedgerVerifier.Report verify(String file, String verifierKey, @Nullable String witnessKey) {
        try {
            return read(file, verifierKey, witnessKey);
        } catch (LedgerException e) {
            return new LedgerVerifier.Report(
                    false, 0, 0, OptionalLong.empty(), List.of(new LedgerVerifier.Line(true, e.text())));
        }
    }

    private static LedgerVerifier.Report read(String file, String verifierKey, @Nullable String witnessKey) {
        int cut = file.indexOf("\n\n");
        if (!file.startsWith(HEAD) || cut < 0) {
            throw wrong("开头不是 c2sp.org/tlog-proof@v1", "it does not begin with c2sp.org/tlog-proof@v1");
        }
        var lines = new ArrayList<>(file.substring(HEAD.length(), Math.max(HEAD.length(), cut))
                .lines()
                .toList());
        if (lines.size() < 2 || !lines.getFirst().startsWith("extra ")) {
            throw wrong("没有所证明的条目（extra 行）", "the entry that it proves is missing (the line extra)");
        }
        var entry = base64(lines.removeFirst().substring("extra ".length()));
        var named = lines.removeFirst();
        if (!named.matches("index (0|[1-9][0-9]{0,17})") || lines.size() > MAX_HASHES) {
            throw wrong("index 行有误，或散列过多", "the line index is wrong, or there are too many hashes");
        }
        long index = Long.parseLong(named.substring("index ".length()));
        var path = lines.stream().map(ProofFile::base64).toList();
        var note = file.substring(cut + 2);
        var checkpoint = Checkpoint.open(note, verifierKey);
        var leaf = Proofs.leafHash(entry);
        if (!Proofs.verifyInclusion(leaf, index, checkpoint.size(), checkpoint.root(), path)) {
            throw new LedgerException(
                    "证明不成立：条目 " + index + " 不在此检查点所签的日志中，或文件已被改动。",
                    "The proof does not hold: entry " + index
                            + " is not in the log that the checkpoint signs, or the file was changed.");
        }
        var said = new ArrayList<LedgerVerifier.Line>();
        said.add(remark(
                "条目 " + index + " 在日志 " + checkpoint.origin() + " 中；检查点含 " + checkpoint.size() + " 条，签名有效。",
                "Entry " + index + " is in the log " + checkpoint.origin() + "; the checkpoint covers "
                        + checkpoint.size() + " and is signed by the key."));
        if (witnessKey != null) {
            var at = Cosigner.cosigned(note, witnessKey);
            said.add(remark("检查点由见证方于 " + at + " 会签。", "The checkpoint was cosigned by the witness at " + at + "."));
        }
        said.add(remark("条目内容：" + text(entry), "The entry says: " + text(entry)));
        return new LedgerVerifier.Report(true, checkpoint.size(), 0, OptionalLong.empty(), said);
    }

    private static LedgerVerifier.Line remark(String zh, String en) {
        return new LedgerVerifier.Line(false, new Text(zh, en));
    }

    private static byte[] base64(String text) {
        var bytes = NoteKey.base64(text);
        if (bytes == null) {
            throw wrong("有一行不是 base64", "a line of it is no base64");
        }
        return bytes;
    }

    private static String text(byte[] entry) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(entry))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("条目不是文本", "the entry is no text");
        }
    }

    private static LedgerException wrong(String zh, String en) {
        return new LedgerException(
                "这不是可读的证明文件：" + zh + "。请重新下载。", "This is no readable proof: " + en + ". Download it again.");
    }
}
