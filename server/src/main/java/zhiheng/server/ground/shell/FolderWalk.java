package zhiheng.server.ground.shell;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The regular files under a folder, one at a time: memory grows with the depth of the tree, not with the number of files.
 * Symbolic links are counted and not followed, so a walk neither leaves the folder nor goes in circles.
 */
public final class FolderWalk implements Iterator<Path>, AutoCloseable {
    private record Level(DirectoryStream<Path> stream, Iterator<Path> entries) {}

    private final Deque<Level> open = new ArrayDeque<>();
    private final Predicate<Path> wanted;
    private final Consumer<Path> unreadable;
    private @Nullable Path next;
    private long links;

    /**
     * @param root a folder, or a single file
     * @param wanted whether a file is to be given out
     * @param unreadable told of folders and entries that cannot be looked at
     */
    public FolderWalk(Path root, Predicate<Path> wanted, Consumer<Path> unreadable) {
        this.wanted = wanted;
        this.unreadable = unreadable;
        if (Files.isRegularFile(root)) {
            next = root;
        } else {
            enter(root);
        }
    }

    /** How many symbolic links were passed by so far. */
    public long links() {
        return links;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !open.isEmpty()) {
            advance();
        }
        return next != null;
    }

    @Override
    public Path next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        var path = next;
        next = null;
        return path;
    }

    private void advance() {
        var level = open.peek();
        try {
            if (level == null || !level.entries.hasNext()) {
                leave();
                return;
            }
        } catch (DirectoryIteratorException e) {
            leave();
            return;
        }
        var entry = level.entries.next();
        try {
            var kind = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (kind.isSymbolicLink()) {
                links++;
            } else if (kind.isDirectory()) {
                enter(entry);
            } else if (kind.isRegularFile() && wanted.test(entry)) {
                next = entry;
            }
        } catch (IOException e) {
            unreadable.accept(entry);
        }
    }

    private void enter(Path folder) {
        try {
            var stream = Files.newDirectoryStream(folder);
            open.push(new Level(stream, stream.iterator()));
        } catch (IOException e) {
            unreadable.accept(folder);
        }
    }

    private void leave() {
        var level = open.poll();
        if (level != null) {
            try {
                level.stream.close();
            } catch (IOException e) {
                // nothing more is read from it
            }
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            leave();
        }
    }
}
