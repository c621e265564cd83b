package zhiheng.gateway.inspect;

import java.util.List;

/** Asks a recogniser wherever something may begin, from left to right; what was found is not looked at again. */
final class StartScanner implements Scanner {
    private final Recogniser recogniser;
    private int position;
    private int retryAt;

    StartScanner(Recogniser recogniser) {
        this.recogniser = recogniser;
    }

    @Override
    public void advance(Window window, List<Found> found) {
        if (window.size() < retryAt && !window.over()) {
            return;
        }
        while (position < window.size()) {
            window.starved = false;
            position = recogniser.next(window, position);
            if (position == window.size()) {
                return;
            }
            var hit = window.starved ? null : recogniser.at(window, position);
            if (window.starved) {
                // What is long is not read anew with every character that comes.
                retryAt = window.size() + (window.size() - position) / 8;
                return;
            }
            if (hit == null) {
                position++;
            } else {
                int start = hit.start() < 0 ? position : hit.start();
                found.add(Found.in(window, hit.kind().id(), start, hit.end()));
                position = hit.end();
            }
        }
    }

    @Override
    public int live() {
        return position;
    }
}
