package zhiheng.labels;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads, judges and writes the implicit label of a file. Thread-safe; holds no state. */
public final class Labels {
    private static final Set<Format> WITHOUT_METADATA = EnumSet.of(Format.BMP, Format.TEXT);

    private final Limits limits;

    public Labels() {
        this(Limits.DEFAULT);
    }

    Labels(Limits limits) {
        this.limits = limits;
    }

    /** What a write did: the label now in the file and those it took the place of, for the audit record. */
    public record Written(Format format, ContentLabel label, List<FoundLabel> before) {}

    /** Every label in a file and the verdict. Whatever the file is, no exception leaves. */
    public Reading read(Path file) {
        var found = new Found(limits);
        Format format = Format.UNKNOWN;
        Optional<Bilingual> trouble;
        try (Source in = Source.open(regular(file))) {
            format = Format.sniff(in, file.getFileName().toString());
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
            trouble = Optional.of(new Bilingual("无法读取文件", "the file cannot be read"));
        } catch (RuntimeException e) { // a reader's own slip on hostile input must not take a batch down
            trouble = Optional.of(new Bilingual("文件结构异常", "the file's structure is broken"));
        }
        return new Reading(format, judge(found.labels(), trouble), List.copyOf(found.labels()));
    }

    /**
     * Writes a label to a copy of the file. The copy appears whole under its name or not at all; the original is never
     * touched, and {@code out} may be the same path. Existing labels are merged, see {@link ContentLabel#mergedOver}.
     */
    public Written write(Path in, Path out, ContentLabel label) throws LabelException {
        String where = in.toString();
        label.checked();
        Path temp = out.toAbsolutePath().resolveSibling("." + out.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try (Source source = Source.open(regular(in))) {
            Format format = Format.sniff(source, in.getFileName().toString());
            LabelFormat how = Formats.of(format);
            if (how == null) {
                throw new LabelException(where, Formats.refusal(format));
            }
            var found = new Found(limits);
            how.read(source, found);
            ContentLabel merged = merged(label, found.labels());
            try (FileChannel channel = FileChannel.open(
                    temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                var sink = new Sink(channel);
                how.write(source, sink, merged, limits);
                sink.flush();
                channel.force(true);
            }
            readBack(temp, format, how, merged, where);
            Files.move(temp, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Written(format, merged, List.copyOf(found.labels()));
        } catch (BadFile e) {
            throw new LabelException(where, e.reason());
        } catch (IOException e) {
            throw new LabelException(
                    where, new Bilingual("读写失败: " + e.getMessage(), "cannot read or write: " + e.getMessage()));
        } catch (RuntimeException e) {
            throw new LabelException(
                    where, new Bilingual("文件结构异常, 未写入", "the file's structure is broken; nothing was written"));
        } finally {
            try {
                Files.deleteIfExists(temp);
            } catch (IOException e) {
                // a left-over temporary file harms nobody
            }
        }
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
    private void readBack(Path temp, Format format, LabelFormat how, ContentLabel wanted, String where)
            throws IOException, LabelException {
        var found = new Found(limits);
        try (Source in = Source.open(temp)) {
            how.read(in, found);
        }
        if (found.labels().size() != 1 || !found.labels().getFirst().label().equals(wanted)) {
            throw new LabelException(
                    where,
                    new Bilingual(
                            "写入后的回读不一致, 已放弃 (" + format + ")",
                            "reading back the new " + format
                                    + " file did not give the one label written; nothing was kept"));
        }
    }

    static Verdict judge(List<FoundLabel> labels, Optional<Bilingual> trouble) {
        if (trouble.isPresent()) {
            return new Verdict.Inconclusive(trouble.get());
        }
        if (labels.isEmpty()) {
            return new Verdict.None();
        }
        var all = EnumSet.noneOf(Deviation.class);
        labels.forEach(l -> all.addAll(l.deviations()));
        if (labels.size() > 1) {
            boolean agree = labels.stream().map(FoundLabel::label).distinct().count() == 1;
            all.add(agree ? Deviation.DUPLICATE : Deviation.DISAGREEING);
        }
        if (all.contains(Deviation.DISAGREEING)) {
            return new Verdict.Inconclusive(
                    new Bilingual("文件中有多个互相矛盾的标识", "the file carries labels that contradict each other"));
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
