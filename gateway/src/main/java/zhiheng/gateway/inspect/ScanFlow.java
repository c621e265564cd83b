package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/**
 * Runs scanners over a text as it comes. What was found is settled in the order of the text, and only when no scanner can find anything
 * further to the left: so the result is the same however the text was cut.
 */
final class ScanFlow implements Inspection.Flow {
    /** A text longer than this goes through the window in parts. */
    private static final int PART = 4096;

    /** More are acted upon, but not listed unless one is stricter than all before. */
    static final int MOST_DETECTIONS = 10_000;

    private final Window window;
    private final Masker masker;
    private final List<Scanner> scanners;
    private final Terms terms;
    private final List<Found> pending = new ArrayList<>();
    private final Map<String, Integer> coveredTo = new HashMap<>();
    private final List<Detection> detections = new ArrayList<>();
    private @Nullable Action strictest;
    private int taken;
    private int settled;
    private int cutFrom = Integer.MAX_VALUE;
    private String cutMask = "";

    private ScanFlow(List<Scanner> scanners, Terms terms, int expected, Masker masker) {
        window = new Window(Math.min(expected, 2 * PART));
        this.masker = masker;
        this.scanners = scanners;
        this.terms = terms;
    }

    /** For a text that arrives in pieces. */
    ScanFlow(List<Scanner> scanners, Terms terms) {
        this(scanners, terms, 0, new Masker());
    }

    /** Looks at a text that is there. */
    static Inspection.Outcome whole(List<Scanner> scanners, Terms terms, String text) {
        var masker = new Masker(text);
        var flow = new ScanFlow(scanners, terms, text.length(), masker);
        flow.take(text);
        flow.close();
        return new Inspection.Outcome(flow.detections, flow.strictest, masker.all());
    }

    @Override
    public String push(String piece) {
        take(piece);
        return masker.take();
    }

    @Override
    public String end() {
        close();
        return masker.take();
    }

    @Override
    public int held() {
        return taken - settled;
    }

    @Override
    public void drop(int characters, String mask) {
        masker.mask(0, characters, mask);
    }

    @Override
    public void cut(int from, String mask) {
        cutFrom = from;
        cutMask = mask;
    }

    private void take(String piece) {
        taken += piece.length();
        for (int start = 0; start < piece.length(); start += PART) {
            int end = Math.min(piece.length(), start + PART);
            window.append(piece, start, end);
            masker.append(piece, start, end);
            scan();
        }
    }

    private void close() {
        window.end();
        scan();
        cutOff();
    }

    private void cutOff() {
        if (cutFrom < taken) {
            masker.mask(cutFrom, taken, cutMask);
        }
    }

    private void scan() {
        int safe = window.size();
        for (var scanner : scanners) {
            scanner.advance(window, pending);
            safe = Math.min(safe, scanner.live());
        }
        if (window.over()) {
            safe = window.size();
        }
        if (!pending.isEmpty()) {
            Collections.sort(pending);
            int settled = 0;
            while (settled < pending.size()
                    && (window.over() || pending.get(settled).start() < safe)) {
                settle(pending.get(settled++));
            }
            pending.subList(0, settled).clear();
        }
        settled = window.original(safe);
        masker.release(Math.min(settled, cutFrom));
        window.forget(safe);
    }

    private void settle(Found found) {
        if (coveredTo.getOrDefault(found.kind(), 0) >= found.end()) {
            return;
        }
        coveredTo.put(found.kind(), found.end());
        var action = terms.action(found.kind());
        boolean stricter = strictest == null || action.compareTo(strictest) > 0;
        if (stricter) {
            strictest = action;
        }
        if (detections.size() < MOST_DETECTIONS || stricter) {
            detections.add(new Detection(found.kind(), found.originalStart(), found.originalEnd(), action));
        }
        if (action == Action.MASK) {
            if (found.originalStart() >= cutFrom) {
                cutOff();
            }
            masker.mask(
                    found.originalStart(),
                    found.originalEnd(),
                    FindingKind.mask(found.kind()).in(window.chineseBefore(found.end()) ? "zh" : "en"));
        }
    }

    @Override
    public boolean isClean() {
        return detections.isEmpty();
    }

    @Override
    public Inspection.Outcome soFar() {
        return new Inspection.Outcome(detections, strictest, "");
    }
}
