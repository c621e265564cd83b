package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/** Runs the slow inspectors side by side, each in its time, and joins what they found with what the quick ones did. */
final class SlowStage {
    /** @param name as kinds begin: {@code onnx.NAME} */
    record Named(String name, SlowInspector.Registered registered) {}

    /** One inspector on its way through the texts of a call; each has a task, so that what was done in time counts. */
    private record Started(Named named, List<FutureTask<List<SlowInspector.Mark>>> tasks, Thread thread, long until) {}

    private static final Comparator<Detection> ORDER = Comparator.comparingInt(Detection::start)
            .thenComparing(Comparator.comparingInt(Detection::end).reversed())
            .thenComparing(Detection::kind);

    private SlowStage() {}

    static List<Inspection.Outcome> add(
            List<Named> slow,
            Terms terms,
            List<String> texts,
            Inspection.Direction direction,
            List<Inspection.Outcome> quick) {
        var started = slow.stream().map(named -> start(named, texts, direction)).toList();
        var joined = new ArrayList<Inspection.Outcome>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            var all = new ArrayList<>(quick.get(i).detections());
            for (var one : started) {
                marks(one, i, texts.get(i), terms, all);
            }
            joined.add(outcome(texts.get(i), all, quick.get(i)));
        }
        started.forEach(one -> one.thread.interrupt());
        return joined;
    }

    /** What they find, none of it in the way of the call: noted only. Ends in the longest of their times, and never with a failure. */
    static CompletableFuture<List<Detection>> aside(
            List<Named> slow, Terms terms, List<String> texts, Inspection.Direction direction) {
        var found = new CompletableFuture<List<Detection>>();
        Thread.startVirtualThread(() -> {
            var nothing = new Inspection.Outcome(List.of(), null, "");
            var all = new ArrayList<Detection>();
            try {
                add(
                                slow,
                                terms,
                                texts,
                                direction,
                                texts.stream().map(t -> nothing).toList())
                        .forEach(outcome -> all.addAll(outcome.detections()));
            } finally {
                found.complete(List.copyOf(all));
            }
        });
        return found;
    }

    private static Started start(Named named, List<String> texts, Inspection.Direction direction) {
        var registered = named.registered;
        long until = System.nanoTime() + registered.budget().toNanos();
        var tasks = texts.stream()
                .map(text -> new FutureTask<>(() -> text.isEmpty()
                        ? List.<SlowInspector.Mark>of()
                        : registered.inspector().inspect(text, direction)))
                .toList();
        var thread = Thread.startVirtualThread(() -> tasks.forEach(FutureTask::run));
        return new Started(named, tasks, thread, until);
    }

    private static void marks(Started one, int index, String text, Terms terms, List<Detection> all) {
        var task = one.tasks.get(index);
        try {
            long left = Math.max(0, one.until - System.nanoTime());
            for (var mark : task.get(left, TimeUnit.NANOSECONDS)) {
                if (mark.start() < 0 || mark.end() > text.length() || mark.start() >= mark.end()) {
                    all.add(failed(one.named, text));
                    break;
                }
                var kind = one.named.name + "." + mark.kind();
                all.add(new Detection(kind, mark.start(), mark.end(), terms.action(kind)));
            }
        } catch (ExecutionException | TimeoutException e) {
            task.cancel(true);
            all.add(failed(one.named, text));
        } catch (InterruptedException e) {
            task.cancel(true);
            all.add(failed(one.named, text));
            Thread.currentThread().interrupt();
        }
    }

    private static Inspection.Outcome outcome(String text, List<Detection> all, Inspection.Outcome quick) {
        if (quick.detections().size() >= ScanFlow.MOST_DETECTIONS) {
            all.add(new Detection(FindingKind.TOO_MANY.id(), 0, text.length(), Action.REFUSE));
        }
        all.sort(ORDER);
        var strictest = all.stream().map(Detection::action).max(Comparator.naturalOrder());
        return new Inspection.Outcome(all, strictest.orElse(null), masked(text, all));
    }

    private static Detection failed(Named named, String text) {
        var action = switch (named.registered.onFailure()) {
            case OPEN -> Action.NOTE;
            case CLOSED -> Action.REFUSE;
        };
        return new Detection(FindingKind.INSPECTOR_FAILED.id(named.name), 0, text.length(), action);
    }

    private static String masked(String text, List<Detection> sorted) {
        var masker = new Masker(text);
        var language = text.codePoints().anyMatch(Character::isIdeographic) ? "zh" : "en";
        for (var detection : sorted) {
            if (detection.action() == Action.MASK) {
                masker.mask(
                        detection.start(),
                        detection.end(),
                        FindingKind.mask(detection.kind()).in(language));
            }
        }
        masker.release(text.length());
        return masker.all();
    }
}
