package zhiheng.office.jobs;

import zhiheng.base.Refusal;

/**
 * What became of the people in one kind of role when an AI system came into use: numbers only.
 *
 * @param occupation ISCO-08 code of two to four digits, see {@link Occupations}
 * @param before people in the role before
 * @param stayed still in it, their tasks changed or not
 * @param moved to another role of the same employer without training
 * @param retrained to another role after training
 * @param left the employer, for whatever reason
 * @param created people in new roles that came with the system and were filled from outside
 * @param notHired posts of beginners that were planned and not filled; -1 where nobody knows
 */
public record RoleChange(
        String occupation, int before, int stayed, int moved, int retrained, int left, int created, int notHired) {
    public static final int UNKNOWN = -1;

    public RoleChange {
        if (!Occupations.known(occupation)) {
            throw Refusal.invalid(
                    "职业代码须为 ISCO-08 二至四位数字，例如 41（一般文员）或 4132（数据录入员），现为“" + occupation + "”。",
                    "An occupation is an ISCO-08 code of two to four digits, such as 41 for clerks or 4132 for data entry"
                            + " clerks, not “" + occupation + "”.");
        }
        if (Math.min(Math.min(before, stayed), Math.min(moved, retrained)) < 0
                || Math.min(left, created) < 0
                || notHired < UNKNOWN) {
            throw Refusal.invalid("人数不能为负。", "A number of people cannot be negative.");
        }
        long after = (long) stayed + moved + retrained + left;
        if (after != before) {
            throw Refusal.invalid(
                    "原有 " + before + " 人，而留任、调岗、转岗培训与离职合计 " + after + " 人；请补齐差额。",
                    before + " people were there, but those who stayed, moved, were retrained and left are " + after
                            + "; account for the rest.");
        }
    }

    /** Jobs more or fewer; posts of beginners that were not filled count as fewer where they are known. */
    public int net() {
        return created - left - Math.max(0, notHired);
    }
}
