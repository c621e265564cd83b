package zhiheng.cases;

import zhiheng.base.Text;

/** How a step of a case stands, for eyes that see colour, shape or neither. {@code tone} names the colour. */
public enum Light {
    DONE("met", "●", "完成", "Done"),
    UNDER_WAY("doing", "◐", "进行中", "Under way"),
    SOON("gap", "◣", "即将到期", "Due soon"),
    LATE("late", "▲", "逾期", "Late"),
    UNKNOWN("told", "◆", "期限未知", "End unknown"),
    AHEAD("open", "○", "尚未到达", "Not reached"),
    PASSED_BY("not", "—", "未经过", "Not taken");

    private final String tone;
    private final String shape;
    private final Text word;

    Light(String tone, String shape, String zh, String en) {
        this.tone = tone;
        this.shape = shape;
        this.word = new Text(zh, en);
    }

    public String tone() {
        return tone;
    }

    public String shape() {
        return shape;
    }

    public Text word() {
        return word;
    }
}
