package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;

/** Passes a text on with parts of it replaced. What is masked leaves this class never, however the text was cut. */
final class Masker {
    /** The whole text where it is known, so that one in which nothing is masked is never copied. */
    private final @Nullable String whole;

    private final StringBuilder held = new StringBuilder(0);
    private final StringBuilder out = new StringBuilder(0);
    private int heldFrom;
    /** What comes before is masked or may be passed on. */
    private int done;
    /** What comes before is in {@link #out} or has left. */
    private int copied;

    private String last = "";
    private boolean changed;

    /** For a text that arrives in pieces. */
    Masker() {
        whole = null;
    }

    Masker(String whole) {
        this.whole = whole;
    }

    void append(CharSequence piece, int start, int end) {
        if (whole == null) {
            held.append(piece, start, end);
        }
    }

    /** Masks from left to right: {@code start} never goes back. Where masks overlap the later covers what the earlier left. */
    void mask(int start, int end, String placeholder) {
        if (end <= done) {
            return;
        }
        boolean goesOn = start < done && placeholder.equals(last);
        release(start);
        if (!goesOn) {
            copy();
            out.append(placeholder);
        }
        changed = true;
        last = placeholder;
        done = end;
        copied = end;
    }

    /** Passes on what comes before {@code end}, which nothing will mask any more. */
    void release(int end) {
        if (end > done) {
            done = end;
            last = "";
        }
    }

    private void copy() {
        if (done > copied) {
            CharSequence text = whole == null ? held : whole;
            out.append(text, copied - heldFrom, done - heldFrom);
            copied = done;
        }
    }

    /** @return what was released since the last time */
    String take() {
        copy();
        int gone = Math.min(done - heldFrom, held.length());
        held.delete(0, gone);
        heldFrom += gone;
        var text = out.toString();
        out.setLength(0);
        return text;
    }

    /** All of a text that was given whole. */
    String all() {
        return changed || whole == null ? take() : whole;
    }
}
