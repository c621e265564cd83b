package zhiheng.office.offers;

import java.time.LocalDate;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * Something that an organisation has places of.
 *
 * @param unit what one place is, such as "1,000 GPU hours"
 * @param taken places that both sides agreed on
 * @param price of one place, in whole yuan; 0 is free of charge
 * @param starts the first day, {@code ends} the last on which a place can be used
 * @param measure the rule of the policies that must hold for whoever takes one; "" for none
 * @param ranking ids of askings, the dearest first; empty while the owner ranks nobody
 * @param version raised by each change
 */
public record Offer(
        String id,
        String org,
        Kind kind,
        String title,
        String about,
        Place place,
        String unit,
        int capacity,
        int taken,
        long price,
        LocalDate starts,
        LocalDate ends,
        String measure,
        List<Condition> conditions,
        List<String> ranking,
        boolean open,
        long version) {
    public static final int MOST_PLACES = 100_000;
    public static final long MOST_PRICE = 1_000_000_000_000L;

    /** What is offered, and asked for. */
    public enum Kind {
        COMPUTE(new Text("算力", "Computing power")),
        DATA(new Text("数据集", "Data sets")),
        FINANCE(new Text("融资", "Finance")),
        TALENT(new Text("人才", "Talent")),
        KIT(new Text("测试工具", "Test kits")),
        POLICY(new Text("政策", "Policies"));

        private final Text text;

        Kind(Text text) {
            this.text = text;
        }

        public Text text() {
            return text;
        }
    }

    public Offer {
        conditions = List.copyOf(conditions);
        ranking = List.copyOf(ranking);
        if (capacity < 0 || capacity > MOST_PLACES) {
            throw Refusal.invalid(
                    "名额须为 0 至 " + MOST_PLACES + "。", "Places are a number from 0 to " + MOST_PLACES + ".");
        }
        if (price < 0 || price > MOST_PRICE) {
            throw Refusal.invalid("价格须为不小于零的整数元。", "A price is a whole number of yuan, 0 for free.");
        }
        if (ends.isBefore(starts)) {
            throw Refusal.invalid("结束日不能早于开始日。", "The last day cannot lie before the first.");
        }
    }

    public int free() {
        return Math.max(0, capacity - taken);
    }
}
