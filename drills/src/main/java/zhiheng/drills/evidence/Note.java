package zhiheng.drills.evidence;

import java.util.ArrayList;
import java.util.List;
import zhiheng.base.Text;

/**
 * What limits a result, kept as words of no language with their figures ({@code read=803;worth=666}) and said in both. What is not
 * known here is said as it stands.
 */
public final class Note {
    private Note() {}

    static String of(String word, Object value) {
        // The value may be another tool's word: what parts notes from each other may not stand in it.
        return word + "=" + String.valueOf(value).replace(';', ',');
    }

    static String join(String... notes) {
        var some = new ArrayList<String>();
        for (var note : notes) {
            if (!note.isEmpty()) {
                some.add(note);
            }
        }
        return String.join(";", some);
    }

    public static Text say(String note) {
        var zh = new ArrayList<String>();
        var en = new ArrayList<String>();
        for (var one : note.isEmpty() ? List.<String>of() : List.of(note.split(";"))) {
            var parts = one.split("=", 2);
            var said = one(parts[0], parts.length == 2 ? parts[1] : "");
            zh.add(said.zh());
            en.add(said.en());
        }
        return new Text(String.join("；", zh), String.join("; ", en));
    }

    private static Text one(String word, String value) {
        return switch (word) {
            case "read" -> new Text("判读 " + value + " 题", value + " read");
            case "worth" -> new Text("相当于独立 " + value + " 题", "worth " + value + " independent");
            case "unclear" -> new Text("读不懂 " + value + " 题", value + " not readable");
            case "missing" -> new Text("未得到 " + value + " 题", value + " without answer");
            case "anytime" -> new Text("区间在任何时刻停止都成立", "the interval holds at any moment of stopping");
            case "failed" -> failed(value);
            case "changed" -> new Text("测评期间模型变了：" + value, "the model changed during the run: " + value);
            case "their-judge" ->
                new Text(
                        "由他方工具计数，其判定的误差不在区间内",
                        "counted by the other tool; the errors of its judge are not in the interval");
            case "spread" -> new Text("区间来自其标准误", "interval from its standard error");
            case "hoeffding" ->
                new Text(
                        "没有标准误：区间按任意 0 至 1 的值之均值界定（Hoeffding），故较宽",
                        "no standard error: the interval is the one of a mean of any values from 0 to 1 (Hoeffding), so wide");
            case "no-spread" -> new Text("只有分数、没有离散程度：无法界定", "a score without a spread: nothing bounds it");
            case "findings" -> new Text("只有发现，没有总数", "findings only: out of how many is not said");
            case "nones" -> new Text(value + " 次攻击其检测器未能判定", value + " attempts that its detector could not judge");
            case "skipped" -> new Text(value + " 个跳过，未计", value + " skipped, not counted");
            case "grade" -> new Text("等级 " + value, "grade " + value);
            case "errors" -> new Text(value + " 个测试出错，未计", value + " tests ended in an error and are not counted");
            case "several" ->
                new Text("一份报告中有多个模型，合并计数：" + value, "several models in one report, counted together: " + value);
            case "status" -> new Text("日志写明测评的结束状态：" + value, "the log says that the evaluation ended as: " + value);
            case "as-is" ->
                new Text("AI Verify 算法的输出，原样录入", "the outputs of an algorithm of AI Verify, taken over as they are");
            case "broken" -> new Text("有些行无法读取：" + value, "lines that could not be read: " + value);
            case "cut-short" ->
                new Text("报告没有结束行，扫描可能中断", "the report has no line of completion: the scan may have been cut short");
            default ->
                new Text(value.isEmpty() ? word : word + "=" + value, value.isEmpty() ? word : word + "=" + value);
        };
    }

    /** Why prompts got no answer, and what to look at. */
    private static Text failed(String value) {
        int sign = value.lastIndexOf(" × ");
        var why = sign < 0 ? value : value.substring(0, sign);
        var times = sign < 0 ? "" : value.substring(sign);
        var said = switch (why) {
            case "status 401", "status 403" ->
                new Text(
                        "上游拒绝密钥（" + why.substring(7) + "），请查 --key-env",
                        "the upstream refuses the key (" + why.substring(7) + "); look at --key-env");
            case "status 404" ->
                new Text(
                        "上游没有此地址或此模型（404），请查 --upstream 与 --model",
                        "the upstream knows no such address or" + " model (404); look at --upstream and --model");
            case "no answer in time" -> new Text("限时内没有回答，可加大 --patience", "no answer in time; --patience gives more");
            case "cannot be reached" -> new Text("连不上上游，请查地址", "the upstream cannot be reached; look at its address");
            case "no JSON of a chat completion" ->
                new Text(
                        "上游的回答不是聊天补全的 JSON，地址应写到 /v1",
                        "what came is no JSON of a chat completion; the" + " address ends with /v1");
            case "broke off" -> new Text("回答中途断开", "the answer broke off");
            default -> new Text("未得到回答：" + why, "no answer: " + why);
        };
        return new Text(said.zh() + times, said.en() + times);
    }
}
