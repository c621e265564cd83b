package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Terms.Action;

/** Keeps a text back until it is whole, for inspectors that must see all of it. */
final class WholeFlow implements Inspection.Flow {
    /** A longer text is refused. */
    static final int LONGEST = 4 << 20;

    private final Inspection inspection;
    private final Inspection.Direction direction;
    private final StringBuilder text = new StringBuilder();
    private int dropped;
    private String dropMask = "";
    private int cutFrom = Integer.MAX_VALUE;
    private String cutMask = "";
    private Inspection.Outcome outcome = new Inspection.Outcome(List.of(), null, "");

    WholeFlow(Inspection inspection, Inspection.Direction direction) {
        this.inspection = inspection;
        this.direction = direction;
    }

    @Override
    public String push(String piece) {
        if (text.length() + piece.length() > LONGEST) {
            outcome = new Inspection.Outcome(
                    List.of(new Detection(FindingKind.TOO_LONG.id(), 0, LONGEST, Action.REFUSE)), Action.REFUSE, "");
        } else {
            text.append(piece);
        }
        return "";
    }

    @Override
    public String end() {
        if (outcome.action() == Action.REFUSE) {
            return "";
        }
        var whole = text.toString();
        text.setLength(0);
        outcome = inspection.inspect(whole, direction);
        return dropped == 0 && cutFrom >= whole.length() ? outcome.text() : within(whole);
    }

    /** The text without what belongs to its neighbours. */
    private String within(String whole) {
        var masks = new ArrayList<Masked>();
        if (dropped > 0) {
            masks.add(new Masked(0, dropped, dropMask));
        }
        var language = whole.codePoints().anyMatch(Character::isIdeographic) ? "zh" : "en";
        for (var detection : outcome.detections()) {
            if (detection.action() == Action.MASK) {
                var mask = FindingKind.mask(detection.kind()).in(language);
                masks.add(new Masked(detection.start(), detection.end(), mask));
            }
        }
        if (cutFrom < whole.length()) {
            masks.add(new Masked(cutFrom, whole.length(), cutMask));
        }
        masks.sort(Comparator.comparingInt(Masked::start));
        var masker = new Masker(whole);
        masks.forEach(mask -> masker.mask(mask.start, mask.end, mask.words));
        masker.release(whole.length());
        return masker.all();
    }

    private record Masked(int start, int end, String words) {}

    @Override
    public int held() {
        return text.length();
    }

    @Override
    public void drop(int characters, String mask) {
        dropped = characters;
        dropMask = mask;
    }

    @Override
    public void cut(int from, String mask) {
        cutFrom = from;
        cutMask = mask;
    }

    @Override
    public Inspection.Outcome soFar() {
        return outcome;
    }
}
