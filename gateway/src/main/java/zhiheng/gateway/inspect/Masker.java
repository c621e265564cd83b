package zhiheng.gateway.inspect;

/** Passes a text on with parts of it replaced. What is masked leaves this class never, however the text was cut. */
final class Masker {
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder out = new StringBuilder();
    private int heldFrom;
    private int done;
    private String last = "";
    private boolean changed;

    void append(CharSequence piece, int start, int end) {
        held.append(piece, start, end);
    }

    /** Masks from left to right: {@code start} never goes back. Where masks overlap the later covers what the earlier left. */
    void mask(int start, int end, String placeholder) {
        if (end <= done) {
            return;
        }
        boolean goesOn = start < done && placeholder.equals(last);
        release(start);
        if (!goesOn) {
            out.append(placeholder);
        }
        changed = true;
        last = placeholder;
        done = end;
    }

    /** Passes on what comes before {@code end}, which nothing will mask any more. */
    void release(int end) {
        if (end > done) {
            out.append(held, done - heldFrom, end - heldFrom);
            done = end;
            last = "";
        }
    }

    /** @return what was released since the last time */
    String take() {
        int gone = Math.min(done - heldFrom, held.length());
        held.delete(0, gone);
        heldFrom += gone;
        var text = out.toString();
        out.setLength(0);
        return text;
    }

    boolean changed() {
        return changed;
    }
}
