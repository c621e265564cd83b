package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.Cosigner;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerException;
import zhiheng.ledger.Proofs;
import zhiheng.office.duties.Sha256;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;

/**
 * The exit report as one file that a stranger verifies: {@code SHA256SUMS} as {@code sha256sum -c} reads it, whose own SHA-256 is the
 * evidence of an entry of the ledger; {@code seal.json} proves the entry, and every step of the case, to be in the tree of a signed checkpoint.
 */
final class ExitBundle {
    static final String ACT = "sandbox.exit-report";
    static final String SUMS = "SHA256SUMS";
    private static final String SEAL = "seal.json";
    private static final String READ_ME = "READ-ME.txt";
    private static final int MOST_FILES = 20;
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_STEPS = 100_000;
    private static final String HOW = """
            Exit report of a sandbox participation / 沙盒退出报告

            1. sha256sum -c SHA256SUMS                     every file is the one that was filed / 各文件与归档时一致
            2. sha256sum SHA256SUMS                        the evidence of the ledger's entry / 即账本条目的证据摘要
            3. zhiheng exit-report verify FILE.zip --key KEY
               KEY: the authority's verifier key, got another way than by this file / 主管机构的验证密钥，须另行取得
               With --witness-key KEY also: that witness saw this log and no other / 另可核验见证人的联署
               Or by hand: seal.json holds the entry (base64), its RFC 6962 inclusion proof and the signed checkpoint (C2SP
               tlog-checkpoint). / 亦可手工核验：seal.json 含条目、RFC 6962 包含证明与签名检查点。
            """;

    private ExitBundle() {}

    static String sums(Map<String, byte[]> files) {
        var sums = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, content) -> sums.append(Sha256.of(content))
                        .append("  ")
                        .append(name)
                        .append('\n'));
        return sums.toString();
    }

    static byte[] zip(Map<String, byte[]> files, Map<String, byte[]> more) {
        var all = new TreeMap<>(files);
        all.putAll(more);
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Map<String, byte[]> unzip(byte[] content) {
        var files = new TreeMap<String, byte[]>();
        long left = MOST_BYTES;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var bytes = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
                left -= bytes.length;
                if (left < 0 || files.size() >= MOST_FILES) {
                    throw wrong("文件过大或过多", "it is too large, or has too many files");
                }
                if (files.put(entry.getName(), bytes) != null) {
                    throw wrong("同名文件出现两次", "a file is in it twice");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("不是完整的 ZIP", "it is no whole ZIP");
        }
        return files;
    }

    /**
     * @param steps indices of the case's entries
     * @param note a signed checkpoint that covers them, with the cosignatures of witnesses
     */
    static byte[] sealed(byte[] filed, Ledger ledger, long index, List<Long> steps, String note) {
        long size = Checkpoint.open(note, ledger.verifierKey()).size();
        var seal = map(
                "key", ledger.verifierKey(),
                "checkpoint", note,
                "index", index,
                "leaf", base64(ledger.entryBytes(index)),
                "path", base64(ledger.inclusionProof(index, size)),
                "steps",
                        steps.stream()
                                .map(i -> map(
                                        "index", i,
                                        "leafHash", HexFormat.of().formatHex(Proofs.leafHash(ledger.entryBytes(i))),
                                        "path", base64(ledger.inclusionProof(i, size))))
                                .toList());
        return zip(
                unzip(filed),
                Map.of(
                        SEAL, JsonOut.pretty(seal).getBytes(StandardCharsets.UTF_8),
                        READ_ME, HOW.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static List<String> base64(List<byte[]> hashes) {
        return hashes.stream().map(ExitBundle::base64).toList();
    }

    /**
     * @param steps how many steps of the case are proved to be in the log
     * @param cosigned when the witness that was asked for cosigned; null where none was
     */
    record Verified(
            Entry entry,
            long index,
            Checkpoint checkpoint,
            int steps,
            Map<String, byte[]> files,
            @Nullable Instant cosigned) {}

    /**
     * @param key of the authority's log, as the verifier holds it
     * @param witnessKey of who must have cosigned the checkpoint; "" for nobody
     * @throws Refusal that says what does not hold
     */
    static Verified verify(byte[] content, String key, String witnessKey) {
        var files = unzip(content);
        var sealText = files.remove(SEAL);
        var sums = files.remove(SUMS);
        files.remove(READ_ME);
        if (sealText == null || sums == null) {
            throw wrong("缺少 SHA256SUMS 或 seal.json", "SHA256SUMS or seal.json is missing");
        }
        if (!sums(files).equals(new String(sums, StandardCharsets.UTF_8))) {
            throw wrong("有文件与 SHA256SUMS 不符", "a file is not the one that SHA256SUMS names");
        }
        try {
            var seal = JsonIn.object(
                    sealText, JsonReader.Limits.BODY, "key", "checkpoint", "index", "leaf", "path", "steps");
            if (!seal.text("key").equals(key.strip())) {
                throw wrong("所附密钥不是您掌握的密钥", "the key in it is not the one you hold");
            }
            var checkpoint = Checkpoint.open(seal.text("checkpoint"), key.strip());
            var cosigned = witnessKey.isEmpty() ? null : Cosigner.cosigned(seal.text("checkpoint"), witnessKey.strip());
            var leaf = bytes(seal.text("leaf"));
            long index = seal.whole("index");
            included(Proofs.leafHash(leaf), index, checkpoint, seal.texts("path"));
            var entry = Entry.parse(leaf);
            if (!entry.act().equals(ACT) || !entry.evidenceSha256Hex().equals(Sha256.of(sums))) {
                throw wrong("SHA256SUMS 不是账本所记的那一份", "SHA256SUMS is not the one that the ledger holds the digest of");
            }
            var steps = seal.objects("steps", MOST_STEPS, "index", "leafHash", "path");
            for (var step : steps) {
                included(
                        HexFormat.of().parseHex(step.text("leafHash")),
                        step.whole("index"),
                        checkpoint,
                        step.texts("path"));
            }
            return new Verified(entry, index, checkpoint, steps.size(), files, cosigned);
        } catch (LedgerException e) {
            throw wrong(e.text().zh(), e.text().en());
        } catch (IllegalArgumentException e) {
            throw wrong("seal.json 不可读", "seal.json cannot be read");
        }
    }

    private static void included(byte[] hash, long index, Checkpoint checkpoint, List<String> path) {
        var hashes = path.stream().map(ExitBundle::bytes).toList();
        if (!Proofs.verifyInclusion(hash, index, checkpoint.size(), checkpoint.root(), hashes)) {
            throw wrong("第 " + index + " 条不在该日志中", "entry " + index + " is not in that log");
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static Refusal wrong(String zh, String en) {
        return Refusal.invalid("退出报告不能核验：" + zh + "。", "The exit report does not verify: " + en + ".");
    }
}
