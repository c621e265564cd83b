package zhiheng.server.rooms.sandbox;

import java.util.List;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.sql.Sql;

/**
 * What a sandbox keeps in people's words, and when it goes. The proof stays: states, times, receipts and counts in the tables, digests in
 * the case and in the ledger. What is still to be decided or runs goes by no age.
 */
final class SandboxWords {
    private static final int FIVE_YEARS = 1_826;
    private static final int LEAST_DAYS = 180;
    private static final int MOST_DAYS = 36_530;
    private static final String NO_ANSWERS = AnswersJson.write(Map.of());
    private static final String OF_ENDED = " AND case_id IN (SELECT id FROM moved_case WHERE ended = 1)";

    private SandboxWords() {}

    static List<Kept> all() {
        return List.of(
                new Kept(
                        "sandbox-applications",
                        new Text("沙盒申请书", "Applications for sandboxes"),
                        new Text(
                                "参与结束之后才删除；案件中的摘要保留；删除系统时一并删除",
                                "Only once the participation is over; the digest in the case stays; also when a system"
                                        + " is erased"),
                        FIVE_YEARS,
                        LEAST_DAYS,
                        MOST_DAYS,
                        (c, limit) -> Sql.update(
                                c,
                                "UPDATE sandbox_application SET answers = ?, body = '' WHERE time < ? AND answers <> ?"
                                        + OF_ENDED,
                                NO_ANSWERS,
                                limit,
                                NO_ANSWERS)),
                new Kept(
                        "sandbox-comments",
                        new Text("公众对沙盒公示的意见与答复", "Comments of the public on notices of sandboxes, with the answers"),
                        new Text(
                                "答复且参与结束之后才删除；状态、回执与案件中的摘要保留；删除系统时一并删除",
                                "Only once answered and the participation is over; state, receipt and the digest in the case"
                                        + " stay; also when a system is erased"),
                        FIVE_YEARS,
                        LEAST_DAYS,
                        MOST_DAYS,
                        (c, limit) -> Sql.update(
                                        c,
                                        "UPDATE sandbox_comment SET text = '', answer = '', shown = 0 WHERE time < ?"
                                                + " AND text <> '' AND answered <> ''" + OF_ENDED,
                                        limit)
                                + Sql.update(
                                        c,
                                        "UPDATE sandbox_document SET body = '' WHERE time < ? AND body <> ''"
                                                + OF_ENDED,
                                        limit)),
                new Kept(
                        "sandbox-complaints",
                        new Text("沙盒用户的投诉与答复", "Complaints of a sandbox's users, with the answers"),
                        new Text(
                                "办结之后才删除；状态、回执、所涉调用与账本中的加盐摘要保留；删除系统时一并删除",
                                "Only once decided; state, receipt, the call and the salted digest in the ledger stay;"
                                        + " also when a system is erased"),
                        FIVE_YEARS,
                        LEAST_DAYS,
                        MOST_DAYS,
                        (c, limit) -> Sql.update(
                                c,
                                "UPDATE sandbox_complaint SET text = '', answer = '' WHERE time < ? AND text <> ''"
                                        + " AND state <> 'RECEIVED'",
                                limit)));
    }
}
