package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.placement.PlacementViews;

/** What the pages on compute show. */
record PlacementSamples(String language, When when) {
    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private Form wrong() {
        return new Form(
                Map.of("title", "", "image", "a b"),
                Map.of(
                        "file", say("jobs[0].count: 须为整数", "jobs[0].count: must be a whole number"),
                        "title", say("请填写", "Give the title"),
                        "image", say("不是镜像名", "is no name of an image")));
    }

    PlacementViews.Index index() {
        return new PlacementViews.Index(
                List.of(new PlacementViews.Row("/placement/1", say("五月第三周", "Third week of May"), when)),
                "/placement?before=1",
                true,
                wrong());
    }

    PlacementViews.One one() {
        var guian = say("贵安", "Gui'an");
        var drawing = new PlacementViews.Drawing(
                List.of(
                        new PlacementViews.Bubble(1, 300, 200, 24, 0, guian, true),
                        new PlacementViews.Bubble(2, 500, 120, 11, 3, say("大同", "Datong"), false)),
                List.of(new PlacementViews.Line(100, 0, "110°E"), new PlacementViews.Line(0, 80, "30°N")),
                List.of(new PlacementViews.Lane(
                        1,
                        guian,
                        22,
                        List.of("M0 22h300v20h-300z", "", "M300 22h200v20h-200z", "M500 22h200v20h-200z"),
                        "M100 30h50v12h-50z")),
                List.of(new PlacementViews.Tick(0, "2026-05-25")),
                48);
        return new PlacementViews.One(
                "1",
                say("五月第三周", "Third week of May"),
                when,
                "2026-05-25 – 2026-06-01",
                2,
                3,
                "12,345 CNY",
                "1.23 t",
                "3.2 MWh",
                new State("doing", say("离最优至多 0.31 %", "at most 0.31 % from the best")),
                say("已证明。", "Proved."),
                List.of(new PlacementViews.Beside(
                        say("当时最便宜的地点", "Cheapest place"), "9.1 t", "12,000 CNY", "-79.7 %", "+1.7 %", 0)),
                drawing,
                List.of(
                        new PlacementViews.SiteRow(1, guian, 2, "38 %", "443", "1.23 t", "12,345 CNY", "0.50"),
                        new PlacementViews.SiteRow(2, say("大同", "Datong"), 0, "0 %", "727", "0 kg", "0 CNY", "0.50")),
                List.of(new PlacementViews.JobRow(
                        "job-1", "/placement/1/jobs/job-1", guian, when, when, "8 × gpu-80g", "1.2 kg", "59 CNY")),
                "/placement/1?from=100#jobs",
                List.of(new PlacementViews.LeftOut(
                        "job-3", say("数据不得在此", "the data must not be there"), say("1 个站点可行", "1 site would do"))),
                1,
                true,
                wrong());
    }

    PlacementViews.WhyOne why() {
        return new PlacementViews.WhyOne(
                "/placement/1",
                say("五月第三周", "Third week of May"),
                "job-1",
                say("贵安", "Gui'an"),
                when,
                when,
                say("连续 3 小时", "3 hours in one go"),
                "8 × gpu-80g",
                "1.2 kg",
                "59 CNY",
                List.of(say("这是它能去的最好的地点和时间。", "This is the best place and time that it may have.")),
                List.of(new PlacementViews.Other(
                        say("大同", "Datong"), when, "+3.1 kg", "+2.10", say("同时", "at the same hour"))),
                List.of(new PlacementViews.Not(say("哈密", "Hami"), say("离用户太远", "too far from its users"))));
    }
}
