package zhiheng.ledger;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the log commits to: its first {@code size} entries have this root (C2SP tlog-checkpoint). */
public record Checkpoint(String origin, long size, byte[] root) {

    /** The text that is signed: origin, size, root, a line each. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /** Reads a signed note and checks that {@code verifierKey} signed it; LedgerException when not. */
    public static Checkpoint open(String signedNote, String verifierKey) {
        return parse(NoteKey.verifier(verifierKey).open(signedNote));
    }

    static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw bad();
        }
        byte[] root = NoteKey.base64(lines[2]);
        if (root == null || root.length != Hasher.BYTES) {
            throw bad();
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
    }

    private static LedgerException bad() {
        return new LedgerException(
                "检查点的文本须为三行：来源、条目数、根散列（base64）。", "A checkpoint has three lines: origin, size and root in base64.");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checkpoint that
                && that.origin.equals(origin)
                && that.size == size
                && Arrays.equals(that.root, root);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root);
    }
}
