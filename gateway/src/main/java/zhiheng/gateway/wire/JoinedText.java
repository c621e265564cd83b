package zhiheng.gateway.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Terms.Action;

/**
 * The parts of one content, end to end. Each part is inspected for itself; what goes over their ends is looked for here, and only near
 * an end: a flow begins with the last words of a part and is done with when nothing that began in them can go on.
 *
 * <p>Positions count characters from the start of the content.
 */
final class JoinedText {
    /** More than the longest number and the words before it that say what it is. */
    private static final int KEPT = 1024;

    private final StreamText text;
    private final StringBuilder tail = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>(1);
    private final Set<String> seen = new HashSet<>();
    private int total;
    private int from;
    private Inspection.@Nullable Flow flow;
    private boolean paused;
    /** Parts take turns: then each is read for itself. */
    private boolean mixed;

    private static final class Part {
        final String name;
        final int start;
        int end;
        boolean gone;

        Part(String name, int start) {
            this.name = name;
            this.start = start;
            end = start;
        }
    }

    JoinedText(StreamText text) {
        this.text = text;
    }

    void piece(String name, String words) {
        if (mixed || words.isEmpty()) {
            return;
        }
        if (parts.isEmpty() || !parts.getLast().name.equals(name)) {
            if (!seen.add(name)) {
                over();
                mixed = true;
                return;
            }
            if (total > 0) {
                border();
            }
            paused = false;
            parts.add(new Part(name, total));
        }
        tail.append(words);
        total += words.length();
        parts.getLast().end = total;
        if (flow != null) {
            flow.push(words);
            settle();
        } else {
            forget(text.held(name) + words.length());
        }
    }

    /** A part is over. @param whole its words, for one that came without pieces */
    void end(String name, String whole) {
        if (!mixed && !seen.contains(name)) {
            piece(name, whole);
        }
        if (!mixed && !parts.isEmpty() && parts.getLast().name.equals(name) && !ends.contains(total)) {
            border();
            settle();
        }
    }

    private void border() {
        if (!ends.contains(total)) {
            ends.add(total);
        }
        if (flow == null) {
            flow = text.flow();
            from = total - tail.length();
            flow.push(tail.toString());
        }
    }

    /** Something else comes that may take long: the parts so far go out, and what goes on behind it loses its second half. */
    void pause() {
        if (isOpen()) {
            paused = true;
            parts.forEach(part -> part.gone = true);
        }
    }

    /** Whether something that began before the end of a part may go on. */
    boolean isOpen() {
        return flow != null && !paused && total - flow.held() < ends.getLast();
    }

    /** No part follows. */
    void over() {
        if (flow != null) {
            flow.end();
            close(flow);
        }
    }

    private void settle() {
        if (flow != null && !paused && !isOpen()) {
            close(flow);
        }
    }

    private void close(Inspection.Flow done) {
        flow = null;
        paused = false;
        for (var found : done.soFar().detections()) {
            int start = found.start() + from;
            int end = found.end() + from;
            if (ends.stream().anyMatch(border -> start < border && border < end)) {
                text.over(found, tail.substring(found.start(), Math.min(found.end(), tail.length())));
                if (found.action() == Action.MASK) {
                    mask(found, start, end);
                }
            }
        }
        ends.clear();
        parts.subList(0, Math.max(0, parts.size() - 1)).clear();
        forget(KEPT);
    }

    /** The mask stands where it begins, if that has not gone out; the rest of it is gone. */
    private void mask(Detection found, int start, int end) {
        var language = tail.codePoints().anyMatch(Character::isIdeographic) ? "zh" : "en";
        var mask = FindingKind.mask(found.kind()).in(language);
        for (var part : parts) {
            if (part.gone || part.end <= start || part.start >= end) {
                continue;
            }
            if (start >= part.start) {
                text.cut(part.name, start - part.start, mask);
            } else {
                text.drop(part.name, Math.min(end, part.end) - part.start, mask);
            }
            mask = "";
        }
    }

    private void forget(int needed) {
        int most = Math.max(KEPT, needed + KEPT / 4);
        if (tail.length() > 4 * most) {
            tail.delete(0, tail.length() - most);
        }
    }
}
