package zhiheng.server.rooms.registry;

import java.util.List;
import zhiheng.base.Text;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.sql.Sql;

/** What the office keeps of people and in their words. */
final class KeptWords {
    /** EU AI Act, Article 18(1): documentation is kept for ten years. */
    private static final int TEN_YEARS = 3_653;

    private static final int LEAST_DAYS = 365;
    private static final int MOST_DAYS = 10 * TEN_YEARS;

    private KeptWords() {}

    static List<Kept> all() {
        return List.of(
                Kept.otherwise(
                        "ledger",
                        new Text("账本条目：编号、状态、问卷答案、摘要", "Entries of the ledger: ids, states, answers, digests"),
                        new Text("永久保存；其中没有自由文本与姓名", "For ever; no free text and no names are in them")),
                new Kept(
                        "reasons",
                        new Text("操作时写下的理由", "Reasons given with what was done"),
                        new Text(
                                "账本中只有加盐摘要，予以保留；可单条删除，删除系统时一并删除",
                                "The ledger has a salted digest, which stays; one by one, and when a system is erased"),
                        TEN_YEARS,
                        LEAST_DAYS,
                        MOST_DAYS,
                        (c, limit) -> Sql.update(
                                c,
                                "UPDATE act_words SET salt = '', text = '' WHERE salt <> '' AND act_id IN"
                                        + " (SELECT id FROM act WHERE time < ?)",
                                limit)),
                new Kept(
                        "notes",
                        new Text("义务下的留言与事件备注", "Notes on duties and events"),
                        new Text("时间与作者编号保留；删除系统时一并删除", "Time and author's id stay; also when a system is erased"),
                        TEN_YEARS,
                        LEAST_DAYS,
                        MOST_DAYS,
                        (c, limit) -> Sql.update(c, "UPDATE duty_note SET text = '' WHERE at < ? AND text <> ''", limit)
                                + Sql.update(
                                        c,
                                        "UPDATE system_event SET note = '' WHERE happened_at < ? AND note <> ''",
                                        limit)),
                Kept.otherwise(
                        "evidence",
                        new Text("证据文件", "Evidence"),
                        new Text(
                                "撤回并删除时，或删除系统时；摘要保留",
                                "When it is withdrawn with its content, and when a system is erased; the digest"
                                        + " stays")),
                Kept.otherwise(
                        "people",
                        new Text("人员：姓名、登录名", "People: name and login"),
                        new Text(
                                "管理员停用后删除；此后各处只显示化名",
                                "When an administrator erases who was disabled; a pseudonym stands everywhere then")),
                Kept.otherwise(
                        "sessions",
                        new Text("登录状态及其地址", "Sign-ins and their addresses"),
                        new Text("闲置两小时或满十二小时", "After two idle hours, or twelve in all")));
    }
}
