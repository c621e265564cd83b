package zhiheng.provenance.c2pa;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.FileAsset;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.carrier.Carrier;
import zhiheng.provenance.c2pa.carrier.Carriers;
import zhiheng.provenance.c2pa.cose.SigningKey;
import zhiheng.provenance.c2pa.cose.Trust;
import zhiheng.provenance.c2pa.manifest.BmffHash;
import zhiheng.provenance.c2pa.manifest.DataHash;
import zhiheng.provenance.c2pa.manifest.Hashes;

/**
 * Signs files. A label goes into the file first, for the signature covers it; whoever changes a signed file signs it again,
 * and what was signed before becomes the parent of the new manifest.
 */
public final class C2paSigner {
    private static final Range WIDEST = new Range(0xffff_ffffL, 2 * 0xffff_ffffL);

    private final SigningKey key;
    private final Clock clock;

    public C2paSigner(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Writes a signed copy. It appears whole under its name or not at all; the original is never touched, and {@code out} may
     * be the same path. It is read back by our reader before it gets its name.
     */
    public void sign(Path in, Path out, Claimed claimed) throws IOException {
        var folder = Optional.ofNullable(out.toAbsolutePath().getParent()).orElseThrow();
        var draft = Files.createTempFile(folder, ".c2pa-", ".part");
        try (var asset = FileAsset.open(in);
                var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            var signed = sign(asset, claimed);
            signed.write(channel, 0, signed.size());
            channel.force(true);
        } catch (BadAsset e) {
            Files.deleteIfExists(draft);
            throw new Refusal(Refusal.Kind.INVALID, e.reason()).at(in.toString());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        var report = new C2paReader(Trust.NOBODY, clock).read(draft);
        if (report.verdict() != C2paReport.Verdict.VALID) {
            Files.deleteIfExists(draft);
            throw Refusal.invalid(
                    "写入后的回读不一致，已放弃: " + report.verdict(),
                    "reading back the signed file did not find it valid (" + report.verdict() + "); nothing was kept");
        }
        likeOriginal(in, draft);
        Files.move(draft, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whoever may read the original may read the copy. */
    private static void likeOriginal(Path in, Path draft) throws IOException {
        var from = Files.getFileAttributeView(in, PosixFileAttributeView.class);
        var to = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (from != null && to != null) {
            to.setPermissions(from.readAttributes().permissions());
        }
    }

    /** The signed file, not written yet. */
    Layout sign(Asset in, Claimed claimed) throws IOException {
        var kind = Carriers.of(in)
                .orElseThrow(() -> Refusal.invalid("此格式不支持 C2PA 签名", "files of this format are not signed"));
        var carrier = kind.carrier();
        var parent = parent(in, carrier);
        var plan = carrier.plan(in);
        var build = new ManifestBuild(key, claimed, kind.mediaType(), parent, clock.instant());
        var none = new byte[Hashes.sha256().getDigestLength()];
        var name = plan.boxes() ? BmffHash.LABEL : DataHash.LABEL;
        var empty = plan.boxes() ? BmffHash.assertion(none) : DataHash.assertion(WIDEST, none);
        var size = build.unsigned(name, empty).length;
        var laid = plan.lay(new byte[size]);
        byte[] binding;
        if (plan.boxes()) {
            binding = BmffHash.assertion(BmffHash.hash(laid.file()));
        } else {
            var excluded = laid.excluded().getFirst();
            binding = DataHash.assertion(excluded, DataHash.hash(Hashes.sha256(), laid.file(), List.of(excluded)));
        }
        try {
            var store = build.signed(name, binding);
            if (store.length != size) {
                throw new IllegalStateException("the manifest changed its size from " + size + " to " + store.length);
            }
            return plan.lay(store).file();
        } catch (GeneralSecurityException e) {
            throw Refusal.unavailable("签名失败", "the key did not sign", e);
        }
    }

    /** The manifests of a file that is signed already, with our verdict of it. */
    private Optional<ManifestBuild.Parent> parent(Asset in, Carrier carrier) throws IOException {
        var stored = carrier.find(in);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        var report = new C2paReader(Trust.NOBODY, clock).read(in);
        var active = report.active().orElseThrow();
        if (active.label().isEmpty()) {
            throw new BadAsset(
                    "已有的清单无法读取，不能作为父来源", "the manifest store that is there cannot be read, and cannot be a parent");
        }
        return Optional.of(new ManifestBuild.Parent(stored.get().bytes(), active));
    }
}
