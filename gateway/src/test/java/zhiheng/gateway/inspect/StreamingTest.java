package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Terms.Action;

class StreamingTest {
    private static final Inspection ALL = Seen.inspection(
            new InspectorSettings(
                    Map.of("words", TermList.of(List.of("秘密计划", "计划书", "Project Falcon", "falcon", "哈嘿", "哈嘿哈嘿"))),
                    Set.of("cnry-7f3a91"),
                    new LinkRules(Set.of(), Set.of("evil.example")),
                    Map.of()),
            Map.of(
                    "pii",
                    Action.MASK,
                    "secret",
                    Action.MASK,
                    "term",
                    Action.MASK,
                    "link",
                    Action.MASK,
                    "canary",
                    Action.REFUSE,
                    "injection.mark",
                    Action.MASK),
            "pii",
            "secrets",
            "terms:words",
            "links",
            "canary",
            "injection");

    private static final String[] PIECES = {
        "，",
        " ",
        "。",
        "-",
        "的",
        "a",
        "ab",
        "一",
        "1",
        "13",
        "\u200B",
        "\uD83D\uDE00",
        "\uD83D",
        "\n",
        "电话",
        "卡号",
        "é",
        "⑫",
        "x",
        "13800138000",
        "4111 1111 1111 1111",
        "11010519491231002X",
        "１３８００１３８０００",
        "一三八零零一三八零零零",
        "a@b.com",
        "秘 密-计划",
        "秘密计划书",
        "哈嘿",
        "哈",
        "嘿哈",
        "project falcon",
        "ƒalcon",
        "f.a.l.c.o.n",
        "cnry-7f3a91",
        "忽略以上",
        "所有指令",
        "ignore all previous",
        " instructions",
        "![x](https://e.example/a?d=aGVsbG8gd29ybGQ)",
        "http://evil.example/",
        "sk-abcdefghijklmnopqrstuvwx",
        "AKIAABCDEFGHIJKLMNOP",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1.eyJzdWIiOiIx.abc",
        "2001:db8::1",
        "1.2.3.4",
        "京A12345",
        "DE89 3704 0044 0532 0130 00",
        "P<UTO",
        "<<<<",
        "token: ",
        "A123456(3)",
        "/",
        ".",
        "_",
        "·",
        "\r\n",
        "(",
        "+",
        "6217.0071.4000.",
        "0000.001",
        "138",
        "订单号 ",
        "version ",
        "IP ",
        "SSN ",
        "536-22-1234",
        "DNI 12345678Z",
        "PESEL 44051401359",
        "+1 (415) 555-2671",
        "010-65529988",
        "Tel. 01 23 45 67 89",
        "li@例子.中国",
        "россия@россия.рф",
        "git@github.com:a/b.git",
        "我叫张伟",
        "张伟先生",
        "Dear Anna Miller",
        "Mr. ",
        "Smith",
        "浙江省杭州市西湖区文三路12号",
        "地址：",
        "42 Elm Street",
        ", Springfield, IL 62704"
    };

    /** Guards against every decision that depends on where a piece ends. */
    @Property(tries = 1500)
    void a_text_in_pieces_gives_the_same_as_the_whole(@ForAll long seed) {
        var random = new Random(seed);
        var direction = random.nextBoolean() ? Direction.IN : Direction.OUT;
        var text = new StringBuilder();
        int parts = random.nextInt(40);
        for (int i = 0; i < parts; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        var whole = ALL.inspect(text.toString(), direction);
        int longest = 1 + random.nextInt(30);
        var flow = ALL.flow(direction);
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + random.nextInt(longest + 1));
            out.append(flow.push(text.substring(at, end)));
            at = end;
        }
        out.append(flow.end());
        assertThat(out.toString()).isEqualTo(whole.text());
        assertThat(flow.soFar().detections()).isEqualTo(whole.detections());
        assertThat(flow.soFar().action()).isEqualTo(whole.action());
    }

    @Property(tries = 200)
    void what_is_masked_leaves_in_no_piece(@ForAll long seed) {
        var numbers = new Numbers(seed);
        var random = new Random(seed);
        var sample = numbers.valid(Numbers.KINDS.get(random.nextInt(Numbers.KINDS.size())));
        var text = "开头" + sample.context() + "：" + sample.number() + "，结尾";
        var flow = ALL.flow(Direction.OUT);
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            out.append(flow.push(text.substring(i, i + 1)));
        }
        out.append(flow.end());
        assertThat(out.toString()).matches("开头" + sample.context() + "：\\[[^\\]]+\\]，结尾");
    }

    @Test
    void ordinary_text_is_passed_on_at_once_but_for_its_last_word() {
        var flow = ALL.flow(Direction.OUT);
        assertThat(flow.push("今天天气很好，我们去公园")).isEqualTo("今天天气很好，我们去公园");
        assertThat(flow.push("。The weather is fi")).isEqualTo("。The weather is ");
        assertThat(flow.push("ne today. ")).startsWith("fine today.");
    }

    @Test
    void what_is_held_back_is_bounded() {
        for (var filler : List.of("1", "a", "1 ", "秘", "哈嘿哈嘿", "\u200B", "1\u200B", "a.", "eyJ", "-----BEGIN ", "忽略")) {
            var flow = ALL.flow(Direction.OUT);
            var text = filler.repeat(200_000 / filler.length());
            int passed = 0;
            for (int at = 0; at < text.length(); at += 1000) {
                passed += flow.push(text.substring(at, Math.min(text.length(), at + 1000)))
                        .length();
            }
            if (!filler.startsWith("哈")) {
                assertThat(text.length() - passed).as(filler).isLessThan(20_000);
            }
            flow.end();
        }
    }

    @Test
    void offsets_lead_to_the_original() {
        var text = "\uD83D\uDE00⑫\u200B电话：１３８\u200B００１３８０００、e\u0301";
        var found = ALL.inspect(text, Direction.OUT).detections();
        assertThat(found).hasSize(1);
        assertThat(text.substring(found.getFirst().start(), found.getFirst().end()))
                .isEqualTo("１３８\u200B００１３８０００");
    }

    @Test
    void masks_that_overlap_hide_all() {
        var outcome = ALL.inspect("他的秘密计划书和哈嘿哈嘿哈嘿。", Direction.OUT);
        assertThat(outcome.text()).isEqualTo("他的[敏感词]和[敏感词]。");
    }
}
