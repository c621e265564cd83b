package zhiheng.server.rooms.exchange;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.cases.bundle.Parcel;
import zhiheng.cases.bundle.Seal;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.Cosigner;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerException;
import zhiheng.ledger.Proofs;

/**
 * Makes and checks the seal of a bundle. There is no key but the log's: the digest of the parcel is the evidence of an entry, the
 * entry is proved to be in the tree of a checkpoint, and the checkpoint is signed. So every bundle that verifies is one that its
 * sender's log shows for ever.
 */
final class Seals {
    /** The act whose evidence is the digest of a parcel. */
    static final String ACT = "bundle.handed";

    private Seals() {}

    /** @param checkpoint a signed note of {@code ledger} that covers {@code index} and all steps */
    static Seal make(Ledger ledger, long index, Parcel parcel, String checkpoint, long since) {
        long size = Checkpoint.open(checkpoint, ledger.verifierKey()).size();
        long from = since > size ? 0 : since;
        return new Seal(
                index,
                Base64.getEncoder().encodeToString(ledger.entryBytes(index)),
                base64(ledger.inclusionProof(index, size)),
                parcel.steps().stream()
                        .map(step -> base64(ledger.inclusionProof(step.index(), size)))
                        .toList(),
                checkpoint,
                from,
                from == 0 ? List.of() : base64(ledger.consistencyProof(from, size)),
                ledger.verifierKey());
    }

    private static List<String> base64(List<byte[]> hashes) {
        return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    /**
     * What holds of a bundle.
     *
     * @param cosigned when the witness did; null where none was asked for
     */
    record Verified(
            Parcel parcel, Checkpoint checkpoint, @Nullable Instant cosigned) {}

    /**
     * @param key the sender's, as the verifier holds it
     * @param witnessKey of who must have cosigned; "" for nobody
     * @throws Refusal that says what does not hold
     */
    static Verified verify(BundleFile file, String key, String witnessKey) {
        var parcel = file.parcel();
        var seal = file.seal();
        try {
            if (!seal.key().equals(key.strip()) || !key.startsWith(parcel.from().log() + "+")) {
                throw wrong("所附密钥不是您掌握的发送方密钥", "the key in it is not the one you hold for the sender");
            }
            var checkpoint = Checkpoint.open(seal.checkpoint(), key.strip());
            seal.checkpoint()
                    .lines()
                    .filter(line -> line.startsWith("\u2014 "))
                    .forEach(line -> bytes(line.substring(line.lastIndexOf(' ') + 1)));
            if (!checkpoint.origin().equals(parcel.from().log())) {
                throw wrong("检查点属于另一个日志", "its checkpoint is of another log");
            }
            var cosigned = witnessKey.isEmpty() ? null : Cosigner.cosigned(seal.checkpoint(), witnessKey);
            var leaf = bytes(seal.leaf());
            if (!Proofs.verifyInclusion(
                    Proofs.leafHash(leaf), seal.index(), checkpoint.size(), checkpoint.root(), hashes(seal.path()))) {
                throw wrong("发送方日志中没有这一条", "its entry is not in the sender's log");
            }
            var entry = Entry.parse(leaf);
            if (!entry.act().equals(ACT) || !entry.evidenceSha256Hex().equals(file.digest())) {
                throw wrong("内容与发送方日志所记的摘要不符", "its content is not what the sender's log holds the digest of");
            }
            steps(file, parcel, checkpoint);
            return new Verified(parcel, checkpoint, cosigned);
        } catch (LedgerException e) {
            throw wrong(e.text().zh(), e.text().en());
        }
    }

    private static void steps(BundleFile file, Parcel parcel, Checkpoint checkpoint) {
        var hashes = parcel.steps().stream().map(Parcel.Step::leafHash).collect(java.util.stream.Collectors.toSet());
        for (int i = 0; i < parcel.steps().size(); i++) {
            var step = parcel.steps().get(i);
            if (!Proofs.verifyInclusion(
                    hex(step.leafHash()),
                    step.index(),
                    checkpoint.size(),
                    checkpoint.root(),
                    hashes(file.seal().steps().get(i)))) {
                throw wrong("案件的一步不在发送方日志中", "a step of the case is not in the sender's log");
            }
        }
        for (var field : file.given()) {
            if (field.name().startsWith("leaf/")
                    && !hashes.contains(
                            HexFormat.of().formatHex(Proofs.leafHash(bytes(String.valueOf(field.value())))))) {
                throw wrong("所给的日志条目不是案件的一步", "an entry that is given is no step of the case");
            }
        }
    }

    /**
     * That the log of {@code file} is the one known, grown: nothing that it showed before is gone.
     *
     * @param known the newest checkpoint seen of that log, signed; "" where there is none, and there is nothing to compare
     */
    static void consistent(BundleFile file, Checkpoint now, String known, String key) {
        if (known.isEmpty()) {
            return;
        }
        var before = Checkpoint.open(known, key);
        var seal = file.seal();
        if (now.size() == before.size()) {
            if (!now.equals(before)) {
                throw forked();
            }
        } else if (now.size() < before.size()) {
            throw Refusal.conflict(
                    "此文件的检查点只有 " + now.size() + " 条，已见过 " + before.size() + " 条。请发送方重新导出（since=" + before.size() + "）。",
                    "The checkpoint of this file has " + now.size() + " entries, one with " + before.size()
                            + " was seen before. Ask the sender for it afresh (since=" + before.size() + ").");
        } else if (seal.since() != before.size()) {
            throw Refusal.conflict(
                    "文件未证明它承接已见过的 " + before.size() + " 条。请发送方以 since=" + before.size() + " 重新导出。",
                    "The file does not prove that it goes on from the " + before.size()
                            + " entries seen before. Ask the sender to export it with since=" + before.size() + ".");
        } else if (!Proofs.verifyConsistency(
                before.size(), before.root(), now.size(), now.root(), hashes(seal.consistency()))) {
            throw forked();
        }
    }

    private static Refusal forked() {
        return wrong(
                "发送方的日志与以前所见的不一致（分叉或改写），请保留两份检查点并联系发送方",
                "the sender's log is not the one seen before (a fork, or rewritten): keep both checkpoints and speak"
                        + " to the sender");
    }

    private static List<byte[]> hashes(List<String> base64) {
        return base64.stream().map(Seals::bytes).toList();
    }

    /** The decoder of Java passes over bits that stand for nothing at the end, so that four texts would be one value: one is read. */
    private static byte[] bytes(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                throw new IllegalArgumentException("not the one spelling");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw wrong("某一散列不是 base64", "a hash is not base64");
        }
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw wrong("某一散列不是十六进制", "a hash is not hexadecimal");
        }
    }

    /** Refuses what has not the form of a verifier key. */
    static void isKey(String key) {
        if (!key.matches("[^+\\s]{1,200}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]{40,60}")) {
            throw Refusal.invalid(
                    "验证密钥应为 名称+8位十六进制+base64，可在对方的 /ledger/verifier-key 取得。",
                    "A verifier key is name+8 hexadecimal digits+base64, as the other Zhiheng shows at"
                            + " /ledger/verifier-key.");
        }
    }

    private static Refusal wrong(String zh, String en) {
        return Refusal.invalid(
                "案件包不能核验：" + zh + "。未作任何改动。", "The bundle does not verify: " + en + ". Nothing was changed.");
    }
}
