package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import zhiheng.labels.FileReport;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.explicit.ExplicitCheck;
import zhiheng.labels.label.ContentLabel;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.provenance.c2pa.C2paReader;
import zhiheng.provenance.c2pa.C2paReport;
import zhiheng.provenance.c2pa.cose.Trust;
import zhiheng.provenance.fingerprint.Fingerprint;
import zhiheng.provenance.fingerprint.PictureFile;
import zhiheng.provenance.traces.TraceReport;
import zhiheng.provenance.traces.Traces;
import zhiheng.server.ground.http.SentFile;

/** Judges and labels files that people send. Each label written is an act in the ledger, with what it took the place of. */
public final class LabelDesk implements AutoCloseable {
    private static final int REMEMBERED = 4;
    private static final int LONGEST = 600;

    private final Labels labels = new Labels();
    private final C2paReader c2pa;
    private final Outbox outbox;
    private final Looks looks;
    private final Hints hints = Hints.installed();
    private final Marks marks;

    /** @param data the folder with the key of watermarks */
    public LabelDesk(Office office, OfficeStore store, Path data, Clock clock) {
        c2pa = new C2paReader(Trust.NOBODY, clock);
        outbox = office.outbox();
        looks = new Looks(store);
        marks = new Marks(store, data.resolve("mark.key"));
    }

    /**
     * What happens besides the label.
     *
     * @param breaking whether it is labelled though a C2PA manifest or a signature of it breaks
     * @param hint whether the hint that people see or hear is put on as well, which changes the content
     * @param watermark whether its pixels get a mark first, which changes them
     */
    public record Besides(boolean breaking, boolean hint, boolean watermark) {}

    /** A labelled copy, which the caller closes. */
    public record Labelled(SentFile file, Labels.Written written) {
        /** The implicit label now in the file; empty where the format has no place for one and only a hint was put on. */
        String label() {
            return ExplicitFirst.isWithoutMetadata(written.format())
                    ? ""
                    : written.label().json();
        }
    }

    public FileReport read(SentFile file) {
        return labels.read(file.path());
    }

    /** The hint that people see or hear; this takes seconds. */
    ExplicitCheck hint(SentFile file) {
        return hints.check(file.path());
    }

    @Override
    public void close() {
        hints.close();
    }

    /** The pictures labelled here that a file looks like, nearest first. */
    List<Looks.Origin> origins(SentFile file) {
        return looks.origins(file.path());
    }

    /** What the C2PA manifests of a file say, by nobody's list of trust; empty where it has none. */
    Optional<C2paReport> manifests(SentFile file) {
        return Optional.of(c2pa.read(file.path()))
                .filter(report -> !report.manifests().isEmpty());
    }

    /** What hints that a file was generated. */
    TraceReport traces(SentFile file) {
        try {
            return new Traces(List.of()).of(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The watermark of a file. */
    Optional<Marks.Hit> mark(SentFile file) {
        return marks.find(file.path());
    }

    /**
     * No labelled file leaves before the act is in the ledger.
     *
     * @param how what besides the label
     */
    public Labelled write(Actor actor, SentFile file, ContentLabel label, Besides how) throws LabelException {
        if (!how.watermark()) {
            return write(actor, file, label, how, "");
        }
        try (var marked = SentFile.empty(file.name())) {
            var mark = marks.embed(file, marked);
            new Kept(labels).check(file, marked, how.breaking());
            return write(actor, marked, label, how, mark);
        }
    }

    private Labelled write(Actor actor, SentFile file, ContentLabel label, Besides how, String mark)
            throws LabelException {
        var out = SentFile.empty(file.labelledName());
        boolean good = false;
        try {
            var writer = how.breaking() ? labels.breaking() : labels;
            var written = how.hint()
                    ? hints.write(file.path(), out.path(), label, writer)
                    : writer.write(file.path(), out.path(), label);
            var labelled = new Labelled(out, written);
            record(actor, labelled, how.hint(), mark);
            good = true;
            return labelled;
        } finally {
            if (!good) {
                out.close();
            }
        }
    }

    private void record(Actor actor, Labelled labelled, boolean hint, String mark) {
        var out = labelled.file();
        var written = labelled.written();
        var details = new LinkedHashMap<String, Object>();
        details.put("format", written.format().toString());
        details.put("label", labelled.label());
        details.put("hint", String.valueOf(hint));
        details.put("before", before(written));
        details.put("broken", written.broken().stream().map(Enum::name).toList());
        if (!mark.isEmpty()) {
            details.put("watermark", mark);
        }
        var digest = out.sha256();
        var look = PictureFile.fingerprint(out.path()).filter(print -> print.quality() >= Fingerprint.PLAIN);
        outbox.record((tx, acts) -> {
            var act = acts.add(actor, "label.written", written.label().produceId(), "", digest, details);
            look.ifPresent(print -> LookRows.in(tx).add(act, written.label(), print));
            if (!mark.isEmpty()) {
                MarkRows.in(tx).add(act, written.label(), mark);
            }
            return act;
        });
    }

    /** The labels merged over, as far as they fit a leaf of the ledger. */
    private static List<String> before(Labels.Written written) {
        return written.before().stream()
                .limit(REMEMBERED)
                .map(old -> old.raw().strip())
                .map(raw -> raw.length() > LONGEST ? raw.substring(0, LONGEST) + "…" : raw)
                .toList();
    }
}
