package zhiheng.server.rooms.assess;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import zhiheng.base.Refusal;
import zhiheng.drills.plant.Deliveries;
import zhiheng.drills.plant.Doc;
import zhiheng.server.ground.shell.FolderWalk;

/**
 * A folder of texts ({@code .txt}, {@code .md}) as passages: paragraphs, short ones joined with the next, long ones cut between
 * sentences. What stands in its subfolders came as deliveries of their names.
 */
public final class TextFolder {
    private static final Pattern WANTED = Pattern.compile("(?i).*\\.(txt|md|markdown)");
    private static final long MOST_BYTES = 4 << 20;
    private static final int MOST_PASSAGES = 20_000;
    private static final int LEAST = 120;
    private static final int MOST = 900;

    private TextFolder() {}

    /** @throws Refusal where the folder cannot be read, or holds nothing to read or too much */
    public static Deliveries read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Refusal.notFound("没有这个文件夹", "there is no such folder").at(folder.toString());
        }
        var files = new ArrayList<Path>();
        try (var walk = new FolderWalk(folder, f -> WANTED.matcher(f.toString()).matches(), f -> {
            throw Refusal.invalid("无法读取", "cannot be read").at(f.toString());
        })) {
            walk.forEachRemaining(files::add);
        }
        files.sort(null);
        var byFolder = new TreeMap<String, List<Doc>>();
        int all = 0;
        for (var file : files) {
            var inside = folder.relativize(file);
            var delivery = inside.getNameCount() == 1 ? "." : inside.getName(0).toString();
            var into = byFolder.computeIfAbsent(delivery, d -> new ArrayList<>());
            int number = 1;
            for (var passage : passages(text(file))) {
                into.add(new Doc(inside + "#" + number++, passage));
                all++;
            }
        }
        if (all == 0 || all > MOST_PASSAGES) {
            throw Refusal.invalid(
                            "有 " + all + " 段文字；应为 1 至 " + MOST_PASSAGES + " 段（.txt、.md）",
                            all + " passages; there should be 1 to " + MOST_PASSAGES + " (.txt, .md)")
                    .at(folder.toString());
        }
        var deliveries = Deliveries.none();
        for (var entry : byFolder.entrySet()) {
            deliveries = deliveries.and(entry.getKey(), entry.getValue());
        }
        return deliveries;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Refusal.invalid("大于 4 MB", "larger than 4 MB").at(file.toString());
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("不是 UTF-8 文本", "is no text in UTF-8").at(file.toString());
        } catch (IOException e) {
            throw Refusal.unavailable("无法读取", "cannot be read", e).at(file.toString());
        }
    }

    /** The passages of a text. */
    public static List<String> passages(String text) {
        var passages = new ArrayList<String>();
        var open = new StringBuilder();
        for (var paragraph : text.replace("\r\n", "\n").split("\n\\s*\n")) {
            for (var piece : cut(paragraph.strip())) {
                if (!open.isEmpty() && size(open) + size(piece) > MOST) {
                    passages.add(open.toString());
                    open.setLength(0);
                }
                open.append(open.isEmpty() ? "" : "\n").append(piece);
                if (size(open) >= LEAST) {
                    passages.add(open.toString());
                    open.setLength(0);
                }
            }
        }
        if (!open.toString().isBlank()) {
            passages.add(open.toString());
        }
        return passages;
    }

    private static List<String> cut(String paragraph) {
        var pieces = new ArrayList<String>();
        var open = new StringBuilder();
        for (var sentence : paragraph.split("(?<=[。！？.!?])(?=\\s|\\p{IsHan})|\n")) {
            if (!open.isEmpty() && size(open) + size(sentence) > MOST) {
                pieces.add(open.toString());
                open.setLength(0);
            }
            open.append(open.isEmpty() || sentence.startsWith(" ") ? "" : " ").append(sentence);
        }
        if (!open.toString().isBlank()) {
            pieces.add(open.toString().strip());
        }
        return pieces;
    }

    /** A Chinese character says as much as some three letters. */
    private static long size(CharSequence text) {
        return text.length()
                + 2 * text.codePoints().filter(Character::isIdeographic).count();
    }

    static String shortened(Doc doc) {
        var line = doc.text().replaceAll("\\s+", " ");
        return String.format(Locale.ROOT, "%s  %s", doc.id(), line.length() > 60 ? line.substring(0, 60) + "…" : line);
    }
}
