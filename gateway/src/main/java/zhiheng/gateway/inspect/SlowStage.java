package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zhiheng.gateway.permit.Terms.Action;

/** Runs the slow inspectors side by side, each in its time, and joins what they found with what the quick ones did. */
final class SlowStage {
    /** @param name as kinds begin: {@code onnx.NAME} */
    record Named(String name, SlowInspector.Registered registered) {}

    private static final Comparator<Detection> ORDER = Comparator.comparingInt(Detection::start)
            .thenComparing(Comparator.comparingInt(Detection::end).reversed())
            .thenComparing(Detection::kind);

    private SlowStage() {}

    static Inspection.Outcome add(
            List<Named> slow, Actions actions, String text, Inspection.Direction direction, Inspection.Outcome quick) {
        record Started(Named named, FutureTask<List<SlowInspector.Mark>> task, long until) {}
        var started = slow.stream()
                .map(named -> {
                    var registered = named.registered;
                    var task = new FutureTask<>(() -> registered.inspector().inspect(text, direction));
                    long until = System.nanoTime() + registered.budget().toNanos();
                    Thread.startVirtualThread(task);
                    return new Started(named, task, until);
                })
                .toList();
        var all = new ArrayList<>(quick.detections());
        for (var one : started) {
            try {
                long left = Math.max(0, one.until - System.nanoTime());
                for (var mark : one.task.get(left, TimeUnit.NANOSECONDS)) {
                    if (mark.start() < 0 || mark.end() > text.length() || mark.start() >= mark.end()) {
                        all.add(failed(one.named, text));
                        break;
                    }
                    var kind = one.named.name + "." + mark.kind();
                    all.add(new Detection(kind, mark.start(), mark.end(), actions.of(kind)));
                }
            } catch (ExecutionException | TimeoutException e) {
                one.task.cancel(true);
                all.add(failed(one.named, text));
            } catch (InterruptedException e) {
                one.task.cancel(true);
                all.add(failed(one.named, text));
                Thread.currentThread().interrupt();
            }
        }
        if (quick.detections().size() >= ScanFlow.MOST_DETECTIONS) {
            all.add(new Detection("failed.too-many", 0, text.length(), Action.REFUSE));
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
        return new Detection("failed." + named.name, 0, text.length(), action);
    }

    private static String masked(String text, List<Detection> sorted) {
        var masker = new Masker();
        masker.append(text, 0, text.length());
        boolean chinese = text.codePoints().anyMatch(Character::isIdeographic);
        for (var detection : sorted) {
            if (detection.action() == Action.MASK) {
                masker.mask(detection.start(), detection.end(), Placeholders.of(detection.kind(), chinese));
            }
        }
        masker.release(text.length());
        return masker.take();
    }
}
