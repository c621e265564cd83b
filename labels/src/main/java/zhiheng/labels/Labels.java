package zhiheng.labels;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.FormatDetector;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.Format;
import zhiheng.labels.label.FoundLabel;

/** Reads, judges and writes the implicit label of a file. Thread-safe; holds no state. */
public final class Labels {
    private static final Set<Format> WITHOUT_METADATA = EnumSet.of(Format.BMP, Format.TEXT);

    private final Limits limits;
    /** Whether a label is written though it breaks what vouches for the file. */
    private final boolean breaking;

    public Labels() {
        this(Limits.DEFAULT);
    }

    Labels(Limits limits) {
        this(limits, false);
    }

    private Labels(Limits limits, boolean breaking) {
        this.limits = limits;
        this.breaking = breaking;
    }

    /** As this, but files are labelled though a C2PA manifest or a signature of theirs breaks; {@link Written} tells which did. */
    public Labels breaking() {
        return new Labels(limits, true);
    }

    /**
     * What a write did: the label now in the file and those it took the place of, for the audit record.
     *
     * @param broken what no longer vouches for the file
     */
    public record Written(Format format, ContentLabel label, List<FoundLabel> before, List<Binding> broken) {}

    /** Every label in a file and the verdict. Whatever the file is, no exception leaves. */
    public FileReport read(Path file) {
        var found = new Found(limits);
        Format format = Format.UNKNOWN;
        Optional<Text> trouble;
        try (Source in = Source.open(regular(file))) {
            format = FormatDetector.detect(in, file.getFileName().toString());
            LabelFormat how = Formats.of(format);
            if (how != null) {
                how.read(in, found);
                trouble = Optional.empty();
            } else {
                trouble = WITHOUT_METADATA.contains(format) ? Optional.empty() : Optional.of(Formats.refusal(format));
            }
        } catch (BadFile e) {
            trouble = Optional.of(e.reason());
        } catch (IOException e) {
            trouble = Optional.of(new Text("无法读取文件", "the file cannot be read"));
        } catch (RuntimeException e) { // a reader's own slip on hostile input must not take a batch down
            trouble = Optional.of(new Text("文件结构异常", "the file's structure is broken"));
        }
        return new FileReport(
                format, judge(found.labels(), trouble), List.copyOf(found.labels()), List.copyOf(found.bindings()));
    }

    /**
     * Writes a label to a copy of the file. The copy appears whole under its name or not at all, and is on the disk when
     * this returns; the original is never touched, and {@code out} may be the same path. Existing labels are merged, see
     * {@link ContentLabel#mergedOver}. For many files {@link LabelBatch} keeps the same promise in less time.
     */
    public Written write(Path in, Path out, ContentLabel label) throws LabelException {
        try (Draft draft = draft(in, out, label)) {
            draft.sync();
            draft.publish();
            Draft.syncFolder(out);
            return draft.written();
        } catch (IOException e) {
            throw unwritable(in, e);
        }
    }

    static LabelException unwritable(Path in, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new LabelException(in.toString(), new Text("读写失败: " + why, "cannot read or write: " + why));
    }

    /** The labelled copy, complete and read back, beside its target and without its name. */
    Draft draft(Path in, Path out, ContentLabel label) throws LabelException {
        String where = in.toString();
        label.checked();
        Draft draft = null;
        boolean good = false;
        try (Source source = Source.open(regular(in))) {
            Format format = FormatDetector.detect(source, in.getFileName().toString());
            LabelFormat how = Formats.of(format);
            if (how == null) {
                throw new LabelException(where, Formats.refusal(format));
            }
            var found = new Found(limits);
            how.read(source, found);
            var bound = forbids(List.copyOf(found.bindings()));
            if (bound.isPresent()) {
                throw new LabelException(where, bound.get());
            }
            ContentLabel merged = merged(label, found.labels());
            draft = Draft.create(
                    out, new Written(format, merged, List.copyOf(found.labels()), List.copyOf(found.bindings())));
            var sink = new Sink(draft.channel(), source.size());
            how.write(source, sink, merged, limits);
            sink.flush();
            readBack(draft.channel(), format, how, merged, where);
            good = true;
            return draft;
        } catch (BadFile e) {
            throw new LabelException(where, e.reason());
        } catch (IOException e) {
            throw unwritable(in, e);
        } catch (RuntimeException e) {
            throw new LabelException(
                    where, new Text("文件结构异常, 未写入", "the file's structure is broken; nothing was written"));
        } finally {
            if (draft != null && !good) {
                draft.close();
            }
        }
    }

    /** Why a file is not to be changed: something vouches for its bytes, and nobody allowed to break that. */
    public Optional<Text> forbids(Path file) {
        return forbids(read(file).bindings());
    }

    private Optional<Text> forbids(List<Binding> bindings) {
        return breaking
                ? Optional.empty()
                : bindings.stream()
                        .map(Binding::text)
                        .map(text -> new Text(
                                text.zh() + "; 请先标识再签署, 或者明确允许 (--allow-breaking)",
                                text.en() + "; label it before it is signed, or allow that (--allow-breaking)"))
                        .findFirst();
    }

    private static ContentLabel merged(ContentLabel label, List<FoundLabel> before) {
        ContentLabel merged = label;
        for (FoundLabel old : before) {
            try {
                merged = merged.mergedOver(old.label()).checked();
            } catch (IllegalArgumentException e) {
                // the old value cannot lawfully be written again; it stays in the audit record
            }
        }
        return merged;
    }

    /** Nothing gets its name before our own reader finds exactly what was meant. */
    private void readBack(FileChannel written, Format format, LabelFormat how, ContentLabel wanted, String where)
            throws IOException, LabelException {
        var found = new Found(limits);
        how.read(Source.glance(written), found);
        var others = how.seenByOthers(Source.glance(written), limits);
        boolean seen = others == null || others.equals(List.of(wanted.json()));
        if (!seen
                || found.labels().size() != 1
                || !found.labels().getFirst().label().equals(wanted)) {
            throw new LabelException(
                    where,
                    new Text(
                            "写入后的回读不一致, 已放弃 (" + format + ")",
                            "reading back the new " + format
                                    + " file did not give the one label written; nothing was kept"));
        }
    }

    static Verdict judge(List<FoundLabel> labels, Optional<Text> trouble) {
        if (trouble.isPresent()) {
            return new Verdict.Inconclusive(trouble.get());
        }
        if (labels.isEmpty()) {
            return new Verdict.None();
        }
        var all = EnumSet.noneOf(Deviation.class);
        labels.forEach(l -> all.addAll(l.deviations()));
        if (labels.size() > 1) {
            boolean agree = labels.stream()
                            .filter(l -> !l.deviations().contains(Deviation.UNREADABLE))
                            .map(FoundLabel::label)
                            .distinct()
                            .count()
                    <= 1;
            all.add(agree ? Deviation.DUPLICATE : Deviation.DISAGREEING);
        }
        if (all.contains(Deviation.DISAGREEING)) {
            return new Verdict.Inconclusive(
                    new Text("文件中有多个互相矛盾的标识", "the file carries labels that contradict each other"));
        }
        var broken = new ArrayList<>(all);
        broken.removeIf(d -> !d.breaks());
        return broken.isEmpty() ? new Verdict.Compliant() : new Verdict.NonCompliant(List.copyOf(broken));
    }

    private static Path regular(Path file) throws BadFile {
        if (!Files.isRegularFile(file)) {
            throw new BadFile("不是普通文件", "this is not a regular file");
        }
        return file;
    }
}
