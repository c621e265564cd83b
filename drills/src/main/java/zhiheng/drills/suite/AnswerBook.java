package zhiheng.drills.suite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;

/**
 * All answers of one model, in a file to which lines are only added: what is to be asked is written before it is sent, what came
 * as soon as it is there. So a run that was killed goes on without asking anything twice, and another suite with the same prompts asks
 * nothing again. A prompt that was sent and whose answer was not written is lost, and counted as that. One writer at a time.
 */
public final class AnswerBook implements AutoCloseable {
    private static final int FORM = 1;
    private static final int SYNC_EVERY = 64;

    private final RandomAccessFile file;
    private final FileLock lock;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Set<String> sent = new HashSet<>();
    private int unsynced;

    private AnswerBook(RandomAccessFile file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Opens the book of a target, or begins it.
     *
     * @param target what tells this model from others: its address, name and settings
     */
    public static AnswerBook open(Path folder, String target) {
        var path = folder.resolve("answers-" + Digests.of(target) + ".jsonl");
        try {
            OwnerOnly.folders(folder);
            OwnerOnly.make(path);
            var file = new RandomAccessFile(path.toFile(), "rw");
            var lock = lock(file);
            if (lock == null) {
                file.close();
                throw Refusal.conflict(
                        "另一次测评正在使用这个模型的答案记录。请等它结束。",
                        "Another run is using the answers of this model. Wait until it has ended.");
            }
            var book = new AnswerBook(file, lock);
            try {
                book.read(path);
            } catch (RuntimeException | IOException e) {
                book.close();
                throw e;
            }
            return book;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void read(Path path) throws IOException {
        var bytes = new byte[(int) Math.min(file.length(), Integer.MAX_VALUE - 16)];
        file.readFully(bytes);
        int from = 0;
        int line = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            line++;
            var text = new String(bytes, from, i - from, StandardCharsets.UTF_8);
            try {
                take(JsonReader.object(text, JsonReader.Limits.RECORD), line);
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid(
                        path + " 第 " + line + " 行无法读取。请把该文件移走后重来；其中的答案需重新提问。",
                        path + ", line " + line + ", cannot be read. Move the file away to begin anew; its prompts will"
                                + " be asked again.");
            }
            from = i + 1;
        }
        if (from < bytes.length) {
            file.setLength(from); // a line that a kill cut short
        }
        file.seek(from);
        if (line == 0) {
            write(Map.of("answers", FORM));
        }
    }

    private void take(Map<String, @Nullable Object> map, int line) {
        if (line == 1) {
            if (!(map.get("answers") instanceof Long form) || form != FORM) {
                throw new IllegalArgumentException("another form");
            }
        } else if (map.get("ask") instanceof String digest) {
            sent.add(digest);
        } else if (map.get("of") instanceof String digest) {
            var answer = new Answer(
                    Answer.Outcome.valueOf(string(map, "outcome")),
                    string(map, "text"),
                    strings(map.get("tools")),
                    string(map, "model"),
                    number(map, "tokens"),
                    number(map, "millis"),
                    0,
                    number(map, "at"));
            answers.put(digest, answer);
        } else if (map.get("again") instanceof String digest) {
            sent.remove(digest);
        } else {
            throw new IllegalArgumentException("an unknown line");
        }
    }

    private static String string(Map<String, @Nullable Object> map, String key) {
        return map.get(key) instanceof String s ? s : "";
    }

    private static long number(Map<String, @Nullable Object> map, String key) {
        return map.get(key) instanceof Long n ? n : 0;
    }

    private static List<String> strings(@Nullable Object value) {
        var result = new ArrayList<String>();
        if (value instanceof List<?> list) {
            list.forEach(one -> result.add(String.valueOf(one)));
        }
        return result;
    }

    /** What is known of a prompt. Empty where it was never sent; lost where it was sent and nothing was written. */
    public synchronized Optional<Answer> of(Probe probe) {
        var digest = probe.digest();
        var answer = answers.get(digest);
        return answer != null
                ? Optional.of(answer)
                : sent.contains(digest) ? Optional.of(Answer.LOST) : Optional.empty();
    }

    /** Notes that a prompt is about to be sent. */
    synchronized void asking(Probe probe) {
        sent.add(probe.digest());
        write(Map.of("ask", probe.digest()));
    }

    /** Notes that the upstream did not take it: it may be asked again. */
    synchronized void untaken(Probe probe) {
        sent.remove(probe.digest());
        write(Map.of("again", probe.digest()));
    }

    synchronized void answered(Probe probe, Answer answer) {
        var line = new LinkedHashMap<String, Object>();
        line.put("of", probe.digest());
        line.put("outcome", answer.outcome());
        line.put("text", answer.text());
        line.put("tools", answer.tools());
        line.put("model", answer.model());
        line.put("tokens", answer.tokens());
        line.put("millis", answer.millis());
        line.put("at", answer.at());
        write(line);
        answers.put(probe.digest(), answer);
    }

    /** One line by one call: what is written outlives the process at once, and a failure of power after the next sync. */
    private void write(Map<String, ?> line) {
        try {
            var bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.getChannel().write(bytes);
            }
            if (++unsynced >= SYNC_EVERY) {
                file.getChannel().force(false);
                unsynced = 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try (file;
                lock) {
            file.getChannel().force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
