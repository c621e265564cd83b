package zhiheng.provenance.c2pa;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import zhiheng.base.Text;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.FileAsset;
import zhiheng.provenance.c2pa.carrier.BadStore;
import zhiheng.provenance.c2pa.carrier.Carrier;
import zhiheng.provenance.c2pa.carrier.Carriers;
import zhiheng.provenance.c2pa.carrier.Unread;
import zhiheng.provenance.c2pa.cose.SignatureCheck;
import zhiheng.provenance.c2pa.cose.Trust;
import zhiheng.provenance.c2pa.jumbf.Superbox;
import zhiheng.provenance.c2pa.manifest.DataHash;
import zhiheng.provenance.c2pa.manifest.ManifestCheck;
import zhiheng.provenance.c2pa.manifest.Store;
import zhiheng.provenance.c2pa.status.Findings;
import zhiheng.provenance.c2pa.status.Status;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Reads and judges the C2PA manifests of files. Fetches nothing, whatever a file refers to. Thread-safe; holds no state. */
public final class C2paReader {
    private final Trust trust;
    private final Clock clock;

    public C2paReader(Trust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** Whatever the file is, no exception leaves. */
    public C2paReport read(Path file) {
        try (var asset = FileAsset.open(file)) {
            return read(asset);
        } catch (BadAsset e) {
            return unreadable("", e.reason());
        } catch (IOException e) {
            return unreadable("", new Text("无法读取文件", "the file cannot be read"));
        } catch (RuntimeException e) { // a reader's own slip on hostile input must not take a batch down
            return unreadable("", new Text("文件结构异常", "the file's structure is broken"));
        }
    }

    C2paReport read(Asset file) throws IOException {
        return read(file, Optional.empty());
    }

    /** @param hashed the hash of this very file, by whoever computed it already */
    C2paReport read(Asset file, Optional<DataHash.Known> hashed) throws IOException {
        var kind = Carriers.of(file);
        if (kind.isEmpty()) {
            return unreadable("", Unread.why(file));
        }
        var mediaType = kind.get().mediaType();
        Optional<Carrier.Stored> stored;
        try {
            stored = kind.get().carrier().find(file);
        } catch (BadStore e) {
            return new C2paReport(
                    mediaType,
                    Optional.empty(),
                    List.of(broken(e.code(), e.reason().en())));
        } catch (BadAsset e) {
            return unreadable(mediaType, e.reason());
        }
        if (stored.isEmpty()) {
            return new C2paReport(mediaType, Optional.empty(), List.of());
        }
        Store store;
        try {
            store = Store.read(stored.get().bytes());
        } catch (Store.BadStore e) {
            return new C2paReport(
                    mediaType,
                    Optional.empty(),
                    List.of(broken(StatusCode.GENERAL_ERROR, String.valueOf(e.getMessage()))));
        }
        return new C2paReport(mediaType, Optional.empty(), judge(store, file, stored.get(), hashed));
    }

    private List<ManifestReport> judge(Store store, Asset file, Carrier.Stored stored, Optional<DataHash.Known> hashed)
            throws IOException {
        var check = new ManifestCheck(store, new SignatureCheck(trust, clock.instant()));
        var active = store.active();
        var checked = new HashMap<String, ManifestReport>();
        for (var manifest : store.manifests()) {
            var bound = manifest == active
                    ? Optional.of(new ManifestCheck.Bound(file, stored.where(), hashed, stored.words()))
                    : Optional.<ManifestCheck.Bound>empty();
            checked.put(manifest.label(), report(check.check(manifest, bound)));
        }
        var order = new LinkedHashSet<String>();
        reach(active.label(), checked, order);
        var reports = new ArrayList<ManifestReport>();
        order.forEach(label -> reports.add(Objects.requireNonNull(checked.get(label))));
        for (Superbox manifest : store.manifests().reversed()) {
            if (order.add(manifest.label())) {
                reports.add(unreferenced(Objects.requireNonNull(checked.get(manifest.label()))));
            }
        }
        return List.copyOf(reports);
    }

    /** The manifest and all it was made from, breadth first; one that refers to itself is visited once. */
    private static void reach(String from, HashMap<String, ManifestReport> checked, LinkedHashSet<String> order) {
        order.add(from);
        for (var waiting = new ArrayList<>(List.of(from)); !waiting.isEmpty(); ) {
            var report = checked.get(waiting.removeFirst());
            if (report != null) {
                report.ingredients().stream().filter(order::add).forEach(waiting::add);
            }
        }
    }

    private static ManifestReport report(ManifestCheck.Checked checked) {
        return new ManifestReport(
                checked.label(),
                checked.version(),
                checked.generator(),
                checked.title(),
                checked.signer(),
                checked.actions(),
                checked.disclosure(),
                checked.ingredients(),
                checked.findings().list());
    }

    private static ManifestReport unreferenced(ManifestReport report) {
        var statuses = new ArrayList<>(report.statuses());
        statuses.add(new Status(StatusCode.UNREFERENCED, report.label(), ""));
        return new ManifestReport(
                report.label(),
                report.version(),
                report.generator(),
                report.title(),
                report.signer(),
                report.actions(),
                report.disclosure(),
                report.ingredients(),
                List.copyOf(statuses));
    }

    private static ManifestReport broken(StatusCode code, String why) {
        var findings = new Findings();
        findings.add(code, "", why);
        return new ManifestReport(
                "", 0, "", "", Optional.empty(), List.of(), Optional.empty(), List.of(), findings.list());
    }

    private static C2paReport unreadable(String mediaType, Text why) {
        return new C2paReport(mediaType, Optional.of(why), List.of());
    }
}
