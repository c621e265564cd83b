package zhiheng.server.testing;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Columns;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Tier;
import zhiheng.server.rooms.documents.DocumentPage;
import zhiheng.server.rooms.documents.LibraryView;
import zhiheng.server.rooms.duties.DutiesView;
import zhiheng.server.rooms.duties.ImportView;
import zhiheng.server.rooms.duties.WorkRow;
import zhiheng.server.rooms.home.HomeView;
import zhiheng.server.rooms.trend.Trend;
import zhiheng.server.rooms.views.SavedViews;

/** Sample data of the first page and of the list of duties. */
record WorkSamples(boolean zh) {
    private String say(String chinese, String english) {
        return zh ? chinese : english;
    }

    private List<WorkRow> rows(int count) {
        var states = List.of(
                new State("late", say("逾期", "Overdue")),
                new State("gap", say("有差距", "Gap")),
                new State("doing", say("进行中", "In progress")),
                new State("open", say("未评估", "Not assessed")));
        return IntStream.range(0, count)
                .mapToObj(i -> new WorkRow(
                        "s" + i + " 0 EU-P-0" + i,
                        say("办理算法备案并公示编号", "File the algorithms and show the number"),
                        "/systems/" + i + "/duties/DS-19-1",
                        "DS-19-1",
                        say("深度合成管理规定", "Provisions on deep synthesis"),
                        say("客服助手 ", "Service assistant ") + i,
                        "/systems/" + i,
                        say("海棠科技有限公司", "Haitang Technology"),
                        i == 3 ? "" : "2026-12-1" + i,
                        i == 3 ? "" : say("还有 " + (12 + i) + " 天", "in " + (12 + i) + " days"),
                        i == 2,
                        i % 2 == 0 ? say("法务部", "Legal") : "",
                        states.get(i % states.size()),
                        i == 1,
                        i == 4,
                        "Asia/Shanghai"))
                .toList();
    }

    HomeView home() {
        var tier = new Tier("eu-ai-act", say("欧盟", "EU"), say("人工智能法", "AI Act"), "high", say("高风险", "High-risk"));
        return new HomeView(
                say("今天是 2026-11-29", "Today is 2026-11-29"),
                false,
                rows(1).getFirst(),
                List.of(
                        new HomeView.Figure("3", say("逾期", "Overdue"), "/duties?show=overdue", "late"),
                        new HomeView.Figure("2", say("有差距", "Gaps"), "/duties?show=gap", "gap"),
                        new HomeView.Figure("41", say("未评估", "Not assessed"), "/duties?show=not_assessed", "open")),
                new Trend(IntStream.range(0, 30)
                        .mapToObj(i -> new Trend.Day(LocalDate.of(2026, 10, 31).plusDays(i), 9 - i / 5, 4 + i % 7, 41))
                        .toList()),
                List.of(
                        new HomeView.Lane(say("一周内", "This week"), "2", rows(2), "/duties?show=week"),
                        new HomeView.Lane(say("即将适用", "Coming into force"), "0", List.of(), "/duties?show=coming")),
                List.of(new HomeView.Waiting(
                        say("4 次调用等待审核", "4 calls wait for review"),
                        "/systems/1/review",
                        say("客服助手", "Service assistant"),
                        Samples.at("2026-11-30 08:00"))),
                List.of(new HomeView.Ahead("2027-12-02", say("还有 368 天", "in 368 days"), tier, 3, "/systems?tier=x")),
                List.of(new HomeView.OrgRow(
                        say("海棠科技有限公司", "Haitang Technology"),
                        "/systems?org=1",
                        12,
                        new HomeView.Held(tier, 2),
                        new HomeView.Held(tier.from("2027-12-02"), 5),
                        1,
                        3,
                        40,
                        6,
                        2,
                        Samples.at("2026-11-30 08:00"),
                        "2026-12-10",
                        say("还有 11 天", "in 11 days"))),
                List.of(new HomeView.Question(
                        say("简历筛选", "CV screening"),
                        "/systems/2/questions",
                        7,
                        say("先答“它推断吗？”：有助于判定 9 条规则。", "First “Does it infer?”: it helps to decide 9 rules."))),
                List.of(new HomeView.Change(
                        Samples.at("2026-11-28 10:11"),
                        say("修改回答", "Answers changed"),
                        say("简历筛选", "CV screening"),
                        "/systems/2")));
    }

    private DutiesView.Heads heads() {
        var heads = Samples.columns(say("*日期", "*Day"), say("+系统", "+System"), say("+状态", "+State"));
        return new DutiesView.Heads(
                heads.getFirst(),
                Column.of(say("义务", "Duty")),
                null,
                heads.get(1),
                heads.get(2),
                Column.of(say("负责人", "Owner")));
    }

    LibraryView library(boolean empty) {
        var any = List.of(new Choice("", say("全部", "All"), true));
        return new LibraryView(
                List.of(
                        new LibraryView.Chip(say("全部", "All"), "/documents", true),
                        new LibraryView.Chip(say("已过期", "Expired"), "/documents?state=expired", false)),
                "",
                "",
                "",
                any,
                any,
                any,
                Samples.columns(
                        say("+文件", "+Document"),
                        say("状态", "State"),
                        say("用于", "Serves"),
                        say("+到期", "+Expires"),
                        say("*添加", "*Added")),
                "",
                false,
                empty
                        ? List.of()
                        : List.of(
                                entry("0", "met", say("有效", "Valid"), 20),
                                entry("1", "not", say("已撤回", "Withdrawn"), 0)),
                empty ? null : "/documents?cursor=x");
    }

    private LibraryView.Row entry(String id, String tone, String state, int duties) {
        return new LibraryView.Row(
                "/documents/" + id,
                say("训练数据管理制度", "Policy on training data"),
                say("文本 · 制度.pdf", "Text · policy.pdf"),
                say("海棠科技有限公司", "Haitang Technology"),
                new State(tone, state),
                duties,
                4,
                duties == 0 ? "" : "2027-01-31",
                duties == 0 ? "" : say("还有 62 天", "in 62 days"),
                Samples.at("2026-11-20 09:30"),
                say("王伟", "Wang Wei"));
    }

    DocumentPage document() {
        return new DocumentPage(
                "/documents/0",
                say("训练数据管理制度", "Policy on training data"),
                say("文本 · 制度.pdf", "Text · policy.pdf"),
                say("海棠科技有限公司", "Haitang Technology"),
                new State("met", say("有效", "Valid")),
                say("48213 字节", "48213 bytes"),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "2027-01-31",
                say("还有 62 天", "in 62 days"),
                Samples.at("2026-11-20 09:30"),
                say("王伟", "Wang Wei"),
                "/evidence/0",
                "/duties?attach=0",
                1,
                true,
                List.of(
                        served("", "", new State("met", say("已履行", "Met")), false),
                        served(
                                say("2026-11-29 由王伟撤回", "withdrawn 2026-11-29 by Wang Wei"),
                                say("已被新版取代", "superseded"),
                                new State("gap", say("有差距", "Gap")),
                                true)),
                Form.EMPTY);
    }

    private DocumentPage.Row served(String withdrawn, String why, State state, boolean fellBack) {
        return new DocumentPage.Row(
                say("办理算法备案并公示编号", "File the algorithms and show the number"),
                "/systems/1/duties/DS-19-1",
                "DS-19-1",
                say("深度合成管理规定", "Provisions on deep synthesis"),
                say("客服助手", "Service assistant"),
                "/systems/1",
                state,
                fellBack,
                "/ledger/12",
                "#12",
                withdrawn,
                why);
    }

    DutiesView duties(boolean attach) {
        var any = List.of(new Choice("", say("全部", "All"), true));
        return new DutiesView(
                "/duties?show=open",
                "?show=open",
                views(),
                List.of(
                        new DutiesView.Chip(say("待办", "To do"), "/duties?show=open", true),
                        new DutiesView.Chip(say("逾期", "Overdue"), "/duties?show=overdue", false)),
                new DutiesView.Chip(say("我的", "mine"), "/duties?show=open&who=me", false),
                List.of(
                        new DutiesView.Chip(say("法律", "Law"), "/duties?show=open", true),
                        new DutiesView.Chip(say("指引", "Guidance"), "/duties?show=open&force=guidance", false)),
                any,
                any,
                "open",
                "law",
                "",
                "",
                "",
                heads(),
                List.of(
                        new Columns.Switch(say("日期", "Day"), "/duties?hide=day", true),
                        new Columns.Switch(say("法律", "Law"), "/duties", false)),
                "",
                "law",
                attach ? "d1" : "",
                attach ? say("训练数据制度", "Policy on training data") : "",
                List.of(new Choice("keep", say("不变", "as it is"), true)),
                "1284",
                rows(6),
                rows(2),
                List.of(new Choice("PLANNED", say("已计划", "Planned"), true)),
                Form.EMPTY,
                Set.of(),
                "/duties?show=open&cursor=x");
    }

    SavedViews.Bar views() {
        return new SavedViews.Bar(
                "/duties",
                "?show=open",
                List.of(
                        new SavedViews.Item(say("本周", "This <week>"), "/duties?show=week", false, true, ""),
                        new SavedViews.Item(say("我的", "Mine"), "/duties?who=me", true, false, "/views/1/end")));
    }

    ImportView imported() {
        return new ImportView(
                true,
                List.of(new ImportView.Change(
                        2,
                        say("客服助手", "Service assistant"),
                        say("办理算法备案", "File the algorithms"),
                        "/systems/1/duties/DS-19-1",
                        new State("open", say("未评估", "Not assessed")),
                        new State("doing", say("进行中", "In progress")),
                        "Wei Li")),
                List.of(new ImportView.Refused(3, "State (F)", say("没有这种状态", "There is no such state: <b>"))),
                4,
                "[[\"1\",\"DS-19-1\"]]",
                Form.EMPTY);
    }
}
