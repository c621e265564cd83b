package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.exchange.ExchangeView;
import zhiheng.server.rooms.exchange.ParcelView;

/** What was handed over, as pages show it. */
final class ExchangeSamples {
    private static final String KEY = "zhiheng.example/log+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private final String language;
    private final When time;

    ExchangeSamples(String language, When time) {
        this.language = language;
        this.time = time;
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    ExchangeView list() {
        return new ExchangeView(
                List.of(
                        new ExchangeView.Row(
                                "/exchange/p1",
                                say("任务：定级", "A task: grading"),
                                say("致 卫生局", "to Health <1>"),
                                "TLP:AMBER",
                                new State("late", say("逾期未答复", "Late")),
                                time,
                                time),
                        new ExchangeView.Row(
                                "/exchange/p2",
                                say("案件", "A case"),
                                say("来自 某市", "from a city"),
                                "TLP:RED",
                                new State("met", say("已办", "Done")),
                                time,
                                null)),
                "/exchange?before=p2",
                "c1",
                List.of(new Choice("stage", "stage", true), new Choice("words/1", "words/1", false)),
                List.of(new Choice("", say("整个案件", "The whole case"), true)),
                List.of(new Choice("AMBER", "TLP:AMBER", true)),
                List.of(new Choice("", say("本系统内", "Here"), true)),
                List.of(new ExchangeView.Known(say("某市智衡", "A city"), "city.example/log", 1200, true)),
                "zhiheng.example/log",
                KEY,
                true,
                true,
                new Form(Map.of("ask", "<typed>"), Map.of("ask", say("没有这个组织。", "There is no such organisation."))));
    }

    ParcelView one() {
        return new ParcelView(
                "/exchange/p1",
                say("任务：定级 · 第 2 份", "A task: grading · number 2"),
                "Acme · a.example/log",
                "Health · b.example/log",
                "TLP:GREEN",
                say("可传递", "may go round"),
                new State("doing", say("待答复", "Waits for an answer")),
                time,
                time,
                say("请定级", "Grade it"),
                say("较大", "Fairly grave"),
                time,
                List.of(
                        new ParcelView.Line("stage", "{\"id\":\"response\"}"),
                        new ParcelView.Line("words/1", "<leak>")),
                7,
                "/cases/c1",
                "/ledger/7",
                "/exchange/p1/bundle",
                "/exchange/p1/bundle",
                true,
                true,
                true,
                new Form(Map.of("words", "<typed>"), Map.of("words", say("请写答复。", "Give an answer."))));
    }
}
