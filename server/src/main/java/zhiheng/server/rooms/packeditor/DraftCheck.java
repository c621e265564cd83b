package zhiheng.server.rooms.packeditor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import zhiheng.base.Refusal;
import zhiheng.packs.LibraryText;
import zhiheng.packs.PackCases;
import zhiheng.packs.PackException;

/**
 * Reads a draft in the place of its pack in the library, in memory, and runs its cases. Nothing is written and nothing executed:
 * conditions are compared by the packs' own evaluator. One check at a time runs, and nobody waits longer than {@link #PATIENCE} for it.
 */
final class DraftCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int MOST_FAULTS = 50;
    private static final Pattern PLACE =
            Pattern.compile("^(?<file>[^\\s:]+):(?<line>[0-9]{1,7}): (?<text>.*)$", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile(", column ([0-9]{1,6})$");

    private final Path folder;
    private final Semaphore turn = new Semaphore(1);

    DraftCheck(Path folder) {
        this.folder = folder;
    }

    /**
     * Something that is wrong.
     *
     * @param file in the draft; "" for one elsewhere. @param line from 1; 0 where none is known, as {@code column}
     */
    record Fault(String file, int line, int column, String text) {}

    /** @param cases how many were run; 0 where the draft cannot be read */
    record Result(List<Fault> faults, int rules, int cases, int failed) {}

    Result check(PackDraft draft) {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            var task = new FutureTask<>(() -> {
                try {
                    return now(draft);
                } finally {
                    turn.release();
                }
            });
            Thread.ofPlatform().daemon().name("pack-editor").start(task);
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Refusal busy() {
        return new Refusal(
                Refusal.Kind.CONFLICT, "检查未能及时完成，请稍后再试。", "The check did not end in time. Try again in a while.");
    }

    /** The library with the draft in its place. */
    LibraryText laid(PackDraft draft) {
        var text = LibraryText.of(folder);
        for (var file : PackDraft.FIELDS.values()) {
            var typed = draft.text(file);
            if (!file.equals(PackDraft.CASES) && !(file.equals("facts.yaml") && typed.isBlank())) {
                text = text.with(draft.pack() + "/" + file, typed.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    private Result now(PackDraft draft) {
        try {
            var library = laid(draft).library();
            int rules = library.packs().stream()
                    .filter(pack -> pack.id().equals(draft.pack()))
                    .mapToInt(pack -> pack.rules().size())
                    .sum();
            var cases = draft.text(PackDraft.CASES);
            if (cases.isBlank()) {
                return new Result(List.of(), rules, 0, 0);
            }
            var report = PackCases.run(library, draft.pack() + "/" + PackDraft.CASES, cases);
            return new Result(
                    faults(draft, report.failures()),
                    rules,
                    report.cases(),
                    report.failures().size());
        } catch (PackException e) {
            return new Result(faults(draft, List.of(String.valueOf(e.getMessage()))), 0, 0, 0);
        }
    }

    private static List<Fault> faults(PackDraft draft, List<String> messages) {
        var faults = new ArrayList<Fault>();
        messages.stream().limit(MOST_FAULTS).forEach(message -> faults.add(fault(draft, message)));
        return List.copyOf(faults);
    }

    static Fault fault(PackDraft draft, String message) {
        var place = PLACE.matcher(message);
        if (!place.matches()) {
            return new Fault("", 0, 0, message.replace(draft.pack() + "/", ""));
        }
        var prefix = draft.pack() + "/";
        var file = place.group("file");
        var text = place.group("text");
        var column = COLUMN.matcher(text);
        boolean found = column.find();
        return new Fault(
                file.startsWith(prefix) ? file.substring(prefix.length()) : "",
                Integer.parseInt(place.group("line")),
                found ? Integer.parseInt(column.group(1)) : 0,
                file.startsWith(prefix) ? found ? text.substring(0, column.start()) : text : message);
    }
}
