package zhiheng.server.rooms.effect;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.office.effect.Effect;
import zhiheng.office.effect.Judgement;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "effect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "判断一项措施是否改变了某个指标，趋势、季节与偶然不算效果。",
            "Judge whether a measure changed an indicator; trend, season and chance do not count as its effect."
        },
        footer = {
            "",
            "列 / columns: time,value[,control]  (2026-03, 2026-Q1, 2026, 2026-03-15)  or "
                    + " unit,before,after,treated[,earlier]",
            "例 / for example:  ./zhiheng effect examples/payment-days.csv --from 2025-01",
            "Exit code: 0 an effect or change is shown, 1 none can be told, 2 the table cannot be judged."
        })
final class EffectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.csv")
    Path file = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "the first time under the measure, as the table writes it")
    @Nullable
    String from;

    @Option(
            names = "--season",
            paramLabel = "N",
            description =
                    "rows in a season (default: 12 for months, 4 for quarters, 7 for days, 1 for years); 1 for none")
    @Nullable
    Integer season;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        try {
            if (Files.size(file) > Measured.MOST_BYTES) {
                throw Refusal.invalid("文件超过 16 MB。", "The file has more than 16 MB.");
            }
            var judged = judge(Measured.read(Files.readString(file, StandardCharsets.UTF_8)));
            System.out.println(json ? JsonOut.compact(json(judged)) : words(judged));
            return judged.effect().shown() == Effect.Shown.NOTHING ? 1 : 0;
        } catch (Refusal e) {
            System.err.println(file + ": " + speech.say(e.text()));
        } catch (CharacterCodingException e) {
            System.err.println(file + ": " + speech.say("不是 UTF-8 文本。", "this is no UTF-8 text."));
        } catch (NoSuchFileException e) {
            System.err.println(file + ": " + speech.say("没有这个文件。", "there is no such file."));
        }
        return 2;
    }

    private Judgement judge(Measured measured) {
        return switch (measured) {
            case Measured.Series series -> {
                if (from == null) {
                    throw Refusal.invalid("请用 --from 指明措施开始的时间。", "Say with --from when the measure began.");
                }
                yield series.judge(from, season);
            }
            case Measured.Groups groups -> groups.judge();
        };
    }

    private String words(Judgement judged) {
        var text = new StringBuilder(speech.say(EffectText.verdict(judged))).append('\n');
        line(text, speech.say("方法", "method"), speech.say(judged.strength().text()));
        line(text, speech.say("前后均值之差", "plain difference of means"), Figures.number(judged.plainChange()));
        if (judged.placebo() != null) {
            line(text, speech.say("安慰剂检验", "placebo"), EffectText.range(judged.placebo()));
        }
        line(text, speech.say("保证", "promise"), speech.say(EffectText.promise()));
        for (var caution : judged.cautions()) {
            line(text, speech.say("注意", "mind"), speech.say(caution));
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(": ").append(value).append('\n');
    }

    private Object json(Judgement judged) {
        var json = new LinkedHashMap<String, Object>();
        json.put("shown", judged.effect().shown().name());
        json.put("method", judged.strength().name());
        json.put("estimate", judged.effect().estimate());
        json.put("low", judged.effect().low());
        json.put("high", judged.effect().high());
        json.put("error", judged.effect().error());
        json.put("plainChange", judged.plainChange());
        if (judged.placebo() != null) {
            json.put("placeboLow", judged.placebo().low());
            json.put("placeboHigh", judged.placebo().high());
        }
        json.put("cautions", judged.cautions().stream().map(speech::say).toList());
        return json;
    }
}
