package zhiheng.gateway.inspect;

import java.util.List;
import java.util.regex.Pattern;

/** What anybody would write in ten minutes to find injections: what a model has to be better than. */
final class NaivePatterns {
    private static final List<Pattern> NINE = List.of(
            pattern("ignore (all |any |the |your )*(previous|prior|above) (instructions|rules|prompts?)"),
            pattern("disregard .{0,30}(instructions|rules)"),
            pattern("forget (everything|all|your instructions)"),
            pattern("system prompt"),
            pattern("you are now|pretend (to be|you are)|act as (an? )?(unrestricted|uncensored|dan)"),
            pattern("developer mode|jailbreak|do anything now"),
            pattern("忽略.{0,6}(指令|指示|规则|提示)|忘(记|掉).{0,6}(指令|规则|设定)"),
            pattern("系统提示|提示词"),
            pattern("没有(任何)?限制|不受(任何)?限制|越狱|开发者模式"));

    private NaivePatterns() {}

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }

    static boolean anyIn(String text) {
        return NINE.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }
}
