package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.labels.LabelBatch;
import zhiheng.labels.label.ContentLabel;
import zhiheng.server.ground.shell.FolderWalk;

/** What is to be labelled, found as it is needed. A file goes to the folder under its name, a folder's files under their paths in it. */
final class LabelJobs implements Iterator<LabelBatch.Job>, AutoCloseable {
    private final Iterator<Path> inputs;
    private final Path out;
    private final Supplier<ContentLabel> labels;
    private final Consumer<Path> unreadable;
    private @Nullable FolderWalk walk;
    private @Nullable Path root;
    private @Nullable Path made;

    LabelJobs(List<Path> inputs, Path out, Supplier<ContentLabel> labels, Consumer<Path> unreadable)
            throws IOException {
        check(inputs, out);
        this.inputs = inputs.iterator();
        this.out = out;
        this.labels = labels;
        this.unreadable = unreadable;
    }

    /** No two inputs may want one target, and no target may be found again as an input. */
    private static void check(List<Path> inputs, Path out) throws IOException {
        var names = new HashSet<Path>();
        boolean folders = inputs.stream().filter(Files::isDirectory).count() > 0 && inputs.size() > 1;
        for (var input : inputs) {
            if (!Files.exists(input)) {
                throw Refusal.invalid(input + ": 没有这个文件或文件夹。", input + ": there is no such file or folder.");
            }
            if (Files.isDirectory(input)) {
                var target = out.toAbsolutePath().normalize();
                if (target.startsWith(input.toRealPath())
                        || target.startsWith(input.toAbsolutePath().normalize())) {
                    throw Refusal.invalid(
                            "--out: 输出文件夹不能位于输入文件夹 " + input + " 之内。",
                            "--out: the folder may not lie inside the input " + input + ".");
                }
            }
            if ((!Files.isDirectory(input) || folders) && !names.add(name(input))) {
                throw Refusal.invalid(
                        input + ": 另一个输入有相同的名字，会互相覆盖；请分开运行。",
                        input + ": another input has the same name and would be overwritten; run them apart.");
            }
        }
    }

    private static Path name(Path input) {
        var name = input.toAbsolutePath().normalize().getFileName();
        return name == null ? Path.of("root") : name;
    }

    @Override
    public boolean hasNext() {
        while (walk == null || !walk.hasNext()) {
            if (walk != null) {
                walk.close();
                walk = null;
            }
            if (!inputs.hasNext()) {
                return false;
            }
            var input = inputs.next();
            root = input;
            walk = new FolderWalk(input, file -> true, unreadable);
        }
        return true;
    }

    @Override
    public LabelBatch.Job next() {
        if (!hasNext() || walk == null || root == null) {
            throw new NoSuchElementException();
        }
        var file = walk.next();
        var target = out.resolve(file.equals(root) ? name(file) : root.relativize(file));
        var folder = target.toAbsolutePath().getParent();
        if (folder != null && !folder.equals(made)) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            made = folder;
        }
        return new LabelBatch.Job(file, target, labels.get());
    }

    @Override
    public void close() {
        if (walk != null) {
            walk.close();
        }
    }
}
