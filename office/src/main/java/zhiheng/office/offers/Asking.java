package zhiheng.office.offers;

import java.time.LocalDate;
import java.util.List;
import zhiheng.base.Refusal;

/**
 * What an enterprise asks for: one place of some offer.
 *
 * @param reach kilometres that it would go; 0 for any distance
 * @param most what it would pay for a place, in whole yuan; -1 while it names no limit
 * @param from the day from which it is wanted
 * @param ranking ids of offers, the dearest first; empty while it ranks none
 * @param version raised by each change
 */
public record Asking(
        String id,
        String org,
        Offer.Kind kind,
        String title,
        String about,
        Place place,
        int reach,
        long most,
        LocalDate from,
        List<String> ranking,
        State state,
        long version) {
    public static final long NO_LIMIT = -1;
    public static final int FARTHEST = 20_000;

    /** How it stands. */
    public enum State {
        OPEN,
        /** Both sides agreed on a place. */
        PLACED,
        WITHDRAWN
    }

    public Asking {
        ranking = List.copyOf(ranking);
        if (reach < 0 || reach > FARTHEST) {
            throw Refusal.invalid(
                    "距离须为 0 至 " + FARTHEST + " 公里。", "A distance is from 0 to " + FARTHEST + " kilometres.");
        }
        if (most < NO_LIMIT || most > Offer.MOST_PRICE) {
            throw Refusal.invalid("最高价须为不小于零的整数元。", "The highest price is a whole number of yuan.");
        }
    }
}
