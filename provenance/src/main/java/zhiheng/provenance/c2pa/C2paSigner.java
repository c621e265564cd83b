package zhiheng.provenance.c2pa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.FileAsset;
import zhiheng.provenance.c2pa.bytes.HashedWrite;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.carrier.Carrier;
import zhiheng.provenance.c2pa.carrier.Carriers;
import zhiheng.provenance.c2pa.carrier.Unread;
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

    /** Whether a content is of a format that is signed. */
    public boolean signs(byte[] content) {
        try {
            return Carriers.of(Asset.of(content)).filter(Carriers::isWritten).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Until when the key signs. */
    public Instant until() {
        return key.until();
    }

    /**
     * Writes a signed copy. It appears whole under its name or not at all; the original is never touched, and {@code out} may
     * be the same path. The hash is of what lies on the disk, and the manifest is judged by our reader where it lies, before the
     * file gets its name; what was found is returned.
     */
    public C2paReport sign(Path in, Path out, Claimed claimed) throws IOException {
        var folder = Optional.ofNullable(out.toAbsolutePath().getParent()).orElseThrow();
        var draft = Files.createTempFile(folder, ".c2pa-", ".part");
        try {
            var report = write(in, draft, claimed);
            likeOriginal(in, draft);
            Files.move(draft, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return report;
        } catch (BadAsset e) {
            Files.deleteIfExists(draft);
            throw new Refusal(Refusal.Kind.INVALID, e.reason()).at(in.toString());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    private C2paReport write(Path in, Path draft, Claimed claimed) throws IOException {
        try (var asset = FileAsset.open(in)) {
            Signed signed;
            try (var channel = FileChannel.open(draft, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                signed = sign(asset, asset, claimed, Optional.of(channel));
                channel.force(true);
            }
            try (var written = FileAsset.open(draft)) {
                return readBack(written, signed.hashed);
            }
        }
    }

    /**
     * Signs a content in memory.
     *
     * @param came the content before its last change, such as a label: a manifest in it is judged as it came. May be the same
     */
    public byte[] sign(byte[] content, byte[] came, Claimed claimed) {
        try {
            var signed = sign(Asset.of(content), Asset.of(came), claimed, Optional.empty());
            var bytes = signed.file.bytes(0, signed.file.size());
            readBack(Asset.of(bytes), signed.hashed);
            return bytes;
        } catch (BadAsset e) {
            throw new Refusal(Refusal.Kind.INVALID, e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory has no such trouble
        }
    }

    private C2paReport readBack(Asset written, Optional<DataHash.Known> hashed) throws IOException {
        var report = new C2paReader(Trust.NOBODY, clock).read(written, hashed);
        if (report.verdict() != C2paReport.Verdict.VALID) {
            throw Refusal.invalid(
                    "写入后的回读不一致，已放弃: " + report.verdict(),
                    "reading back the signed file did not find it valid (" + report.verdict() + "); nothing was kept");
        }
        return report;
    }

    /** Whoever may read the original may read the copy. */
    private static void likeOriginal(Path in, Path draft) throws IOException {
        var from = Files.getFileAttributeView(in, PosixFileAttributeView.class);
        var to = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
        if (from != null && to != null) {
            to.setPermissions(from.readAttributes().permissions());
        }
    }

    /** A signed file, and the hash that its manifest binds it by, where that is one over bytes. */
    private record Signed(Layout file, Optional<DataHash.Known> hashed) {}

    /** @param out where the file is written; empty for one that stays in memory */
    private Signed sign(Asset in, Asset came, Claimed claimed, Optional<FileChannel> out) throws IOException {
        if (clock.instant().isAfter(key.until())) {
            throw Refusal.unavailable(
                    "签名证书已于 " + key.until() + " 过期，请更换。",
                    "The certificate to sign with expired on " + key.until() + "; give a new one.",
                    null);
        }
        var known = Carriers.of(in);
        if (known.isEmpty()) {
            throw new Refusal(Refusal.Kind.INVALID, Unread.why(in));
        }
        var kind = known.get();
        var carrier = kind.carrier();
        var parent = parent(in, came, carrier);
        var plan = carrier.plan(in);
        var build = new ManifestBuild(key, claimed, kind.mediaType(), parent, clock.instant());
        var none = new byte[Hashes.sha256().getDigestLength()];
        var name = plan.boxes() ? BmffHash.LABEL : DataHash.LABEL;
        var empty = plan.boxes() ? BmffHash.assertion(none) : DataHash.assertion(WIDEST, none);
        var size = build.unsigned(name, empty).length;
        var laid = plan.lay(new byte[size]);
        byte[] binding;
        Optional<DataHash.Known> hashed = Optional.empty();
        if (plan.boxes()) {
            binding = BmffHash.assertion(BmffHash.hash(laid.file()));
        } else {
            var excluded = List.of(laid.excluded().getFirst());
            var hash = new DataHash.Known(excluded, hash(laid.file(), excluded, out));
            binding = DataHash.assertion(excluded.getFirst(), hash.hash());
            hashed = Optional.of(hash);
        }
        try {
            var store = build.signed(name, binding);
            if (store.length != size) {
                throw new IllegalStateException("the manifest changed its size from " + size + " to " + store.length);
            }
            var file = plan.lay(store).file();
            if (out.isPresent()) {
                complete(file, hashed, out.get());
            }
            return new Signed(file, hashed);
        } catch (GeneralSecurityException e) {
            throw Refusal.unavailable("签名失败", "the key did not sign", e);
        }
    }

    /** The hash of a file with room for its store, which is written on the way where it is written at all. */
    private static byte[] hash(Layout file, List<Range> excluded, Optional<FileChannel> out) throws IOException {
        var digest = Hashes.sha256();
        return out.isEmpty()
                ? DataHash.hash(digest, file, excluded)
                : new HashedWrite(out.get(), digest, excluded).write(file);
    }

    /** Puts the store where room was left for it; a file that was not written yet is written now. */
    private static void complete(Layout file, Optional<DataHash.Known> hashed, FileChannel out) throws IOException {
        var missing = hashed.isPresent() ? hashed.get().excluded().getFirst() : new Range(0, file.size());
        out.position(missing.from());
        file.write(out, missing.from(), missing.to());
    }

    /** The manifests of a file that is signed already, with our verdict of it, by the file as it was when it bore them alone. */
    private Optional<ManifestBuild.Parent> parent(Asset in, Asset came, Carrier carrier) throws IOException {
        var stored = carrier.find(in);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        var reader = new C2paReader(Trust.NOBODY, clock);
        var active = reader.read(came == in || !holds(came, stored.get().bytes()) ? in : came, Optional.empty())
                .active()
                .orElseThrow();
        if (active.label().isEmpty()) {
            throw new BadAsset(
                    "已有的清单无法读取，不能作为父来源", "the manifest store that is there cannot be read, and cannot be a parent");
        }
        return Optional.of(new ManifestBuild.Parent(stored.get().bytes(), active));
    }

    private static boolean holds(Asset file, byte[] store) throws IOException {
        var kind = Carriers.of(file);
        var stored = kind.isEmpty()
                ? Optional.<Carrier.Stored>empty()
                : kind.get().carrier().find(file);
        return stored.isPresent() && Arrays.equals(stored.get().bytes(), store);
    }
}
