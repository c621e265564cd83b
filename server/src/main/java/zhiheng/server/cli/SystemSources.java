package zhiheng.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;
import zhiheng.server.ground.shell.FolderWalk;
import zhiheng.server.ground.shell.Speech;

/** The systems that a call names: files, folders of files, JSON Lines, and {@code -} for JSON Lines from standard input. */
final class SystemSources {
    static final Path STANDARD_INPUT = Path.of("-");
    private static final List<String> LINES = List.of(".jsonl", ".ndjson");
    private static final List<String> FILES = List.of(".yaml", ".yml", ".json");

    /**
     * One system, not yet read.
     *
     * @param place file, or file and line
     */
    record Source(String place, Reader reader) {
        SystemFile read(PackLibrary library) {
            return reader.read(library);
        }
    }

    /** Reads the system, or says what is wrong with it. */
    interface Reader {
        SystemFile read(PackLibrary library) throws PackException;
    }

    private final Speech speech;
    private final InputStream standardInput;

    SystemSources(Speech speech, InputStream standardInput) {
        this.speech = speech;
        this.standardInput = standardInput;
    }

    /** Whether {@code paths} may name more systems than one, or none. */
    static boolean many(List<Path> paths) {
        return paths.size() != 1
                || paths.getFirst().equals(STANDARD_INPUT)
                || Files.isDirectory(paths.getFirst())
                || ends(paths.getFirst(), LINES);
    }

    /** The systems in the order named, those of a folder by the names of their files; lines are read as they are asked for. */
    Stream<Source> of(List<Path> paths) {
        return paths.stream().flatMap(this::of);
    }

    private Stream<Source> of(Path path) {
        if (path.equals(STANDARD_INPUT)) {
            return new JsonLines("-", standardInput, speech).sources();
        }
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (ends(path, LINES)) {
            try {
                var lines = new JsonLines(path.toString(), Files.newInputStream(path), speech);
                return lines.sources().onClose(lines::close);
            } catch (IOException e) {
                return Stream.of(failing(path, speech.say("读不到", "cannot be read")));
            }
        }
        return Stream.of(new Source(path.toString(), library -> SystemFile.read(library, path)));
    }

    private Stream<Source> folder(Path folder) {
        var files = new ArrayList<Path>();
        var unreadable = new ArrayList<Path>();
        try (var walk = new FolderWalk(folder, p -> ends(p, FILES) || ends(p, LINES), unreadable::add)) {
            walk.forEachRemaining(files::add);
        }
        files.sort(null);
        var bad = unreadable.stream().map(p -> failing(p, speech.say("读不到", "cannot be read")));
        if (files.isEmpty() && unreadable.isEmpty()) {
            var none = speech.say("没有 .yaml、.json 或 .jsonl 文件", "holds no .yaml, .json or .jsonl file");
            return Stream.of(failing(folder, none));
        }
        return Stream.concat(bad, files.stream().flatMap(this::of));
    }

    private static Source failing(Path path, String reason) {
        return failing(path.toString(), reason);
    }

    static Source failing(String place, String reason) {
        return new Source(place, library -> {
            throw new PackException(place + ": " + reason);
        });
    }

    private static boolean ends(Path path, List<String> endings) {
        var name = path.toString().toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }
}
